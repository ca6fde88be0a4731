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

    package static func parseIPv4(_ text: some StringProtocol) -> UInt128? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt128 = 0
        for part in parts {
            guard part.count <= 3, part.utf8.allSatisfy(isDigit), let byte = UInt8(part), part.count == 1 || part.first != "0" else {
                return nil
            }
            number = number << 8 | UInt128(byte)
        }
        return number
    }

    package static func parseIPv6(_ text: some StringProtocol) -> UInt128? {
        var text = String(text)
        // The IPv4 tail becomes two words.
        if text.contains(".") {
            guard let colon = text.lastIndex(of: ":"), let tail = parseIPv4(text[text.index(after: colon)...]) else { return nil }
            text = text[...colon] + String(tail >> 16, radix: 16) + ":" + String(tail & 0xffff, radix: 16)
        }
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        func words(_ half: Substring) -> [UInt16]? {
            if half.isEmpty { return [] }
            var words: [UInt16] = []
            for part in half.split(separator: ":", omittingEmptySubsequences: false) {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit), let word = UInt16(part, radix: 16) else {
                    return nil
                }
                words.append(word)
            }
            return words
        }
        guard let head = words(halves[0]), let tail = halves.count == 2 ? words(halves[1]) : [] else { return nil }
        let count = head.count + tail.count
        guard halves.count == 2 ? count <= 7 : count == 8 else { return nil }
        return (head + Array(repeating: 0, count: 8 - count) + tail).reduce(0) { $0 << 16 | UInt128($1) }
    }

    package static func parseHardware(_ text: some StringProtocol) -> UInt128? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...16).contains(parts.count) else { return nil }
        var number: UInt128 = 0
        for part in parts {
            guard (1...2).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit), let byte = UInt8(part, radix: 16) else { return nil }
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

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
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
