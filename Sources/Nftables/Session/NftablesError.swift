internal import Glibc
package import Netlink
import WeirModel

/// An error of nf_tables: the operation, the kind, the kernel's errno and text, the place, and the fix.
package struct NftablesError: Error, Sendable {
    package var kind: KernelError.Kind
    /// The operation: `add rule to inet filter input`.
    package var subject: String
    /// The part of it that the kernel points at: `expression 3 (lookup)`.
    package var part: String?
    /// Lower case, without a final period.
    package var message: String
    /// The kernel's errno, positive.
    package var errno: Int32?
    /// The extended ack's text, where the kernel gives one.
    package var kernelMessage: String?
    package var help: String?
    package var at: SourceLocation?
    /// The index of the operation in the batch.
    package var operation: Int?
}

extension NftablesError {
    static func malformed(_ what: String) -> NftablesError {
        NftablesError(kind: .malformed, subject: "reading the ruleset", message: "the kernel's answer can't be understood: \(what)")
    }

    static func unknown(_ what: String) -> NftablesError {
        NftablesError(kind: .unsupported, subject: "reading the ruleset", message: "weir does not know \(what)")
    }

    static func isDisturbance(_ error: any Error) -> Bool { (error as? NftablesError)?.kind.isDisturbance == true }

    init(_ error: KernelError, subject: String) {
        self.init(
            kind: error.kind, subject: subject, message: error.kind == .stale ? "the ruleset changed" : error.message, errno: error.errno,
            kernelMessage: error.kernelMessage, help: error.help ?? error.errno.flatMap { Self.help[$0] })
    }

    /// The way out by error number, as nf_tables uses it.
    private static let help: [Int32: String] = [
        EPERM: "run as root, or in a namespace where you are; a table with the owner flag is changed only by the program that made it",
        EACCES: "run as root, or in a namespace where you are",
        KernelError.restart: "another program changed the ruleset since it was read: read it again",
        EMLINK: "the jumps form a loop, or are more than 16 deep",
        EEXIST: "it exists with other properties, or overlaps with what is there: delete the old one first",
        ENFILE: "the set is full: give it a larger size",
        EOPNOTSUPP: "this kernel, or the device's driver, does not support it; of an offloaded chain, see the driver's limits",
        EAFNOSUPPORT:
            "this kernel has no nf_tables for the family, whose module may not be loaded; an object of conntrack may need its network layer (`l3`)",
        EPROTONOSUPPORT: "this kernel has no nfnetlink: load module nfnetlink",
        ENOENT: "what is named does not exist in the table, or this kernel lacks the expression, chain type or object kind",
        EMSGSIZE: "the batch is larger than the socket's buffer: raise net.core.wmem_max, or run as root",
        EBUSY: "it is still in use: delete what refers to it first",
        ENAMETOOLONG: "names have at most 255 bytes, device names 15",
        ERANGE: "a value is out of the range that the kernel allows",
        EOVERFLOW: "a value is larger than the kernel can count",
        ENOMEM: "the kernel has no memory for it",
    ]
}

extension NftablesError: ExplainedError {
    package var summary: String {
        var text = subject
        if let part { text += ", " + part }
        text += ": " + message
        if let kernelMessage { text += ": " + kernelMessage }
        return (at.map { "\($0): " } ?? "") + text
    }
}
