public import WeirModel

/// What kept weir from reading or changing the host.
public struct HostError: Error, Sendable, CustomStringConvertible {
    /// Lower case, no final period.
    public var message: String
    public var help: String?
    public var at: SourceLocation?

    public init(_ message: String, help: String? = nil, at: SourceLocation? = nil) {
        self.message = message
        self.help = help
        self.at = at
    }

    public var description: String { (at.map { "\($0): " } ?? "") + message + (help.map { "\nhelp: \($0)" } ?? "") }
}
