import ArgumentParser
import FoundationEssentials
import PolicyWriting
import Rendering

/// `weir compile`: a policy as a document, as commands that a person can read, or as a policy in Swift.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Turn a policy into a document, into the commands of nft and tc, or a document into a policy.")

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file; its extension (.json, .weir, .nft, .tc) selects the format.", valueName: "file"))
    var output: String?

    @Option(help: "The format: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: OutputFormat?

    @OptionGroup var evaluation: EvaluationOptions

    func run() throws {
        let input = try PolicyInput(path: policy, evaluation.evaluator)
        let errors = input.state.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { try PolicyFindings.refuseErrors(in: input.state.policyIndex, verb: "written") }
        if format == .swift || (format == nil && output?.hasSuffix(".swift") ?? false) {
            let policy = SwiftPolicy(path: output, overwrites: true)
            return try policy.write(PolicyWriter(input.written, as: policy.form).output())
        }
        let chosen = format ?? output.flatMap { OutputFormat(fileName: $0) } ?? .json
        let bytes = try chosen.bytes(of: input.written, relativeTo: input.folder)
        if chosen.isScript { try Output.write(script: bytes, to: output) } else { try Output.write(Data(bytes), to: output) }
        if chosen == .tc { try Self.refuseUnsayable(OutputFormat.tcScript(for: input.state).errors) }
    }

    /// Reports objects without tc syntax: the script has comments in their place and does less than the policy.
    private static func refuseUnsayable(_ errors: [RenderingError]) throws {
        for error in errors { Terminal.message("\("\(error)".bounded)") }
        guard errors.isEmpty else {
            throw FileBytes.Failure(description: "tc can't express \(errors.count) object\(errors.count == 1 ? "" : "s") of the policy")
        }
    }
}

extension OutputFormat: ExpressibleByArgument {}
