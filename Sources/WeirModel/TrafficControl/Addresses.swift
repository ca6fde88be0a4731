/// A link-layer address of six bytes, in network byte order.
public struct MACAddress: TextCoded {
    public var bytes: [UInt8]

    public static let zero = MACAddress(unchecked: Array(repeating: 0, count: 6))

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// `nil` unless there are six bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 6 else { return nil }
        self.bytes = bytes
    }

    public init?(_ description: String) {
        let bytes = description.split(separator: ":", omittingEmptySubsequences: false).compactMap { UInt8($0, radix: 16) }
        self.init(bytes)
    }

    public var description: String { bytes.map { HexBytes([$0]).description }.joined(separator: ":") }
}

/// An IPv4 address; the number's highest byte comes first on the wire.
public struct IPv4Address: TextCoded {
    public var number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part) else { return nil }
            number = number << 8 | UInt32(byte)
        }
        self.number = number
    }

    public var description: String { [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".") }
}

/// An IPv6 address; the number's highest byte comes first on the wire.
public struct IPv6Address: TextCoded {
    public var number: UInt128

    public init(_ number: UInt128) { self.number = number }

    public init?(_ description: String) {
        var text = description[...]
        var tail: [UInt16] = []
        // A dotted quad may replace the last two groups.
        if let dot = text.firstIndex(of: "."), let colon = text[..<dot].lastIndex(of: ":") {
            guard let quad = IPv4Address(String(text[text.index(after: colon)...])) else { return nil }
            tail = [UInt16(quad.number >> 16), UInt16(truncatingIfNeeded: quad.number)]
            text = text[...colon]
            if !text.hasSuffix("::") { text = text.dropLast() }
        }
        func groups(_ part: Substring) -> [UInt16]? {
            if part.isEmpty { return [] }
            var groups: [UInt16] = []
            for group in part.split(separator: ":", omittingEmptySubsequences: false) {
                guard group.count <= 4, let number = UInt16(group, radix: 16) else { return nil }
                groups.append(number)
            }
            return groups
        }
        var all: [UInt16]
        if let gap = text.firstIndex(of: ":"), let range = Self.gap(in: text, from: gap) {
            guard let head = groups(text[..<range.lowerBound]), let rest = groups(text[range.upperBound...]) else { return nil }
            let missing = 8 - head.count - rest.count - tail.count
            guard missing >= 1 else { return nil }
            all = head + Array(repeating: 0, count: missing) + rest + tail
        } else {
            guard let head = groups(text) else { return nil }
            all = head + tail
        }
        guard all.count == 8 else { return nil }
        number = all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func gap(in text: Substring, from start: Substring.Index) -> Range<Substring.Index>? {
        var index = start
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == ":", next < text.endIndex, text[next] == ":" { return index..<text.index(after: next) }
            index = next
        }
        return nil
    }

    /// As RFC 5952 has it: lower case, the longest run of zero groups left out.
    public var description: String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: number >> (112 - 16 * $0)) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(best.count, 1) { best = start..<end }
            start = max(end, start + 1)
        }
        func text(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        if best.isEmpty { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

/// A value to compare with under a mask; without one, the whole value counts.
public struct Masked<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var value: Value
    public var mask: Value?
    private enum CodingKeys: String, CodingKey { case value, mask }

    public init(_ value: Value, mask: Value? = nil) { (self.value, self.mask) = (value, mask) }
}
