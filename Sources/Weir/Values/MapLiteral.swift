/// `[22: .accept, 80: .jump("web")]`: keys and their data, in the order written. A duplicate key is reported.
public struct MapLiteral<Key: FieldValue, Data: FieldValue>: Sendable, ExpressibleByDictionaryLiteral {
    let pairs: [(key: Literal, data: Literal)]

    public init(dictionaryLiteral elements: (Key, Data)...) { self.init(elements) }

    /// Keys with their data, computed: `MapLiteral(servers.map { (Port($0.port), Address($0.address)) })`.
    public init(_ elements: some Sequence<(Key, Data)>) { pairs = elements.map { ($0.0.literal, $0.1.literal) } }
}
