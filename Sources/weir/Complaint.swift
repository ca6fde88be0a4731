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
        case let failure as Lowering.Failure: text = failure.errors.map { "error: \($0)" }.joined(separator: "\n")
        default: text = "weir: \(error)"
        }
    }
}
