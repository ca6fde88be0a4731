public import WeirModel

/// What kept weir from reading or changing the host.
public struct HostError: ExplainedError, Sendable {
    /// Lower case, no final period.
    public var message: String
    /// What else there is to say, a line each.
    public var details: [String]
    public var help: String?
    public var at: SourceLocation?

    public init(_ message: String, details: [String] = [], help: String? = nil, at: SourceLocation? = nil) {
        self.message = message
        self.details = details
        self.help = help
        self.at = at
    }

    public var summary: String { (at.map { "\($0): " } ?? "") + message }
}
