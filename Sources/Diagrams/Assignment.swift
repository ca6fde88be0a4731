/// A value for each variable: one packet.
package struct Assignment: Sendable {
    private var words: [UInt64]

    /// All variables false.
    package init() { words = [UInt64](repeating: 0, count: 8) }

    package subscript(level: Int) -> Bool {
        get { level >> 6 < words.count && words[level >> 6] >> UInt64(level & 63) & 1 == 1 }
        set {
            if level >> 6 >= words.count { words += repeatElement(0, count: (level >> 6) + 1 - words.count) }
            let bit: UInt64 = 1 << UInt64(level & 63)
            if newValue { words[level >> 6] |= bit } else { words[level >> 6] &= ~bit }
        }
    }

    /// The value of some variables.
    package subscript(range: VariableRange) -> UInt128 {
        get { (range.first..<range.end).reduce(0) { $0 << 1 | (self[$1] ? 1 : 0) } }
        set {
            for offset in 0..<range.count { self[range.end - 1 - offset] = newValue >> UInt128(offset) & 1 == 1 }
        }
    }

    fileprivate mutating func randomize(levels: Int, _ random: inout SplitMix) {
        if words.count * 64 < levels { words += repeatElement(0, count: (levels + 63) / 64 - words.count) }
        for index in words.indices { words[index] = random.next() }
    }
}

/// A quick generator with a seed, so that each run examines the same packets.
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64
    package init(seed: UInt64) { state = seed }
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

extension Arena {
    package func holds(_ diagram: Diagram, at assignment: Assignment) -> Bool {
        var id = diagram.id
        while id > 1 {
            let node = nodes[Int(id)]
            id = assignment[Int(node.level)] ? node.high : node.low
        }
        return id == 1
    }

    /// An assignment that makes it true, with false and the low branch where there is a choice; `nil` if there is none.
    package func assignment(of diagram: Diagram) -> Assignment? {
        guard !diagram.isNever else { return nil }
        var result = Assignment()
        var id = diagram.id
        while id > 1 {
            let node = nodes[Int(id)]
            result[Int(node.level)] = node.low == 0
            id = node.low == 0 ? node.high : node.low
        }
        return result
    }

    /// A random one of the assignments, each branch as likely as the other.
    ///
    /// - Parameter levels: the number of levels that take random values where the diagram leaves them open.
    package func randomize(_ assignment: inout Assignment, in diagram: Diagram, levels: Int, _ random: inout SplitMix) {
        assignment.randomize(levels: levels, &random)
        var id = diagram.id
        while id > 1 {
            let node = nodes[Int(id)]
            let level = Int(node.level)
            if node.low == 0 { assignment[level] = true } else if node.high == 0 { assignment[level] = false }
            id = assignment[level] ? node.high : node.low
        }
    }
}
