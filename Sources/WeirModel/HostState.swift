/// The packet handling of a host: the one value in the middle, desired (from a policy) or live (captured).
///
/// Plain values: no kernel, no C, the same on every machine for the same policy.
package struct HostState: Sendable, Codable, Hashable {
    /// The policy's name; nil in a captured state.
    package var policy: String?
    /// Findings of the checks that the policy takes. A captured state accepts nothing.
    package var accepted: [Acceptance]
    package var tables: [Table]
    /// Traffic control, link by link.
    package var links: [LinkConfiguration]
    /// What the policy's author expects to become of packets. A captured state expects nothing.
    package var tests: [PacketTest]
    /// The author's mistakes that only evaluation could find.
    package var diagnostics: [Diagnostic]

    package init(
        policy: String? = nil, accepted: [Acceptance] = [], tables: [Table] = [], links: [LinkConfiguration] = [],
        tests: [PacketTest] = [], diagnostics: [Diagnostic] = []
    ) {
        (self.policy, self.accepted, self.tables, self.links) = (policy, accepted, tables, links)
        (self.tests, self.diagnostics) = (tests, diagnostics)
    }
}
