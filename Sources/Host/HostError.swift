public import WeirModel

/// The reason why weir could not read or change the host.
public struct HostError: ExplainedError, Sendable {
    /// Lower case, no final period.
    public var message: String
    /// Further facts, a line each.
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
