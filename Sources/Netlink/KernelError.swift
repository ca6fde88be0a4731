internal import Glibc

/// Why the kernel did not do what it was asked, or could not be asked.
public struct KernelError: Error, Hashable, Sendable {
    public var kind: Kind
    /// Lower case, without a final period.
    public var message: String
    /// The kernel's number, positive.
    public var errno: Int32?
    /// The kernel's own words, where it gave any: the extended acknowledgement.
    public var kernelMessage: String?
    /// The attribute that is wrong, in bytes from the beginning of the request.
    public var offset: Int?
    public var help: String?
    /// It befell an answer that may be whole the next time. Whoever only reads asks again.
    public private(set) var isDisturbance = false

    public init(_ kind: Kind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    public init(errno: Int32, kernelMessage: String? = nil, offset: Int? = nil) {
        self.init(Self.kinds[errno] ?? .refused, Self.words(errno))
        self.errno = errno
        self.kernelMessage = kernelMessage
        self.offset = offset
    }

    /// The C library's words for a number.
    public static func words(_ errno: Int32) -> String {
        let words = String(cString: strerror(errno))
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// What sort of failure a number is, whoever answers with it; all others are refusals.
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
    /// The sorts of failure that a caller can tell apart.
    public enum Kind: Sendable, Hashable {
        /// The caller may not do this here.
        case notPermitted
        /// The kernel does not have the feature.
        case unsupported
        /// What is named is not there.
        case absent
        case noSuchLink
        /// It is there already, and differs.
        case exists
        /// The state moved on since it was read.
        case stale
        /// The state kept changing while it was read.
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
}

extension KernelError {
    /// `NLM_F_DUMP_INTR`
    public static let interrupted = disturbance(
        KernelError(.changing, "the kernel's state kept changing while it was read", help: "try again when the host is quieter"))

    /// `ENOBUFS`, `NLMSG_OVERRUN`: answers were lost.
    public static let overrun: KernelError = {
        var error = KernelError(errno: ENOBUFS)
        error.message = "the kernel's answers did not fit in the socket's buffer"
        error.help = "raise net.core.rmem_max"
        return disturbance(error)
    }()

    /// A datagram longer than there was room for. The next one of its size will fit.
    public static let truncated = disturbance(KernelError(.tooLarge, "the kernel's answer is longer than expected", help: "try again"))

    public static let cut = disturbance(
        KernelError(.malformed, "the kernel's answer ends in the middle of a message", help: "try again"))

    public static let unanswered = KernelError(.connection, "the kernel gave no answer")

    static let unnumbered = KernelError(.malformed, "the kernel answered with an error that has no number")

    static func unexpected(_ type: UInt16) -> KernelError {
        KernelError(.malformed, "the kernel answered with a message of type \(type), which was not asked for")
    }

    private static func disturbance(_ error: KernelError) -> KernelError {
        var error = error
        error.isDisturbance = true
        return error
    }
}
