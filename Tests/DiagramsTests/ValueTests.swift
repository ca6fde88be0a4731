import Tags
import Testing

@testable import Diagrams

/// Values of eight bits, against all of them.
@Suite(.tags(.pure)) struct ValueTests {
    private let arena = Arena()
    private let field = VariableRange(first: 3, count: 8)

    private func values(_ diagram: Diagram) -> [Int] {
        (0..<256).filter { value in
            var assignment = Assignment()
            assignment[field] = UInt128(value)
            return arena.holds(diagram, at: assignment)
        }
    }

    @Test(arguments: [0, 1, 7, 128, 200, 255]) func comparisons(_ value: Int) {
        let bits = arena.bits(field)
        let byte = [UInt8(value)]
        #expect(values(arena.equal(bits, byte)) == [value])
        #expect(values(arena.atMost(bits, byte)) == Array(0...value))
        #expect(values(arena.atMost(bits, byte, orEqual: false)) == Array(0..<value))
        #expect(values(arena.atLeast(bits, byte)) == Array(value...255))
        #expect(values(arena.inRange(bits, [5], byte)) == (value < 5 ? [] : Array(5...value)))
    }

    /// Bits of any order and functions of them, as after a byte swap or a mask.
    @Test func bitsMayBeAnyFunctions() {
        let bits = arena.bits(field)
        let swapped = [bits[4], bits[5], bits[6], bits[7], bits[0], bits[1], bits[2], bits[3]]
        #expect(values(arena.equal(swapped, [0x2f])) == [0xf2])
        #expect(values(arena.atMost(swapped, [0x2f])) == (0..<256).filter { ($0 & 15) << 4 | $0 >> 4 <= 0x2f })
        let masked: [Diagram] = [bits[0], .never, bits[2], .always, .never, .never, .never, .never]
        #expect(values(arena.equal(masked, [0x90])) == (0..<256).filter { $0 & 0xa0 == 0x80 })
        #expect(values(arena.member(masked, of: SortedIntervals(bytes: [0x30, 0x90], length: 1))) == (0..<256).filter { $0 & 0xa0 | 0x10 <= 0x90 && $0 & 0xa0 | 0x10 >= 0x30 })
    }

    @Test(arguments: 0..<60) func intervals(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        var ends = Set<Int>()
        while ends.count < 2 * (seed % 9) { ends.insert(Int.random(in: 0..<256, using: &random)) }
        let sorted = ends.sorted()
        var bytes: [UInt8] = []
        var expected: [Int] = []
        for index in stride(from: 0, to: sorted.count, by: 2) {
            // Some of one value.
            let high = seed % 3 == 0 ? sorted[index] : sorted[index + 1]
            bytes += [UInt8(sorted[index]), UInt8(high)]
            expected += Array(sorted[index]...high)
        }
        let diagram = arena.member(arena.bits(field), of: SortedIntervals(bytes: bytes, length: 1))
        #expect(values(diagram) == expected)
        #expect(arena.parts(of: diagram, by: field, limit: 256)?.flatMap { Array($0.low...$0.high) }.map(Int.init) == expected)
        if let low = expected.first, let high = expected.last {
            let bounds = arena.bounds(of: diagram, [field, VariableRange(first: 20, count: 4)])
            #expect(bounds.map { Int($0.low) } == [low, 0])
            #expect(bounds.map { Int($0.high) } == [high, 15])
        }
    }

    @Test func countsOfAnySize() {
        let bits = VariableRange(first: 0, count: 300)
        let levels = Array(0..<300)
        // 2^300 - 1, by another program.
        let last = arena.equal(arena.bits(bits).dropLast(4) + [], [UInt8](repeating: 0, count: 37))
        #expect(arena.count(.always, over: levels).description == "2037035976334486086268445688409378161051468393665936250636140449354381299763336706183397376")
        #expect(arena.count(last, over: levels).description == "16")
        #expect(arena.count(.never, over: levels).description == "0")
        #expect((WideInteger(1_000_000_000) << 3).description == "8000000000")
    }
}
