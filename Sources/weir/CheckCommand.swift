import ArgumentParser
import WeirModel

/// `weir check`: all that is wrong with a policy, without root and without a kernel.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find what is wrong with a policy. Needs no root and asks no kernel.",
        discussion: "Exits with 0 when there are no errors, with 1 when there are.")

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(help: "The form: \(DiagnosticFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: DiagnosticFormat = .text

    @Flag(help: "Warnings count as errors.")
    var strict = false

    func run() throws {
        let found = PolicyFindings.diagnostics(of: try PolicyInput(path: policy).state)
        try format.write(found)
        let worst: Set<Diagnostic.Severity> = strict ? [.error, .warning, .undecided] : [.error]
        if found.contains(where: { worst.contains($0.severity) }) { throw ExitCode(1) }
    }
}

extension DiagnosticFormat: ExpressibleByArgument {}
