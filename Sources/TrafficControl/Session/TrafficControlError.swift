package import Netlink
import WeirModel

/// An error of traffic control: the request, the place, and the kernel's text if there is any.
package struct TrafficControlError: Error, Sendable {
    package var kind: KernelError.Kind
    /// Lower case, no final period.
    package var message: String
    /// The kernel's errno, when it answered with one.
    package var errno: Int32?
    /// The kernel's extended acknowledgement.
    package var kernelMessage: String?
    package var help: String?
    /// The place in the policy that asked for it.
    package var at: SourceLocation?
}

extension TrafficControlError: ExplainedError {
    /// - Parameter what: the request, before the kernel's text.
    init(_ error: KernelError, _ what: String) {
        // The same number as for a missing class.
        let isUnknownKind = error.kind == .absent && error.kernelMessage?.hasPrefix("Specified qdisc kind is unknown") == true
        let kind = isUnknownKind ? .unsupported : error.kind
        let help: String? =
            switch kind {
            case .notPermitted: "traffic control takes CAP_NET_ADMIN in the namespace's user namespace: run as root"
            case .unsupported: "the running kernel or the link's driver lacks it"
            default: error.help
            }
        self.init(kind: kind, message: what, errno: error.errno, kernelMessage: error.kernelMessage ?? error.message, help: help)
    }

    package var summary: String { (at.map { "\($0): " } ?? "") + message + (kernelMessage.map { ": \($0)" } ?? "") }
}
