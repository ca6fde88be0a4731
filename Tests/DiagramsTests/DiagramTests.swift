import Tags
import Testing

@testable import Diagrams

/// Diagrams over a few variables, against tables of all assignments.
@Suite(.tags(.pure)) struct DiagramTests {
    private static let variables = 7
    private static let assignments = 0..<(1 << variables)

    private static func assignment(_ number: Int) -> Assignment {
        var result = Assignment()
        for level in 0..<variables { result[level] = number >> level & 1 == 1 }
        return result
    }

    private static func table(_ diagram: Diagram, _ arena: Arena) -> [Bool] { assignments.map { arena.holds(diagram, at: assignment($0)) } }

    /// A random function as a diagram, made by operations, and as a table, made by the same on tables.
    private static func random(_ arena: Arena, _ random: inout SplitMix, depth: Int) -> (Diagram, [Bool]) {
        if depth == 0 {
            let level = Int.random(in: 0..<variables, using: &random)
            return (arena.variable(level), assignments.map { $0 >> level & 1 == 1 })
        }
        let (a, x) = self.random(arena, &random, depth: depth - 1)
        let (b, y) = self.random(arena, &random, depth: depth - 1)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return (arena.and(a, b), zip(x, y).map { $0 && $1 })
        case 1: return (arena.or(a, b), zip(x, y).map { $0 || $1 })
        case 2: return (arena.xor(a, b), zip(x, y).map { $0 != $1 })
        case 3: return (arena.without(a, b), zip(x, y).map { $0 && !$1 })
        case 4: return (arena.not(a), x.map { !$0 })
        default:
            let (c, z) = self.random(arena, &random, depth: depth - 1)
            return (arena.select(c, a, b), assignments.map { z[$0] ? x[$0] : y[$0] })
        }
    }

    @Test(arguments: 0..<40) func operationsAreThoseOfTables(_ seed: Int) {
        let arena = Arena()
        var random = SplitMix(seed: UInt64(seed))
        var known: [[Bool]: Diagram] = [:]
        for _ in 0..<40 {
            let (diagram, table) = Self.random(arena, &random, depth: 4)
            #expect(Self.table(diagram, arena) == table)
            // Equal functions are one diagram.
            #expect(known[table] == nil || known[table] == diagram)
            known[table] = diagram
            #expect(arena.count(diagram, over: Array(0..<Self.variables)).description == "\(table.count { $0 })")
            let range = VariableRange(first: 2, count: 2)
            let some = Self.assignments.map { number in (0..<4).contains { table[number & ~0b1100 | $0 << 2] } }
            #expect(Self.table(arena.exists(range, diagram), arena) == some)
            if let found = arena.assignment(of: diagram) { #expect(arena.holds(diagram, at: found)) } else { #expect(!table.contains(true)) }
            if !diagram.isNever {
                var packet = Assignment()
                arena.randomize(&packet, in: diagram, levels: Self.variables, &random)
                #expect(arena.holds(diagram, at: packet))
            }
        }
    }

    @Test(arguments: 0..<20) func aQuestionLeavesNothingBehind(_ seed: Int) {
        let arena = Arena()
        var random = SplitMix(seed: UInt64(seed))
        let kept = (0..<20).map { _ in Self.random(arena, &random, depth: 3) }
        let count = arena.nodeCount
        for _ in 0..<10 {
            let held = arena.decide(nodes: 10_000) {
                let (diagram, table) = Self.random(arena, &random, depth: 5)
                return Self.table(diagram, arena) == table
            }
            #expect(held == true)
            #expect(arena.nodeCount == count)
        }
        for (diagram, table) in kept { #expect(Self.table(diagram, arena) == table) }
        // Nodes made after a rollback are found again.
        let (diagram, table) = Self.random(arena, &random, depth: 5)
        #expect(Self.table(diagram, arena) == table)
    }

    @Test func whatIsTooLargeHasNoAnswer() {
        let arena = Arena(nodes: 4_000)
        /// Two numbers of 16 bits that are equal, with the bits of one before those of the other: 2^16 nodes.
        func equalNumbers() -> Diagram {
            arena.equal(arena.bits(VariableRange(first: 0, count: 16)), arena.bits(VariableRange(first: 16, count: 16)))
        }
        #expect(arena.decide(nodes: .max / 4) { equalNumbers() } == nil)
        #expect(!arena.isExhausted)
        #expect(arena.keep(nodes: 100) { arena.and(arena.variable(1), arena.variable(2)) } != nil)
        #expect(arena.keep(nodes: 100) { equalNumbers() } == nil)
        #expect(arena.nodeCount < 4_000)
    }
}
