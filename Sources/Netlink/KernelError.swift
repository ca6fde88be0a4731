internal import Glibc

/// A failed request to the kernel: refused, not answered properly, or not sent.
public struct KernelError: Error, Hashable, Sendable {
    public var kind: Kind
    /// Lower case, without a final period.
    public var message: String
    /// The kernel's error number, positive.
    public var errno: Int32?
    /// The text of the extended acknowledgement.
    public var kernelMessage: String?
    /// The offset of the wrong attribute from the start of the request, in bytes.
    public var offset: Int?
    public var help: String?

    public init(_ kind: Kind, _ message: String, help: String? = nil) { (self.kind, self.message, self.help) = (kind, message, help) }

    public init(errno: Int32, kernelMessage: String? = nil, offset: Int? = nil) {
        self.init(Self.kinds[errno] ?? .refused, Self.words(errno))
        self.errno = errno
        self.kernelMessage = kernelMessage
        self.offset = offset
    }

    /// The C library's text for an error number, starting in lower case.
    public static func words(_ errno: Int32) -> String {
        let words = String(cString: strerror(errno))
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// The kind of failure by error number, for all protocols. Other numbers are refusals.
    private static let kinds: [Int32: Kind] = [
        EPERM: .notPermitted, EACCES: .notPermitted,
        ENOENT: .absent, ENODEV: .noSuchLink, EEXIST: .exists,
        EOPNOTSUPP: .unsupported, EAFNOSUPPORT: .unsupported, EPROTONOSUPPORT: .unsupported,
        EMSGSIZE: .tooLarge, ENOBUFS: .tooLarge, ENFILE: .tooLarge, ENAMETOOLONG: .tooLarge, ERANGE: .tooLarge, EOVERFLOW: .tooLarge,
        ENOMEM: .tooLarge, restart: .stale,
    ]

    /// `ERESTART`, which glibc's header has and Swift's module may lack.
    public static let restart: Int32 = 85
}

extension KernelError {
    /// The kinds of failure that callers distinguish.
    public enum Kind: Sendable, Hashable {
        case notPermitted
        case unsupported
        case absent
        case noSuchLink
        /// An object of the name exists, and differs.
        case exists
        /// The state has changed since it was read.
        case stale
        /// The state changed while it was read.
        case changing
        /// A part of the answer was lost.
        case incomplete
        /// A batch, a message or a value is too large.
        case tooLarge
        /// The kernel's answer could not be understood.
        case malformed
        /// The kernel refused it for another reason.
        case refused
        /// The connection to the kernel failed.
        case connection

        /// The answer may be complete the next time. A request that only reads can be repeated.
        public var isDisturbance: Bool { self == .changing || self == .incomplete }
    }
}

extension KernelError {
    /// `NLM_F_DUMP_INTR`
    public static let interrupted = KernelError(
        .changing, "the kernel's state kept changing while it was read", help: "try again when the host is quieter")

    /// `ENOBUFS`, `NLMSG_OVERRUN`
    public static let overrun = KernelError(
        .incomplete, "the kernel's answers did not fit in the socket's buffer", help: "raise net.core.rmem_max")

    /// `MSG_TRUNC`: a datagram did not fit in the buffer, which is large enough the next time.
    public static let truncated = KernelError(.incomplete, "the kernel's answer is longer than expected", help: "try again")

    public static let cut = KernelError(.malformed, "the kernel's answer ends in the middle of a message", help: "try again")

    public static let unanswered = KernelError(.connection, "the kernel gave no answer")

    static let unnumbered = KernelError(.malformed, "the kernel answered with an error that has no number")

    static func unexpected(_ type: UInt16) -> KernelError {
        KernelError(.malformed, "the kernel answered with a message of type \(type), which was not asked for")
    }
}
