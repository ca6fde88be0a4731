import WeirModel

/// The reason why weir could not read or change the host.
package struct HostError: ExplainedError, Sendable {
    /// Lower case, no final period.
    package var message: String
    /// Further facts, a line each.
    package var details: [String]
    package var help: String?
    package var at: SourceLocation?

    package init(_ message: String, details: [String] = [], help: String? = nil, at: SourceLocation? = nil) {
        (self.message, self.details, self.help, self.at) = (message, details, help, at)
    }

    package var summary: String { (at.map { "\($0): " } ?? "") + message }
}
