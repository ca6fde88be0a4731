import Glibc

/// SplitMix64: the same seed gives the same values everywhere. The only source of random values in tests.
package struct Seeded: RandomNumberGenerator, Sendable {
    /// The run's own seed, `WEIR_SEED`. Each seed of a test is combined with it.
    package static let run: UInt64 = {
        let seed = getenv("WEIR_SEED").flatMap { UInt64(String(cString: $0)) } ?? 0
        print("random values of WEIR_SEED=\(seed)")
        return seed
    }()

    /// The number of random values of a test, or the size of a large one: all with `WEIR_THOROUGH`, as continuous integration does, else a tenth.
    package static func rounds<Number: BinaryInteger>(_ all: Number) -> Number { getenv("WEIR_THOROUGH") == nil ? (all + 9) / 10 : all }

    private var state: UInt64
    /// A fuzzer's: each two are the seed of one number, as long as there are some.
    private var bytes: ArraySlice<UInt8> = []

    package init(_ seed: UInt64) { state = seed ^ Self.run &* 0x9e37_79b9_7f4a_7c15 }

    package init(bytes: [UInt8]) {
        state = 0
        self.bytes = bytes[...]
    }

    package mutating func next() -> UInt64 {
        if let low = bytes.popFirst() { state = UInt64(low) | UInt64(bytes.popFirst() ?? 0) << 8 }
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension ModelGenerator {
    package mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    package mutating func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }
    package mutating func one<Item: CaseIterable>(_ type: Item.Type) -> Item { one(of: Array(type.allCases)) }
    package mutating func maybe<Part>(_ make: (inout ModelGenerator) throws -> Part) rethrows -> Part? { chance(50) ? try make(&self) : nil }

    package mutating func many<Part>(_ maximum: Int, _ make: (inout ModelGenerator) throws -> Part) rethrows -> [Part] {
        try (0..<below(maximum + 1)).map { _ in try make(&self) }
    }

    /// Small numbers, the largest ones, and all between.
    package mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type = Number.self) -> Number {
        switch below(4) {
        case 0: Number(below(4))
        case 1: .max - Number(below(2))
        default: Number.random(in: .min ... .max, using: &random) >> Number(below(Number.bitWidth))
        }
    }

    /// Texts that writers and readers get wrong: empty, quotes, control characters, other scripts, equal to Swift but not in bytes.
    package mutating func text() -> String {
        one(of: [
            "", " ", "plain", "two words", "quote \" and \\ stroke", "tab\tline\nreturn\r", "nul \u{0} end \u{7f}", "Grüße", "Gru\u{308}ße", "网络", "😀",
            "# no comment", "a : b . c", "*", "0x10", "10.0.0.1", "accept", "_0", "\u{2028}", "a:1:2", "//", String(repeating: "long ", count: 40),
        ])
    }
}
