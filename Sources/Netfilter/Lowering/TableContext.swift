import WeirModel

/// The objects that a rule can refer to in its table, and the host that resolves its names.
package struct TableContext: Sendable {
    package var family: Family
    package var sets: [String: SetShape]
    package var names: any HostNames
    package var dialect: StockDialect
    /// Encodes an expression as the kernel's bytes, for those that lifting can't express.
    package var rawExpression: @Sendable (Expression) -> RawExpression?
    /// Reads the kernel's bytes as far as they can be, so that they compare with other expressions by meaning.
    package var knownExpression: @Sendable (RawExpression) throws -> Expression

    package init(
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
package struct SetShape: Sendable, Hashable {
    package struct Component: Sendable, Hashable {
        package var type: DataType
        package var bits: Int
        package var order: ByteOrder
        package init(type: DataType, bits: Int, order: ByteOrder) { (self.type, self.bits, self.order) = (type, bits, order) }
    }
    package enum Data: Sendable, Hashable {
        case values([Component], interval: Bool)
        case verdict
        case object(StatefulObject.Kind)
    }
    package var key: [Component]
    package var data: Data?
    package var isInterval: Bool

    /// The key as elements have it: intervals are compared in network byte order.
    var elementKey: [Component] {
        isInterval ? key.map { Component(type: $0.type, bits: $0.bits, order: $0.type.isString ? $0.order : .big) } : key
    }

    package init(key: [Component], data: Data? = nil, isInterval: Bool) { (self.key, self.data, self.isInterval) = (key, data, isInterval) }
}
