import WeirModel

/// The objects that a rule can refer to in its table, and the host that resolves its names.
public struct TableContext: Sendable {
    public var family: Family
    public var sets: [String: SetShape]
    public var names: any HostNames
    public var dialect: StockDialect
    /// Encodes an expression as the kernel's bytes, for those that lifting can't express.
    public var rawExpression: @Sendable (Expression) -> RawExpression?
    /// Reads the kernel's bytes as far as they can be, so that they compare with other expressions by meaning.
    public var knownExpression: @Sendable (RawExpression) throws -> Expression

    public init(
        family: Family, sets: [String: SetShape] = [:], names: any HostNames = NoHostNames(),
        dialect: StockDialect = .comparisons,
        rawExpression: @escaping @Sendable (Expression) -> RawExpression? = { _ in nil },
        knownExpression: @escaping @Sendable (RawExpression) throws -> Expression = { .raw($0) }
    ) {
        self.family = family
        self.sets = sets
        self.names = names
        self.dialect = dialect
        self.rawExpression = rawExpression
        self.knownExpression = knownExpression
    }
}

/// The facts needed to load a key for a named set, or data from it.
public struct SetShape: Sendable, Hashable {
    public struct Component: Sendable, Hashable {
        public var type: DataType
        public var bits: Int
        public var order: ByteOrder
        public init(type: DataType, bits: Int, order: ByteOrder) {
            self.type = type
            self.bits = bits
            self.order = order
        }
    }
    public enum Data: Sendable, Hashable {
        case values([Component], interval: Bool)
        case verdict
        case object(StatefulObject.Kind)
    }
    public var key: [Component]
    public var data: Data?
    public var isInterval: Bool

    /// The key as elements have it: intervals are compared in network byte order.
    var elementKey: [Component] {
        isInterval ? key.map { Component(type: $0.type, bits: $0.bits, order: $0.type.isString ? $0.order : .big) } : key
    }

    public init(key: [Component], data: Data? = nil, isInterval: Bool) {
        self.key = key
        self.data = data
        self.isInterval = isInterval
    }
}
