extension Term {
    /// The type of each component of its value; `nil` if the term does not determine it.
    public func types(in family: Family) -> [DataType]? {
        switch self {
        case .field(let field): [field.layout(in: family).type]
        case .value(let value), .range(let value, _), .prefix(let value, _): [value.type]
        case .flags(let values): values.first.map { [$0.type] }
        case .concatenation(let parts): parts.types(in: family)
        case .binary(_, let left, _): left.types(in: family)
        case .jhash: [.integer]
        case .set, .namedSet, .map: nil
        }
    }

    /// The family of the addresses that it is made of.
    public var family: Family? {
        switch self {
        case .value(let value), .range(let value, _), .prefix(let value, _): value.type.family
        case .concatenation(let parts): parts.lazy.compactMap(\.family).first
        case .map(_, .anonymous(let elements)): elements.lazy.compactMap { $0.data?.family }.first
        case .binary(_, let left, _): left.family
        case .field(let field): field.layout.type.family
        case .flags, .set, .namedSet, .map(_, .named), .jhash: nil
        }
    }
}

extension [Term] {
    /// The types of a concatenation.
    public func types(in family: Family) -> [DataType]? {
        reduce([]) { types, term in types.flatMap { known in term.types(in: family).map { known + $0 } } }
    }
}

extension ElementData {
    fileprivate var family: Family? {
        switch self {
        case .values(let values), .ranges(let values, _): values.lazy.compactMap { $0.type.family }.first
        case .verdict, .object: nil
        }
    }
}

extension DataType {
    /// The family of the addresses of this type; `nil` for other types.
    public var family: Family? {
        switch self {
        case .ipv4Address: .ip
        case .ipv6Address: .ip6
        default: nil
        }
    }
}
