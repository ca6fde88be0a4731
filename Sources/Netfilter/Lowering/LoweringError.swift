import WeirModel

/// A rule, set or object that can't be expressed in the kernel's terms.
public struct LoweringError: Error, Sendable, Hashable {
    /// Lower case, no final period.
    public var message: String
    public var help: String?
    /// `inet filter input`.
    public var subject: String?
    public var at: Located

    public init(_ message: String, help: String? = nil, subject: String? = nil, at: Located = Located()) {
        self.message = message
        self.help = help
        self.subject = subject
        self.at = at
    }
}

extension LoweringError: ExplainedError {
    public var summary: String {
        let place = [at.location?.description, subject].compactMap { $0 }.joined(separator: ": ")
        return (place.isEmpty ? "" : place + ": ") + message
    }
}
