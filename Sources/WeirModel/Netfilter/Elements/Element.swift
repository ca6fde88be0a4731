/// One element of a set or map.
public struct Element: Sendable, Hashable, Codable {
    public var key: ElementKey
    public var data: ElementData?
    /// Milliseconds; `nil` for the set's timeout. 0: never expires, in a set with a timeout.
    public var timeout: UInt64?
    /// Milliseconds that were left when the state was captured.
    public var expires: UInt64?
    public var comment: String?
    /// Counter, quota, limit … of this element.
    public var statements: [Statement]

    public init(
        _ key: ElementKey, data: ElementData? = nil, timeout: UInt64? = nil, expires: UInt64? = nil, comment: String? = nil,
        statements: [Statement] = []
    ) {
        self.key = key
        self.data = data
        self.timeout = timeout
        self.expires = expires
        self.comment = comment
        self.statements = statements
    }
}

/// The key of an element: one value a component, and for intervals the inclusive upper ends.
public enum ElementKey: Sendable, Hashable, Codable {
    case values([Value])
    /// Component by component `lower[i]-upper[i]`; equal ends are a single value. Prefixes are ranges. Where all ends are equal, an
    /// anonymous set is one of intervals nonetheless, as nft's `{ 10.0.0.1/32, 10.0.0.2 }`.
    case ranges(lower: [Value], upper: [Value])
    /// `*`
    case catchAll
}

public enum ElementData: Sendable, Hashable, Codable {
    case values([Value])
    /// Interval data, of NAT maps.
    case ranges(lower: [Value], upper: [Value])
    case verdict(Verdict)
    /// The name of a stateful object.
    case object(String)
}
