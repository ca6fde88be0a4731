/// Addresses as people write them.
enum Address {
    /// One, a prefix, or two ends.
    static func text(_ interval: ClosedRange<UInt128>, bits: Int) -> String {
        let (low, high) = (interval.lowerBound, interval.upperBound)
        if low == high { return text(low, bits) }
        let size = high - low
        if size & (size &+ 1) == 0, low & size == 0 { return "\(text(low, bits))/\(bits - size.nonzeroBitCount)" }
        return "\(text(low, bits))-\(text(high, bits))"
    }

    private static func text(_ address: UInt128, _ bits: Int) -> String {
        if bits == 32 { return (0..<4).map { String(address >> UInt128(24 - 8 * $0) & 255) }.joined(separator: ".") }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)) }
        // The longest run of zeros, the first of equal ones.
        var best = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(best.count, 1) { best = start..<index }
            start = index + 1
        }
        func words(_ range: Range<Int>) -> String { range.map { String(groups[$0], radix: 16) }.joined(separator: ":") }
        return best.isEmpty ? words(0..<8) : words(0..<best.lowerBound) + "::" + words(best.upperBound..<8)
    }
}
