import WeirModel

/// A rule, set or object that can't be expressed in the kernel's terms.
package struct LoweringError: Error, Sendable, Hashable {
    /// Lower case, no final period.
    package var message: String
    package var help: String?
    package var subject: Subject?
    package var at: Located

    package init(_ message: String, help: String? = nil, subject: Subject? = nil, at: Located = Located()) {
        (self.message, self.help, self.subject, self.at) = (message, help, subject, at)
    }
}

extension LoweringError {
    package var diagnostic: Diagnostic {
        Diagnostic(.error, id: .unsayable, message, help: help, subject: subject, at: at.location)
    }
}

extension LoweringError: ExplainedError {
    package var summary: String {
        let place = [at.location?.description, subject?.text].compactMap { $0 }.joined(separator: ": ")
        return (place.isEmpty ? "" : place + ": ") + message
    }
}
