/// One finding about a policy: what is wrong, where, and what to do about it.
public struct Diagnostic: Sendable, Codable, Hashable {
    public enum Severity: String, Sendable, Codable, CaseIterable {
        case error, warning, tip
        /// A check that could not be decided, for lack of a reading.
        case undecided
    }

    public var id: ID
    public var severity: Severity
    /// Lower case, no final period, user input in backticks.
    public var message: String
    /// What to do about it.
    public var help: String?
    /// Where the rule behind the finding is written down: a kernel source file, a man page, an RFC.
    public var source: String?
    public var subject: Subject?
    public var at: Located
    /// The reason for which the policy accepts it; nil where it does not.
    public var accepted: String?

    public init(
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

    /// The same with what it quotes made as short as a message may be.
    public var bounded: Diagnostic {
        var copy = self
        copy.message = message.bounded
        copy.help = help?.bounded
        copy.subject = subject?.bounded
        copy.accepted = accepted?.bounded
        copy.at.location?.file = at.location?.file.excerpt(4096) ?? ""
        return copy
    }
}
