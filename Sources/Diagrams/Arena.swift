/// The nodes of reduced, ordered binary decision diagrams. The level of a variable is its place in the order.
///
/// Nodes are never freed one by one: `decide` takes back all that a question made. Not for use by several threads at a time.
package final class Arena {
    struct Node {
        var level: UInt32
        var low: UInt32
        var high: UInt32
    }

    /// A result of an operation. Lossy: a newer one takes the place of an older one.
    struct Remembered {
        var left: UInt32 = 0
        var right: UInt32 = 0
        var operation: UInt32 = 0
        var result: UInt32 = 0
    }

    /// The number of variables that can be told apart.
    package static let levels = 1 << 16
    static let constantLevel = UInt32(levels)

    private(set) var nodes: UnsafeMutablePointer<Node>
    private(set) var count = 2
    private var capacity = 1 << 12
    /// Open addressing with linear probing; 0 is an empty slot.
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotMask = (1 << 13) - 1
    let cache: UnsafeMutablePointer<Remembered>
    static let cacheMask: UInt32 = (1 << 18) - 1
    /// Part of each remembered operation, so that results from before a rollback are not found.
    private(set) var generation: UInt32 = 1

    private var limit: Int
    /// Whether a node was refused. All results since then are meaningless.
    package private(set) var isExhausted = false
    /// The operations on nodes so far, a measure of the work.
    package internal(set) var steps = 0

    /// - Parameter nodes: the greatest number of nodes. One takes about 20 bytes.
    package init(nodes limit: Int = 8_000_000) {
        self.limit = min(limit, Int(UInt32.max) / 2)
        nodes = .allocate(capacity: capacity)
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: 0, count: slotMask + 1)
        cache = .allocate(capacity: Int(Self.cacheMask) + 1)
        cache.initialize(repeating: Remembered(), count: Int(Self.cacheMask) + 1)
        nodes[0] = Node(level: Self.constantLevel, low: 0, high: 0)
        nodes[1] = Node(level: Self.constantLevel, low: 1, high: 1)
    }

    deinit {
        nodes.deallocate()
        slots.deallocate()
        cache.deallocate()
    }

    package var nodeCount: Int { count }

    @inline(__always) func level(_ id: UInt32) -> UInt32 { nodes[Int(id)].level }

    /// Of a constant, a number beyond all variables.
    package func level(of diagram: Diagram) -> Int { Int(level(diagram.id)) }
    package func low(of diagram: Diagram) -> Diagram { Diagram(id: nodes[Int(diagram.id)].low) }
    package func high(of diagram: Diagram) -> Diagram { Diagram(id: nodes[Int(diagram.id)].high) }

    package func variable(_ level: Int) -> Diagram { Diagram(id: node(UInt32(level), 0, 1)) }

    /// The level of a diagram that is one variable.
    package func variableLevel(of diagram: Diagram) -> Int? {
        let node = nodes[Int(diagram.id)]
        return diagram.id > 1 && node.low == 0 && node.high == 1 ? Int(node.level) : nil
    }

    // MARK: nodes

    @inline(__always) private static func hash(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> Int {
        var hash = UInt64(low) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(high) &* 0xC2B2_AE3D_27D4_EB4F ^ UInt64(level) &* 0x1656_67B1_9E37_79F9
        hash ^= hash >> 32
        return Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 20)
    }

    /// The node of a level below which both are. Its level must be above theirs.
    func node(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
        if low == high { return low }
        assert(level < self.level(low) && level < self.level(high))
        var slot = Self.hash(level, low, high) & slotMask
        while slots[slot] != 0 {
            let found = nodes[Int(slots[slot])]
            if found.low == low, found.high == high, found.level == level { return slots[slot] }
            slot = (slot + 1) & slotMask
        }
        guard count < limit else {
            isExhausted = true
            return 0
        }
        if count == capacity { grow() }
        nodes[count] = Node(level: level, low: low, high: high)
        slots[slot] = UInt32(count)
        count += 1
        // At most half of the slots are taken.
        if count * 2 > slotMask { rehash() }
        return UInt32(count - 1)
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Node>.allocate(capacity: capacity * 2)
        larger.update(from: nodes, count: count)
        nodes.deallocate()
        nodes = larger
        capacity *= 2
    }

    private func rehash() {
        slots.deallocate()
        slotMask = slotMask * 2 + 1
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: 0, count: slotMask + 1)
        // In the order in which they were made, as `rollBack` expects.
        for id in 2..<count {
            let node = nodes[id]
            var slot = Self.hash(node.level, node.low, node.high) & slotMask
            while slots[slot] != 0 { slot = (slot + 1) & slotMask }
            slots[slot] = UInt32(id)
        }
    }

    // MARK: questions

    /// Asks something within a budget; all that it makes is taken back, so the answer must hold no diagram made by the question.
    ///
    /// - Parameter budget: the number of nodes that it may make.
    /// - Returns: the answer, or `nil` if it needs more nodes.
    package func decide<Answer>(nodes budget: Int, _ question: () -> Answer) -> Answer? {
        guard !isExhausted else { return nil }
        let mark = count
        let outer = limit
        limit = min(outer, mark + budget)
        let answer = question()
        let failed = isExhausted
        isExhausted = false
        limit = outer
        rollBack(to: mark)
        return failed ? nil : answer
    }

    /// The same for something that is kept: only a failure is taken back.
    package func keep<Answer>(nodes budget: Int = .max / 4, _ question: () -> Answer) -> Answer? {
        guard !isExhausted else { return nil }
        let mark = count
        let outer = limit
        limit = min(outer, mark + budget)
        let answer = question()
        limit = outer
        guard isExhausted else { return answer }
        isExhausted = false
        rollBack(to: mark)
        return nil
    }

    private func rollBack(to mark: Int) {
        guard count > mark else { return }
        // The newest first: with linear probing this is what the slots were before.
        while count > mark {
            count -= 1
            let node = nodes[count]
            var slot = Self.hash(node.level, node.low, node.high) & slotMask
            while slots[slot] != UInt32(count) { slot = (slot + 1) & slotMask }
            slots[slot] = 0
        }
        forget()
    }

    /// No remembered result is found after this.
    private func forget() {
        generation += 1
        if generation == 1 << 24 {
            generation = 1
            cache.update(repeating: Remembered(), count: Int(Self.cacheMask) + 1)
        }
    }
}
