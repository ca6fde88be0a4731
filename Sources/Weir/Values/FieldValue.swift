public import WeirModel

/// A type of nft's values, by nft's number: `.ipv4Address` is `ipv4_addr`.
public typealias DataType = WeirModel.DataType

/// The possible values of a field: a constant, a range, a list of them, a named set, or the data of a map.
public protocol FieldValue: Sendable {
    /// A value with this text, number or list in it.
    init(literal: Literal)
    /// The text, number or list that the author wrote.
    var literal: Literal { get }
}

extension FieldValue {
    /// `1024...65535`, both ends included.
    public static func ... (first: Self, last: Self) -> Self { Self(literal: Literal(.range(first.literal, last.literal))) }

    /// The bits of both: `tcp.flags & [.syn, .ack] == .syn | .ack`.
    public static func | (left: Self, right: Self) -> Self { Self(literal: Literal(.union(left.literal, right.literal))) }

    /// A set of the table, by its name: nft's `@name`.
    public static func set(_ name: String) -> Self { Self(literal: Literal(.setName(name))) }

    /// A number of an explicit type, for places that don't imply one.
    public static func value(_ number: UInt128, as type: DataType) -> Self { Self(literal: Literal(.constant(.number(number, type)))) }

    /// A text, or a name that the host resolves, of an explicit type, for places that don't imply one.
    public static func text(_ text: String, as type: DataType) -> Self { Self(literal: Literal(.constant(.text(text, type)))) }

    /// All values that begin with the same bits. Addresses have it in their texts: `"10.0.0.0/8"`.
    public static func prefix(_ value: Self, length: UInt8) -> Self { Self(literal: Literal(.prefix(value.literal, length: length))) }

    /// Any of these bits, where `==` and its like compare with them.
    public static func flags(_ flags: Self...) -> Self { Self(literal: Literal(.flags(flags.map(\.literal)))) }

    /// The value of a field: `.dnat(to: .field(ct.original.ip.daddr))`.
    public static func field<Other>(_ field: Field<Other>) -> Self { Self(literal: Literal(.selector(field.draft))) }

    /// nft's `*`: all that no other element is for.
    public static var catchAll: Self { Self(literal: Literal(.catchAll)) }

    /// An element with nft's options: `10.0.0.1 timeout 1h comment "noc" counter`.
    ///
    /// - Parameter expires: the time that is left of the timeout.
    public static func element(
        _ value: Self, timeout: Duration? = nil, expires: Duration? = nil, comment: String? = nil, _ statements: Statement...
    ) -> Self {
        let options = ElementOptions(
            timeout: timeout?.wholeMilliseconds, expires: expires?.wholeMilliseconds, comment: comment, statements: statements)
        return Self(literal: Literal(.element(value.literal, options)))
    }

    init(_ form: Literal.Form) { self.init(literal: Literal(form)) }
}

/// Values that can be written in brackets: membership beside `==`, the bits of all beside `&` and `|`.
extension FieldValue where Self: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Self...) { self.init(.list(elements.map(\.literal))) }
    /// A list of values, computed: `Port(ports)` beside `==` is membership.
    public init(_ elements: some Sequence<Self>) { self.init(.list(elements.map(\.literal))) }
}

extension FieldValue where Self: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: UInt128) { self.init(.number(value)) }
}

extension FieldValue where Self: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(.text(value)) }
    /// A value from a text that is computed: `Address(server)`.
    public init(_ text: String) { self.init(.text(text)) }
}

/// Values that are numbers, some with names.
public protocol NumericValue: FieldValue, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {}

extension NumericValue {
    /// A value from a number that is computed: `Port(8000 + i)`.
    public init(_ number: some BinaryInteger) {
        // A negative number isn't a value; 2^128 - 1 is too large for any field, which its rule then reports.
        self.init(.number(UInt128(exactly: number) ?? .max))
    }

    /// nft's name for a number.
    init(named name: String) { self.init(.text(name)) }
}

/// Values that are texts.
public protocol TextValue: FieldValue, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {}

/// Values that are sets of bits. `==` is exact; `Field.hasAny` is nft's `ct state a,b`.
public protocol BitmaskValue: NumericValue {}
