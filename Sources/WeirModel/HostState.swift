/// What a host does with packets: the one value in the middle, desired (from a policy) or live (captured).
///
/// Plain values: no kernel, no C, the same on every machine for the same policy.
public struct HostState: Sendable, Codable, Hashable {
    /// The policy's name; nil in a captured state.
    public var policy: String?
    public var tables: [Table]
    /// Traffic control, link by link.
    public var links: [LinkConfiguration]
    /// What the author got wrong in ways that only evaluation could find.
    public var diagnostics: [Diagnostic]

    public init(policy: String? = nil, tables: [Table] = [], links: [LinkConfiguration] = [], diagnostics: [Diagnostic] = []) {
        self.policy = policy
        self.tables = tables
        self.links = links
        self.diagnostics = diagnostics
    }
}
