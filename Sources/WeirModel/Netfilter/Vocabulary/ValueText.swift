/// The reason why a text isn't a value of a type, or a value has no text.
public struct ValueError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
    init(_ description: String) { self.description = description }
}

extension Value: CustomStringConvertible {
    /// The value as people write it: `10.0.0.1`, `established`, `1h30m`, `eth0`. `DataType.parse` reads it.
    public var description: String {
        switch self {
        case .text(let text, _): cString ?? text
        case .number(let number, let type): type.text(of: number)
        }
    }

    /// The value as nft's language has it: texts in quotes, times as numbers, which don't depend on the reader's time zone.
    /// `numeric` leaves nft's names out, as its ranges need.
    public func nftText(numeric: Bool = false) throws(ValueError) -> String {
        switch self {
        case .text(let text, _):
            return try Self.nftQuoted(cString ?? text)
        case .number(let number, .date):
            guard number % 1_000_000_000 == 0 else { throw ValueError("nft has no fractions of seconds: \(self)") }
            return String(number / 1_000_000_000)
        case .number(let number, .hour): return String(number)
        // Bytes of a header by their place: addresses can be recognized.
        case .number(let number, .integer) where number > UInt32.max: return "0x" + String(number, radix: 16)
        case .number(_, .day) where !numeric: return "\"\(self)\""
        case .number(_, .cgroupv2): throw ValueError("nft takes a cgroup by its path, not by the number \(self)")
        case .number(let number, let type) where type.isString:
            throw ValueError("nft takes a name as text, and 0x\(String(number, radix: 16)) has a NUL in it")
        case .number(let number, let type):
            let text = type.text(of: number, numeric: numeric)
            return type.isBitmask && text.contains("|") ? "(" + text.split(separator: "|").joined(separator: " | ") + ")" : text
        }
    }

    /// A text in nft's quotes, which know no escape for the quote itself.
    public static func nftQuoted(_ text: String) throws(ValueError) -> String {
        if text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == 0 }) {
            throw ValueError("nft can't quote this text: `\(text.excerpt())`")
        }
        return "\"\(text)\""
    }
}

extension DataType {
    /// The host has names for numbers of the type, in its files or its kernel.
    public var hasHostNames: Bool {
        switch self {
        case .ifindex, .uid, .gid, .realm, .devgroup, .mark, .cgroupv2, .ctLabel: true
        default: false
        }
    }

    func text(of number: UInt128, numeric: Bool = false) -> String {
        switch self {
        case .ipv4Address: return AddressText.ipv4(number)
        case .ipv6Address: return AddressText.ipv6(number)
        case .etherAddress, .lladdr: return AddressText.hardware(number, bytes: max(6, (128 - number.leadingZeroBitCount + 7) / 8))
        case .mark: return hex(number, digits: 8)
        case .classid: return classid(number)
        case .time: return number <= UInt64.max ? TimeText.span(milliseconds: UInt64(number)) : String(number)
        case .hour: return TimeText.hour(number)
        case .date: return TimeText.date(nanoseconds: number)
        case .ctLabel: return bits(of: number).map { String($0.trailingZeroBitCount) }.joined(separator: "|")
        default: return numeric ? digits(of: number) : symbol(for: number) ?? names(of: number) ?? digits(of: number)
        }
    }

    private func digits(of number: UInt128) -> String {
        switch self {
        case .dscp: hex(number, digits: 2)
        case .ecn: hex(number, digits: 1)
        case .etherType: hex(number, digits: 4)
        case _ where isBitmask: hex(number, digits: 1)
        default: String(number)
        }
    }

    /// The names of the bits that are set, where all have one.
    private func names(of number: UInt128) -> String? {
        guard isBitmask, number != 0 else { return nil }
        let names = bits(of: number).compactMap { symbol(for: $0) }
        return names.count == number.nonzeroBitCount ? names.joined(separator: "|") : nil
    }

