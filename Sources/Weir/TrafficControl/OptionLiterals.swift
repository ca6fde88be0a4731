public import WeirModel

/// An IPv4 address of an option: `"192.0.2.1"`.
public typealias IPv4Address = WeirModel.IPv4Address
/// An IPv6 address of an option: `"2001:db8::1"`.
public typealias IPv6Address = WeirModel.IPv6Address
/// A link-layer address of an option: `"02:00:00:00:00:01"`.
public typealias MACAddress = WeirModel.MACAddress
/// Bytes of an option as hexadecimal digits: `"0a0b0c"`.
public typealias HexBytes = WeirModel.HexBytes
/// A value of an option with a mask; without one, all bits count.
public typealias Masked = WeirModel.Masked

// Options of traffic control by their texts, as tc has them: `"10.0.0.1"`, `"02:00:00:00:00:01"`, `"1:10"`, and bytes as hexadecimal digits.

/// A value of the model that can be written as a text. A literal can't fail, so an invalid text is an error of the policy, reported at the
/// enclosing call.
public protocol OptionText: TextCoded, ExpressibleByStringLiteral {
    /// The value that replaces an invalid text.
    static var placeholder: Self { get }
    /// The name of such a value in messages, with its article.
    static var meaning: String { get }
}

extension OptionText {
    public init(stringLiteral text: String) {
        if let value = Self(text) {
            self = value
        } else {
            PendingDiagnostics.leave(.badLiteral, "`\(text)` is not \(Self.meaning)")
            self = Self.placeholder
        }
    }
}

extension IPv4Address: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: IPv4Address { IPv4Address(0) }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "an IPv4 address" }
}

extension IPv6Address: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: IPv6Address { IPv6Address(0) }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "an IPv6 address" }
}

extension MACAddress: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: MACAddress { zero }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "a link-layer address of six bytes" }
}

extension HexBytes: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: HexBytes { HexBytes([]) }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "an even number of hexadecimal digits" }
}

extension WeirModel.Action.CT.Helper: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: Self { Self(.ipv4, 0, "") }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "a conntrack helper such as `ipv4-tcp-ftp`" }
}

extension Handle: OptionText {
    /// The value that replaces an invalid text.
    public static var placeholder: Handle { .none }
    /// The name of such a value in messages, with its article.
    public static var meaning: String { "a handle such as `1:10`" }
}

extension Masked: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Value.IntegerLiteralType) { self.init(Value(integerLiteral: value)) }
}

extension Masked: ExpressibleByUnicodeScalarLiteral where Value: OptionText {}
extension Masked: ExpressibleByExtendedGraphemeClusterLiteral where Value: OptionText {}
extension Masked: ExpressibleByStringLiteral where Value: OptionText {
    public init(stringLiteral text: String) { self.init(Value(stringLiteral: text)) }
}

extension EtherType {
    /// As a filter's protocol.
    func number(_ notes: inout PendingDiagnostics) -> UInt16 {
        let component = Selector.Component(term: .value(.number(0, .etherType)), type: .etherType, bits: 16)
        guard case .single(.number(let number, _))? = literal.atom(component, nil, &notes) else {
            if notes.isEmpty { notes.error(.badLiteral, "a filter has one protocol") }
            return WeirModel.Filter.allProtocols
        }
        return UInt16(truncatingIfNeeded: number)
    }
}
