/// `[22: .accept, 80: .jump("web")]`: keys and what they give, in the order written. A key that stands twice is reported.
public struct MapLiteral<Key: FieldValue, Data: FieldValue>: Sendable, ExpressibleByDictionaryLiteral {
    let pairs: [(key: Literal, data: Literal)]

    public init(dictionaryLiteral elements: (Key, Data)...) { self.init(elements) }

    public init(_ elements: some Sequence<(Key, Data)>) { pairs = elements.map { ($0.0.literal, $0.1.literal) } }
}

extension MapLiteral {
    /// Keys that are concatenations, each in parentheses: `[("10.0.0.1", 22): .accept]`.
    public init<each Part: FieldValue>(dictionaryLiteral elements: ((repeat each Part), Data)...) where Key == Concat<repeat each Part> {
        pairs = elements.map { (Concat<repeat each Part>(arrayLiteral: $0.0).literal, $0.1.literal) }
    }
}
