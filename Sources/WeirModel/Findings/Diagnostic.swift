/// A finding about a policy: the problem, its place and the fix.
package struct Diagnostic: Sendable, Codable, Hashable {
    package enum Severity: String, Sendable, Codable, CaseIterable {
        case error, warning, tip
        /// A check that could not be decided, for lack of a reading.
        case undecided
    }

    package var id: ID
    package var severity: Severity
    /// Lower case, no final period, user input in backticks.
    package var message: String
    /// The fix.
    package var help: String?
    /// Where the rule behind the finding is written down: a kernel source file, a man page, an RFC.
    package var source: String?
    package var subject: Subject?
    package var at: Located
    /// The reason why the policy accepts it; `nil` if it doesn't.
    package var accepted: String?
    /// The rule that it is about, and the rules that make it so.
    package var place: RuleReference?
    package var by: [RuleReference]?

    package init(
        _ severity: Severity, id: ID, _ message: String, help: String? = nil, source: String? = nil,
        subject: Subject? = nil, at location: SourceLocation? = nil
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.help = help
        self.source = source
        self.subject = subject
        self.at = Located(location)
    }

    /// The same with quotations cut to the length that messages allow.
    package var bounded: Diagnostic {
        var copy = self
        copy.message = message.bounded
        copy.help = help?.bounded
        copy.subject = subject?.bounded
        copy.accepted = accepted?.bounded
        copy.at.location?.file = at.location?.file.excerpt(4096) ?? ""
        return copy
    }
}
