extension Arena {
    enum Operation: UInt32 {
        case and = 1
        case or, xor, without, exists
    }

    package func and(_ left: Diagram, _ right: Diagram) -> Diagram { Diagram(id: and(left.id, right.id)) }
    package func or(_ left: Diagram, _ right: Diagram) -> Diagram { Diagram(id: or(left.id, right.id)) }
    package func xor(_ left: Diagram, _ right: Diagram) -> Diagram { Diagram(id: xor(left.id, right.id)) }
    /// What is in the left one alone.
    package func without(_ left: Diagram, _ right: Diagram) -> Diagram { Diagram(id: without(left.id, right.id)) }
    package func not(_ diagram: Diagram) -> Diagram { without(.always, diagram) }
    package func implies(_ left: Diagram, _ right: Diagram) -> Bool { without(left, right).isNever }
    package func areDisjoint(_ left: Diagram, _ right: Diagram) -> Bool { and(left, right).isNever }

    /// `high` where the condition holds, and `low` elsewhere.
    package func select(_ condition: Diagram, _ high: Diagram, _ low: Diagram) -> Diagram {
        if condition.isAlways || high == low { return high }
        if condition.isNever { return low }
        let node = nodes[Int(condition.id)]
        if node.low == 0, node.high == 1, node.level < level(high.id), node.level < level(low.id) {
            return Diagram(id: self.node(node.level, low.id, high.id))
        }
        return or(and(condition, high), without(low, condition))
    }

    /// True where some value of these variables makes it true.
    package func exists(_ variables: VariableRange, _ diagram: Diagram) -> Diagram {
        guard variables.count > 0 else { return diagram }
        return Diagram(id: exists(diagram.id, UInt32(variables.first), UInt32(variables.end)))
    }

    // MARK: recursion

    private func and(_ a: UInt32, _ b: UInt32) -> UInt32 {
        if a == b || b == 1 { return a }
        if a == 1 { return b }
        if a == 0 || b == 0 { return 0 }
        let (a, b) = a < b ? (a, b) : (b, a)
        if let known = remembered(.and, a, b) { return known }
        let (x, y) = (nodes[Int(a)], nodes[Int(b)])
        let level = min(x.level, y.level)
        let low = and(x.level == level ? x.low : a, y.level == level ? y.low : b)
        let high = and(x.level == level ? x.high : a, y.level == level ? y.high : b)
        return remember(.and, a, b, node(level, low, high))
    }

    private func or(_ a: UInt32, _ b: UInt32) -> UInt32 {
        if a == b || b == 0 { return a }
        if a == 0 { return b }
        if a == 1 || b == 1 { return 1 }
        let (a, b) = a < b ? (a, b) : (b, a)
        if let known = remembered(.or, a, b) { return known }
        let (x, y) = (nodes[Int(a)], nodes[Int(b)])
        let level = min(x.level, y.level)
        let low = or(x.level == level ? x.low : a, y.level == level ? y.low : b)
        let high = or(x.level == level ? x.high : a, y.level == level ? y.high : b)
        return remember(.or, a, b, node(level, low, high))
    }

    private func without(_ a: UInt32, _ b: UInt32) -> UInt32 {
        if a == 0 || b == 1 || a == b { return 0 }
        if b == 0 { return a }
        if let known = remembered(.without, a, b) { return known }
        let (x, y) = (nodes[Int(a)], nodes[Int(b)])
        let level = min(x.level, y.level)
        let low = without(x.level == level ? x.low : a, y.level == level ? y.low : b)
        let high = without(x.level == level ? x.high : a, y.level == level ? y.high : b)
        return remember(.without, a, b, node(level, low, high))
    }

    private func xor(_ a: UInt32, _ b: UInt32) -> UInt32 {
        if a == b { return 0 }
        if a == 0 { return b }
        if b == 0 { return a }
        if a == 1 { return without(1, b) }
        if b == 1 { return without(1, a) }
        let (a, b) = a < b ? (a, b) : (b, a)
        if let known = remembered(.xor, a, b) { return known }
        let (x, y) = (nodes[Int(a)], nodes[Int(b)])
        let level = min(x.level, y.level)
        let low = xor(x.level == level ? x.low : a, y.level == level ? y.low : b)
        let high = xor(x.level == level ? x.high : a, y.level == level ? y.high : b)
        return remember(.xor, a, b, node(level, low, high))
    }

    private func exists(_ a: UInt32, _ first: UInt32, _ end: UInt32) -> UInt32 {
        let node = nodes[Int(a)]
        if node.level >= end { return a }
        let range = first << 16 | (end - 1)
        if let known = remembered(.exists, a, range) { return known }
        let low = exists(node.low, first, end)
        let high = exists(node.high, first, end)
        return remember(.exists, a, range, node.level >= first ? or(low, high) : self.node(node.level, low, high))
    }

    // MARK: the cache

    @inline(__always) private func slot(_ operation: UInt32, _ a: UInt32, _ b: UInt32) -> Int {
        var hash = UInt64(a) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(b) &* 0xC2B2_AE3D_27D4_EB4F ^ UInt64(operation) &* 0x1656_67B1
        hash ^= hash >> 29
        return Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 40 & UInt64(Self.cacheMask))
    }

    @inline(__always) private func remembered(_ operation: Operation, _ a: UInt32, _ b: UInt32) -> UInt32? {
        let name = generation << 3 | operation.rawValue
        let entry = cache[slot(name, a, b)]
        return entry.left == a && entry.right == b && entry.operation == name ? entry.result : nil
    }

    @inline(__always) private func remember(_ operation: Operation, _ a: UInt32, _ b: UInt32, _ result: UInt32) -> UInt32 {
        // What is made of refused nodes is wrong, and `forget` may not come before the next question.
        guard !isExhausted else { return 0 }
        steps += 1
        let name = generation << 3 | operation.rawValue
        cache[slot(name, a, b)] = Remembered(left: a, right: b, operation: name, result: result)
        return result
    }
}
