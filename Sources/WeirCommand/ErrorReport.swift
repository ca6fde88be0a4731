import ArgumentParser
import Netfilter
import PolicyEvaluation
import WeirModel

/// The message on standard error of a command that failed: the subject, the problem, its place and the fix.
struct ErrorReport {
    var lines: [OutputLine]

    init(_ error: any Error) {
        switch error {
        case let error as EvaluationError: lines = error.lines
        case let failure as Lowering.Failure: lines = DiagnosticText.lines(of: failure.errors.map(\.diagnostic))
        case let error as any ExplainedError: lines = error.lines("weir: ")
        default: lines = ["weir: \("\(error)".bounded)"]
        }
    }

    /// The message for an invalid command line, followed by the parser's, which quotes the command line.
    init(usage error: any Error) {
        let message = WeirCommand.message(for: error)
        let full = WeirCommand.fullMessage(for: error)
        let opening = "Error: \(message)"
        lines = ["Error: \(message.bounded)"]
        guard full.utf8.starts(with: opening.utf8) else { return }
        lines += String(full.unicodeScalars.dropFirst(opening.unicodeScalars.count)).split(separator: "\n").map { OutputLine($0) }
    }
}
