internal import CNftnl
import Glibc
import WeirModel

/// What went wrong between Weir and nf_tables: who (which operation), what (kind, the kernel's number and words), where, and the fix.
public struct NftablesError: Error, Sendable {
    public enum Kind: Sendable, Hashable {
        /// The caller may not do this here.
        case notPermitted
        /// The kernel does not have the feature.
        case unsupported
        /// What is named is not there.
        case absent
        /// It is there already, and differs.
        case exists
        /// The ruleset moved on since it was read.
        case stale
        /// The ruleset kept changing while it was read.
        case changing
        /// More than a batch, a message or a value may hold.
        case tooLarge
        /// The kernel's answer could not be understood.
        case malformed
        /// The kernel refuses it for another reason.
        case refused
        /// The connection to the kernel failed.
        case connection
    }

    public var kind: Kind
    /// What was asked for: `add rule to inet filter input`.
    public var subject: String
    /// The part of it that the kernel points at: `expression 3 (lookup)`.
    public var part: String?
    /// What went wrong, lower case, without a final period.
    public var message: String
    /// The kernel's errno, positive.
    public var errno: Int32?
    /// The extended ack's text, where the kernel gives one.
    public var kernelMessage: String?
    public var help: String?
    public var at: SourceLocation?
    /// The index of the operation in the batch.
    public var operation: Int?

    public init(
        _ kind: Kind, subject: String, part: String? = nil, message: String, errno: Int32? = nil, kernelMessage: String? = nil,
        help: String? = nil, at: SourceLocation? = nil, operation: Int? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.part = part
        self.message = message
        self.errno = errno
        self.kernelMessage = kernelMessage
        self.help = help
        self.at = at
        self.operation = operation
    }

    static func malformed(_ what: String) -> NftablesError {
        NftablesError(.malformed, subject: "reading the ruleset", message: "the kernel's answer can't be understood: \(what)")
    }

    static func unknown(_ what: String) -> NftablesError {
        NftablesError(.unsupported, subject: "reading the ruleset", message: "weir does not know \(what)")
    }

    /// The kernel's answer to a request that is no part of a batch.
    static func answer(_ errno: Int32, to subject: String, kernelMessage: String? = nil) -> NftablesError {
        let meaning = ErrnoMeaning(errno)
        return NftablesError(
            meaning.kind, subject: subject, message: meaning.words, errno: errno, kernelMessage: kernelMessage, help: meaning.help)
    }
}

extension NftablesError: ExplainedError {
    public var summary: String {
        var text = subject
        if let part { text += ", " + part }
        text += ": " + message
        if let kernelMessage { text += ": " + kernelMessage }
        return (at.map { "\($0): " } ?? "") + text
    }
}