    /// A value of the type from its text: what `Value.description` writes, nft's names, and plain numbers, decimal or `0x`.
    /// A text that is none of these is taken as a name of the host where the type has such names.
    public func parse(_ text: String) throws(ValueError) -> Value {
        if isString { return .text(text, self) }
        guard let number = number(of: text) else {
            if hasHostNames, !text.isEmpty { return .text(text, self) }
            throw ValueError(complaint(text))
        }
        if let bits = bitLength, bits < 128, number >> UInt128(bits) != 0 {
            throw ValueError("`\(text.excerpt())` is too large for \(documentName): it has \(bits) bits")
        }
        return .number(number, self)
    }

    private func number(of text: String) -> UInt128? {
        if let number = number(named: text) { return number }
        switch self {
        case .invalid, .verdict: return nil
        case .ipv4Address, .ipv6Address: return NumberScanner.number(text, self)
        case .etherAddress: return text.split(separator: ":").count == 6 ? AddressText.parseHardware(text) : nil
        case .lladdr: return AddressText.parseHardware(text)
        case .time: return TimeText.parseSpan(text).map { UInt128($0) }
        case .hour: return TimeText.parseHour(text) ?? plain(text)
        case .date: return TimeText.parseDate(text) ?? UInt64(text).map { UInt128($0) * 1_000_000_000 }
        case .classid: return parseClassid(text) ?? plain(text)
        case .ctLabel:
            if text.isEmpty { return 0 }
            return union(text) { UInt128($0).flatMap { $0 < 128 ? 1 << $0 : nil } }
        case _ where isBitmask: return union(text) { number(named: $0) ?? plain($0) }
        default: return plain(text)
        }
    }

    private func union(_ text: String, _ bit: (String) -> UInt128?) -> UInt128? {
        var number: UInt128 = 0
        for part in text.split(whereSeparator: { $0 == "|" || $0 == "," }) {
            guard let value = bit(String(part.trimming)) else { return nil }
            number |= value
        }
        return text.isEmpty ? nil : number
    }

    private func complaint(_ text: String) -> String {
        switch self {
        case .ipv4Address: return "`\(text.excerpt())` is not an IPv4 address, which has four numbers up to 255, as in 10.0.0.1"
        case .ipv6Address: return "`\(text.excerpt())` is not an IPv6 address, such as 2001:db8::1"
        case .etherAddress: return "`\(text.excerpt())` is not an Ethernet address, such as 00:16:3e:00:00:01"
        case .time: return "`\(text.excerpt())` is not a time span, such as 1h30m"
        case .hour: return "`\(text.excerpt())` is not an hour of the day, such as 17:00"
        case .date: return "`\(text.excerpt())` is not a date, such as 2026-01-31 17:00"
        case .verdict, .invalid: return "a value of type \(nftName) has no text: `\(text.excerpt())`"
        default:
            let names = symbols.map(\.name).joined(separator: ", ")
            return "`\(text.excerpt())` is not a valid \(documentName): "
                + (names.isEmpty ? "it takes a number" : "it takes a number, or one of \(names)")
        }
    }

    private func hex(_ number: UInt128, digits: Int) -> String {
        let text = String(number, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private func bits(of number: UInt128) -> [UInt128] {
        (0..<128).map { 1 << UInt128($0) }.filter { number & $0 != 0 }
    }

    /// tc's handles: two numbers of 16 bits, in hexadecimal.
    private func classid(_ number: UInt128) -> String {
        switch number {
        case 0: "none"
        case 0xffff_ffff: "root"
        default: String(number >> 16, radix: 16) + ":" + String(number & 0xffff, radix: 16)
        }
    }

    private func parseClassid(_ text: String) -> UInt128? {
        if text == "none" { return 0 }
        if text == "root" { return 0xffff_ffff }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = UInt16(parts[0], radix: 16), let minor = parts[1].isEmpty ? 0 : UInt16(parts[1], radix: 16)
        else { return nil }
        return UInt128(major) << 16 | UInt128(minor)
    }

    private func plain(_ text: some StringProtocol) -> UInt128? {
        if text.hasPrefix("+") || text.hasPrefix("-") { return nil }
        return text.hasPrefix("0x") ? UInt128(text.dropFirst(2), radix: 16) : UInt128(text)
    }
}

extension StringProtocol {
    fileprivate var trimming: SubSequence {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return self[endIndex...] }
        return self[first...last]
    }
}
