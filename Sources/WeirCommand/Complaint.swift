import ArgumentParser
import Netfilter
import PolicyEvaluation
import WeirModel

/// What goes to standard error when a command ends in trouble: who, what, where, and the fix.
struct Complaint {
    var lines: [OutputLine]

    init(_ error: any Error) {
        switch error {
        case let error as EvaluationError: lines = error.lines
        case let failure as Lowering.Failure: lines = DiagnosticText.lines(of: failure.errors.map(Diagnostic.init))
        case let error as any ExplainedError: lines = error.lines("weir: ")
        default: lines = ["weir: \("\(error)".bounded)"]
        }
    }

    /// Of a command line that means nothing. The parser's own words follow what the error says, which quotes the command line.
    init(usage error: any Error) {
        let message = WeirCommand.message(for: error)
        let full = WeirCommand.fullMessage(for: error)
        let opening = "Error: \(message)"
        lines = ["Error: \(message.bounded)"]
        guard full.utf8.starts(with: opening.utf8) else { return }
        lines += String(full.unicodeScalars.dropFirst(opening.unicodeScalars.count)).split(separator: "\n").map { OutputLine($0) }
    }
}
