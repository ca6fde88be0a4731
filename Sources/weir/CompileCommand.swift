import ArgumentParser
import FoundationEssentials

/// `weir compile`: a policy as a document, or as commands that a person can read.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Turn a policy into a document, or into the commands of nft and tc.")

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file; its ending (.json, .weir, .nft, .tc) says in which form.", valueName: "file"))
    var output: String?

    @Option(help: "The form: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: OutputFormat?

    func run() throws {
        let input = try PolicyInput(path: policy)
        let errors = input.state.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { try PolicyFindings.refuseErrors(in: input.state, verb: "written") }
        let chosen = format ?? output.flatMap { OutputFormat(fileName: $0) } ?? .json
        try Output.write(Data(try chosen.bytes(of: input.state, relativeTo: input.folder)), to: output)
    }
}

extension OutputFormat: ExpressibleByArgument {}
