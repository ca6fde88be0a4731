/// A value of a concatenation: one of each field, in order. In lists the parts stand in parentheses: `[("10.0.0.1", 22)]`.
public struct Concat<each Part: FieldValue>: FieldValue, ExpressibleByArrayLiteral {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public init(_ part: repeat each Part) {
        var parts: [Literal] = []
        for part in repeat each part { parts.append(part.literal) }
        literal = Literal(.tuple(parts))
    }

    public init(arrayLiteral elements: (repeat each Part)...) {
        literal = Literal(
            .list(
                elements.map { element in
                    var parts: [Literal] = []
                    for part in repeat each element { parts.append(part.literal) }
                    return Literal(.tuple(parts))
                }))
    }
}
