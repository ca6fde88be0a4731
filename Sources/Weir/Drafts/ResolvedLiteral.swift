import WeirModel

/// One component of a key, or the right side of a comparison, once its type is known.
enum ResolvedLiteral {
    case single(Value)
    case range(Value, Value)
    case prefix(Value, length: UInt8)
    case catchAll

    var term: Term {
        switch self {
        case .single(let value): .value(value)
        case .range(let lower, let upper): .range(lower, upper)
        case .prefix(let value, let length): .prefix(value, length: length)
        case .catchAll: .value(.number(0, .invalid))
        }
    }

    /// The first and last value.
    var ends: (Value, Value) {
        switch self {
        case .single(let value): return (value, value)
        case .range(let lower, let upper): return (lower, upper)
        case .prefix(.number(let number, let type), let length):
            let bits = UInt128(type.bitLength ?? 32)
            let host = bits > UInt128(length) ? (~UInt128(0) >> (128 - (bits - UInt128(length)))) : 0
            return (.number(number, type), .number(number | host, type))
        case .prefix(let value, _): return (value, value)
        case .catchAll: return (.number(0, .invalid), .number(0, .invalid))
        }
    }
}

extension Literal {
    /// The literal as a value of the component's type. `nil` if it isn't one, which the notes report, or if it belongs to the other family.
    func atom(_ component: Selector.Component, _ side: IPFamily?, _ notes: inout PendingDiagnostics) -> ResolvedLiteral? {
        switch form {
        case .number(let number):
            if component.type.isString {
                notes.error(.badLiteral, "`\(number)` is not a text", help: "write it in quotes")
                return nil
            }
            if component.bits > 0, component.bits < 128, number >> UInt128(component.bits) != 0 {
                notes.error(.badLiteral, "`\(number)` is too large: the field has \(component.bits) bits")
                return nil
            }
            return .single(.number(number, component.type))
        case .text(let text):
            return Self.parse(text, component, side, &notes)
        case .range(let lower, let upper):
            guard case .single(let first)? = lower.atom(component, side, &notes),
                case .single(let last)? = upper.atom(component, side, &notes)
            else {
                return nil
            }
            return Self.range(first, last, &notes)
        case .constant(let value):
            return .single(value)
        case .prefix(let literal, let length):
            guard case .single(let value)? = literal.atom(component, side, &notes) else { return nil }
            return .prefix(value, length: length)
        case .union, .list:
            return mask(component, &notes).map { .single($0) }
        case .element(let literal, _):
            return literal.atom(component, side, &notes)
        case .catchAll:
            return .catchAll
        default:
            notes.error(.badLiteral, "only a constant is allowed here")
            return nil
        }
    }

    /// The bits of all parts.
    func mask(_ component: Selector.Component, _ notes: inout PendingDiagnostics) -> Value? {
        let parts: [Literal]
        switch form {
        case .union(let left, let right): parts = [left, right]
        case .list(let elements): parts = elements
        default:
            guard case .single(let value)? = atom(component, nil, &notes) else { return nil }
            return value
        }
        if parts.isEmpty {
            notes.error(.emptyList, "an empty list names no bits")
            return nil
        }
        var bits: UInt128 = 0
        for part in parts {
            guard case .number(let number, _)? = part.mask(component, &notes) else { return nil }
            bits |= number
        }
        return .number(bits, component.type)
    }

    private static func range(_ first: Value, _ last: Value, _ notes: inout PendingDiagnostics) -> ResolvedLiteral? {
        // Hours and days go on across midnight and the end of the week.
        if case (.number(let low, let type), .number(let high, _)) = (first, last), low > high, type != .hour, type != .day {
            notes.error(.badRange, "the range `\(first)-\(last)` ends before it starts", help: "write `\(last)-\(first)`")
            return nil
        }
        return .range(first, last)
    }

    private static func parse(_ text: String, _ component: Selector.Component, _ side: IPFamily?, _ notes: inout PendingDiagnostics)
        -> ResolvedLiteral?
    {
        var type = component.type
        let isIP6 = text.contains(":")
        switch type {
        case .invalid:
            type = isIP6 ? .ipv6Address : .ipv4Address
        case .ipv4Address, .ipv6Address:
            // Of a mixed list, each family takes its own.
            if side != nil, isIP6 != (type == .ipv6Address) { return nil }
            if isIP6 != (type == .ipv6Address) {
                notes.error(
                    .wrongFamily, "`\(text)` is an \(isIP6 ? "IPv6" : "IPv4") address, the field holds \(isIP6 ? "IPv4" : "IPv6") ones",
                    help: "`source` and `destination` take both")
                return nil
            }
        default:
            return value(text, type, &notes).map { .single($0) }
        }
        if let slash = text.firstIndex(of: "/") { return prefix(text, type, slash, &notes) }
        if let dash = text.firstIndex(of: "-") {
            guard let first = value(String(text[..<dash]), type, &notes),
                let last = value(String(text[text.index(after: dash)...]), type, &notes)
            else { return nil }
            return range(first, last, &notes)
        }
        return value(text, type, &notes).map { .single($0) }
    }

    private static func prefix(_ text: String, _ type: DataType, _ slash: String.Index, _ notes: inout PendingDiagnostics)
        -> ResolvedLiteral?
    {
        let bits = UInt8(type.bitLength ?? 32)
        guard let length = UInt8(text[text.index(after: slash)...]), length <= bits else {
            notes.error(.badLiteral, "`\(text)` has no prefix length from 0 to \(bits)")
            return nil
        }
        guard case .number(let number, _)? = value(String(text[..<slash]), type, &notes) else { return nil }
        let host = length == 0 ? ~UInt128(0) : (UInt128(1) << UInt128(bits - length)) - 1
        let network = number & ~host & (bits == 128 ? ~UInt128(0) : (UInt128(1) << UInt128(bits)) - 1)
        if network != number {
            notes.error(
                .hostBits, "`\(text)` has bits set behind its prefix", help: "write `\(Value.number(network, type))/\(length)`")
            return nil
        }
        return .prefix(.number(network, type), length: length)
    }

    private static func value(_ text: String, _ type: DataType, _ notes: inout PendingDiagnostics) -> Value? {
        do {
            return try type.parse(text)
        } catch {
            notes.error(.badLiteral, error.description)
            return nil
        }
    }
}
