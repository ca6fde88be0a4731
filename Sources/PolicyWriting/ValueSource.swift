import WeirModel

/// Constants: `22`, `.established`, `"10.0.0.0/8"`, `1024...65535`.
enum ValueSource {
    /// - Parameter place: the component of the constant.
    static func text(_ value: Value, in place: Shape.Component) -> String {
        guard value.type == place.type || (place.type == .invalid && place.swift == "Address") else { return typed(value) }
        guard Shape.swift(value.type) == place.swift else { return typed(value) }
        return literal(value) ?? typed(value)
    }

    /// With its type.
    static func typed(_ value: Value) -> String {
        switch value {
        case .number(let number, let type): ".value(\(SwiftSpelling.hexadecimal(number)), as: .\(type))"
        case .text(let text, let type): ".text(\(SwiftSpelling.quoted(text)), as: .\(type))"
        }
    }

    static func range(_ lower: Value, _ upper: Value, in place: Shape.Component) -> String {
        let first = text(lower, in: place)
        let last = text(upper, in: place)
        if place.swift == "Address", first.hasPrefix("\""), last.hasPrefix("\"") {
            return network(lower, upper).map(SwiftSpelling.quoted) ?? first.dropLast() + "-" + last.dropFirst()
        }
        return joined(first, last, lower, upper)
    }

    /// A range in the spelling of nft's rules, where prefixes are separate.
    static func plainRange(_ lower: Value, _ upper: Value, in place: Shape.Component) -> String {
        let first = text(lower, in: place)
        let last = text(upper, in: place)
        if place.swift == "Address", first.hasPrefix("\""), last.hasPrefix("\"") { return first.dropLast() + "-" + last.dropFirst() }
        return joined(first, last, lower, upper)
    }

    static func prefix(_ value: Value, _ length: UInt8, in place: Shape.Component) -> String {
        let text = text(value, in: place)
        if place.swift == "Address", text.hasPrefix("\""), hasNoHostBits(value, length) { return text.dropLast() + "/\(length)\"" }
        return ".prefix(\(text), length: \(length))"
    }

    private static func hasNoHostBits(_ value: Value, _ length: UInt8) -> Bool {
        guard case .number(let number, let type) = value, let bits = type.bitLength, bits >= length else { return false }
        return length == bits || number & (UInt128.max >> UInt128(128 - bits + UInt32(length))) == 0
    }

    /// Names hide the order of what has one: `.echoReply ... 255`.
    private static func joined(_ first: String, _ last: String, _ lower: Value, _ upper: Value) -> String {
        if case .number(let low, let type) = lower, case .number(let high, upper.type) = upper, isNumeric(type),
            first.hasPrefix(".") != last.hasPrefix(".")
        {
            return "\(SwiftSpelling.decimal(low))...\(SwiftSpelling.decimal(high))"
        }
        return first.hasPrefix(".") || last.hasPrefix(".") ? "\(first) ... \(last)" : "\(first)...\(last)"
    }

    /// `10.0.0.0/8`, where the range is a prefix.
    private static func network(_ lower: Value, _ upper: Value) -> String? {
        guard case .number(let first, let type) = lower, case .number(let last, upper.type) = upper, let bits = type.bitLength else {
            return nil
        }
        return first.prefixLength(to: last, bits: Int(bits)).map { "\(lower)/\($0)" }
    }

    private static func literal(_ value: Value) -> String? {
        switch value {
        case .text(let text, let type):
            if type == .ifname, let name = value.cString { return ".cString(\(SwiftSpelling.quoted(name)))" }
            return isText(type) && (try? type.parse(text)) == value ? SwiftSpelling.quoted(text) : nil
        case .number(let number, let type):
            return type.isBitmask && type != .bitmask ? bits(number, type) : Self.number(number, type)
        }
    }

    private static func number(_ number: UInt128, _ type: DataType) -> String? {
        switch type {
        case .ifindex: return number <= UInt32.max ? ".index(\(number))" : nil
        case _ where isNumeric(type):
            if let symbol = symbol(number, type) { return symbol }
            if let bits = type.bitLength, bits < 128, number >> UInt128(bits) != 0 { return nil }
            switch type {
            case .mark, .etherType: return SwiftSpelling.hexadecimal(number)
            case .classid: return reading(.number(number, type))
            case .integer where number > UInt32.max: return SwiftSpelling.hexadecimal(number)
            default: return SwiftSpelling.decimal(number)
            }
        default: return reading(.number(number, type))
        }
    }

    /// The value's text in quotes, where it reads back as the value.
    private static func reading(_ value: Value) -> String? {
        guard isText(value.type) else { return nil }
        let text = value.description
        return (try? value.type.parse(text)) == value ? SwiftSpelling.quoted(text) : nil
    }

    private static func symbol(_ number: UInt128, _ type: DataType) -> String? {
        guard let symbol = type.symbols.first(where: { $0.value == number }) else { return nil }
        let name = SwiftSpelling.camelCase(symbol.name)
        if name.first?.isNumber == true { return ".ieee" + name }
        return "." + name.prefix(1).lowercased() + name.dropFirst()
    }

    /// Several bits are joined; those without a name are numbers.
    private static func bits(_ number: UInt128, _ type: DataType) -> String? {
        if type == .ctLabel {
            if number.nonzeroBitCount == 1 { return String(number.trailingZeroBitCount) }
            return number == 0 ? nil : reading(.number(number, type))
        }
        if number == 0 { return "0" }
        let names = names(of: number, type)
        return names.isEmpty ? SwiftSpelling.hexadecimal(number) : names.joined(separator: " | ")
    }

    /// The names of the bits that are set, where all have one.
    private static func names(of number: UInt128, _ type: DataType) -> [String] {
        let names = (0..<128).compactMap { number >> UInt128($0) & 1 == 1 ? symbol(1 << UInt128($0), type) : nil }
        return names.count == number.nonzeroBitCount ? names : []
    }

    /// A mask, which a list of bits may be.
    static func mask(_ value: Value, in place: Shape.Component) -> String {
        // What a mark is set to is computed in more bits than the field has.
        if case .number(let number, let type) = value, isNumeric(type), let bits = type.bitLength, bits < 32, number >> UInt128(bits) != 0,
            number <= UInt32.max
        {
            return SwiftSpelling.hexadecimal(number)
        }
        let text = text(value, in: place)
        return text.contains(" | ") ? "[" + text.split(separator: "|").map { $0.filter { $0 != " " } }.joined(separator: ", ") + "]" : text
    }

    private static func isText(_ type: DataType) -> Bool {
        switch type {
        case .ipv4Address, .ipv6Address, .etherAddress, .lladdr, .string, .ifname, .ifindex, .mark, .uid, .gid, .realm, .devgroup, .classid,
            .cgroupv2,
            .ctLabel, .time, .date, .hour:
            true
        default: false
        }
    }

    private static func isNumeric(_ type: DataType) -> Bool {
        switch type {
        case .invalid, .verdict, .string, .ifname, .ifindex, .ipv4Address, .ipv6Address, .etherAddress, .lladdr, .time, .date, .hour: false
        default: true
        }
    }
}
