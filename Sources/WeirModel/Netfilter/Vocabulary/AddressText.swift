/// Addresses as text: RFC 5952 for IPv6, as inet_ntop(3) writes it.
package enum AddressText {
    package static func ipv4(_ number: UInt128) -> String {
        [24, 16, 8, 0].map { String((number >> $0) & 0xff) }.joined(separator: ".")
    }

    package static func ipv6(_ number: UInt128) -> String {
        let words = (0..<8).map { UInt16(truncatingIfNeeded: number >> (112 - 16 * $0)) }
        let gap = longestZeroRun(words)
        // ::a.b.c.d and ::ffff:a.b.c.d carry an IPv4 address.
        if gap?.lowerBound == 0, let length = gap?.count, length == 6 || (length == 5 && words[5] == 0xffff) {
            return (length == 6 ? "::" : "::ffff:") + ipv4(number & 0xffff_ffff)
        }
        func hex(_ words: ArraySlice<UInt16>) -> String { words.map { String($0, radix: 16) }.joined(separator: ":") }
        guard let gap else { return hex(words[...]) }
        return hex(words[..<gap.lowerBound]) + "::" + hex(words[gap.upperBound...])
    }

    package static func hardware(_ number: UInt128, bytes: Int) -> String {
        (0..<bytes).map { index in
            let byte = String(UInt8(truncatingIfNeeded: number >> (8 * (bytes - 1 - index))), radix: 16)
            return byte.count == 1 ? "0" + byte : byte
        }.joined(separator: ":")
    }

    package static func parseHardware(_ text: String) -> UInt128? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...16).contains(parts.count) else { return nil }
        var number: UInt128 = 0
        for part in parts {
            guard (1...2).contains(part.utf8.count), part.utf8.allSatisfy({ Int(hexDigit: $0) != nil }), let byte = UInt8(part, radix: 16)
            else { return nil }
            number = number << 8 | UInt128(byte)
        }
        return number
    }

    private static func longestZeroRun(_ words: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start: Int?
        for index in 0...words.count {
            if index < words.count, words[index] == 0 {
                start = start ?? index
            } else if let from = start {
                if index - from >= 2, index - from > best?.count ?? 0 { best = from..<index }
                start = nil
            }
        }
        return best
    }
}

extension UInt128 {
    /// The length of the prefix, for numbers of this many bits, that covers exactly those from this one to the last; `nil` if there is
    /// none.
    public func prefixLength(to last: UInt128, bits: Int) -> Int? {
        let host = self ^ last
        let length = bits - (128 - host.leadingZeroBitCount)
        return self & host == 0 && host & (host &+ 1) == 0 && length >= 0 ? length : nil
    }
}
