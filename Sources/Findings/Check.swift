import WeirModel

/// A check of a `Context`: a policy, or a policy and the card that it will run on.
package struct Check<Context>: Sendable {
    /// All that it may find.
    package let rules: [DiagnosticRule]
    package let findings: @Sendable (Context) -> [Diagnostic]

    package init(_ rules: [DiagnosticRule], findings: @escaping @Sendable (Context) -> [Diagnostic]) {
        (self.rules, self.findings) = (rules, findings)
    }
}
