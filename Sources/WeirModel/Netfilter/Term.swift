/// The parts of statements: fields, constants, and values computed from them.
public indirect enum Term: Sendable, Hashable, Codable {
    case field(Field)
    case value(Value)
    /// `1-5`, inclusive.
    case range(Value, Value)
    /// `10.0.0.0/8`; the value's host bits are zero.
    case prefix(Value, length: UInt8)
    /// `established,related`: values of a bitmask type, any of which may be set.
    case flags([Value])
    /// `{ … }`: an anonymous set.
    case set(ElementList)
    /// `@name`: a set of the table.
    case namedSet(String)
    /// `a . b`
    case concatenation([Term])
    /// `left & right` and its like.
    case binary(BinaryOperator, Term, Term)
    /// `key map { … }`
    case map(key: Term, MapSource)
    /// `jhash a . b mod 2 seed 0x1 offset 3`
    case jhash(Term, modulus: UInt32, seed: UInt32?, offset: UInt32)
}

public enum BinaryOperator: String, Sendable, Codable, Hashable {
    case and = "&"
    case or = "|"
    case xor = "^"
    case leftShift = "<<"
    case rightShift = ">>"
}

/// The source of a map's, verdict map's or object map's data.
public enum MapSource: Sendable, Hashable, Codable {
    case anonymous(ElementList)
    case named(String)
}

public enum Comparison: String, Sendable, Codable, Hashable {
    /// Equality, or membership where the right side is a set, range, prefix or list.
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// nft's implicit operator on bitmask types: any of these bits (`ct state established,related`).
    case anyOf = "any"
}
