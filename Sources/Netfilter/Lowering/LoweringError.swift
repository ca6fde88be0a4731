import WeirModel

/// A rule, set or object that can't be expressed in the kernel's terms.
public struct LoweringError: Error, Sendable, Hashable {
    /// Lower case, no final period.
    public var message: String
    public var help: String?
    public var subject: Subject?
    public var at: Located

    public init(_ message: String, help: String? = nil, subject: Subject? = nil, at: Located = Located()) {
        self.message = message
        self.help = help
        self.subject = subject
        self.at = at
    }
}

extension LoweringError {
    public var diagnostic: Diagnostic {
        Diagnostic(.error, id: .unsayable, message, help: help, subject: subject, at: at.location)
    }
}

extension LoweringError: ExplainedError {
    public var summary: String {
        let place = [at.location?.description, subject?.text].compactMap { $0 }.joined(separator: ": ")
        return (place.isEmpty ? "" : place + ": ") + message
    }
}
