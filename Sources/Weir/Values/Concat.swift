// Concatenations by their number of parts: with parameter packs, Swift 6.3 doesn't infer the types of literals.
// Longer ones nest: `concat(concat(a, b, c, d, e), f)`.

/// A value of a concatenation of two fields: nft's `10.0.0.1 . 22` is `.of("10.0.0.1", 22)`.
public struct Concat2<First: FieldValue, Second: FieldValue>: FieldValue, ExpressibleByArrayLiteral {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A value of both parts: `.of("10.0.0.1", 22)`.
    public static func of(_ first: First, _ second: Second) -> Self {
        Self(.tuple([first.literal, second.literal]))
    }
}

/// A value of a concatenation of three fields.
public struct Concat3<First: FieldValue, Second: FieldValue, Third: FieldValue>: FieldValue, ExpressibleByArrayLiteral {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A value of all parts: `.of("eth0", "10.0.0.1", 22)`.
    public static func of(_ first: First, _ second: Second, _ third: Third) -> Self {
        Self(.tuple([first.literal, second.literal, third.literal]))
    }
}

/// A value of a concatenation of four fields.
public struct Concat4<First: FieldValue, Second: FieldValue, Third: FieldValue, Fourth: FieldValue>: FieldValue, ExpressibleByArrayLiteral {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A value of all four parts.
    public static func of(_ first: First, _ second: Second, _ third: Third, _ fourth: Fourth) -> Self {
        Self(.tuple([first.literal, second.literal, third.literal, fourth.literal]))
    }
}

/// A value of a concatenation of five fields.
public struct Concat5<First: FieldValue, Second: FieldValue, Third: FieldValue, Fourth: FieldValue, Fifth: FieldValue>: FieldValue,
    ExpressibleByArrayLiteral
{
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A value of all five parts.
    public static func of(_ first: First, _ second: Second, _ third: Third, _ fourth: Fourth, _ fifth: Fifth) -> Self {
        Self(.tuple([first.literal, second.literal, third.literal, fourth.literal, fifth.literal]))
    }
}
