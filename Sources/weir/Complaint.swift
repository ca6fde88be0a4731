import Glibc
import Host
import Netfilter
import Nftables
import PolicyEvaluation
import WeirModel

/// What goes to standard error when a command ends in trouble: who, what, where, and the fix.
struct Complaint {
    var text: String

    init(_ error: any Error) {
        switch error {
        case let error as EvaluationError: text = "\(error)"
        case let error as LoweringError:
            text = "\(Terminal.prefix(.error, error.at.location))\([error.subject, error.message].compactMap { $0 }.joined(separator: ": "))"
                + (error.help.map { "\n  help: \($0)" } ?? "")
        default: text = "weir: \(error)"
        }
    }
}
