/// A natural number of any size, for exact counts: 2^300 packets and more.
package struct WideInteger: Hashable, Sendable, CustomStringConvertible {
    /// The least significant first; the last one is not 0.
    private var words: [UInt32]

    package init(_ value: UInt32) { words = value == 0 ? [] : [value] }

    package var isZero: Bool { words.isEmpty }

    package static func + (left: WideInteger, right: WideInteger) -> WideInteger {
        var result = left
        var carry: UInt64 = 0
        for index in 0..<max(left.words.count, right.words.count) {
            let sum =
                carry + UInt64(index < left.words.count ? left.words[index] : 0)
                + UInt64(index < right.words.count ? right.words[index] : 0)
            if index < result.words.count {
                result.words[index] = UInt32(truncatingIfNeeded: sum)
            } else {
                result.words.append(UInt32(truncatingIfNeeded: sum))
            }
            carry = sum >> 32
        }
        if carry != 0 { result.words.append(UInt32(carry)) }
        return result
    }

    package static func += (left: inout WideInteger, right: WideInteger) { left = left + right }

    /// Times a power of two.
    package static func << (left: WideInteger, count: Int) -> WideInteger {
        guard !left.isZero, count > 0 else { return left }
        var result = left
        let shift = UInt32(count % 32)
        if shift > 0 {
            var carry: UInt32 = 0
            for index in result.words.indices {
                let word = result.words[index]
                result.words[index] = word << shift | carry
                carry = word >> (32 - shift)
            }
            if carry != 0 { result.words.append(carry) }
        }
        result.words.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
        return result
    }

    /// In decimal.
    package var description: String {
        var words = words
        var groups: [UInt32] = []
        while !words.isEmpty {
            var remainder: UInt64 = 0
            for index in words.indices.reversed() {
                let value = remainder << 32 | UInt64(words[index])
                words[index] = UInt32(value / 1_000_000_000)
                remainder = value % 1_000_000_000
            }
            groups.append(UInt32(remainder))
            while words.last == 0 { words.removeLast() }
        }
        guard let first = groups.last else { return "0" }
        return groups.dropLast().reversed().reduce(String(first)) { text, group in
            let digits = String(group)
            return text + String(repeating: "0", count: 9 - digits.count) + digits
        }
    }
}
