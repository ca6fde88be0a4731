import ArgumentParser
import FoundationEssentials
import Host

/// `weir capture`: the kernel's current state, as a document.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture", abstract: "Write the kernel's configuration as a document for apply, diff and compile.")

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file: .json, or .weir for the packed form.", valueName: "file"))
    var output: String?

    @Flag(help: "Write the facts of the host instead, for `weir trace --host`: links, addresses, routes, neighbours, settings.")
    var hostFacts = false

    @OptionGroup var network: NetworkOptions

    func run() throws {
        try network.enter()
        if hostFacts { return try Output.write(TraceHost(facts: try LiveHostFacts.read()).document, to: output) }
        let format = output.flatMap { OutputFormat(fileName: $0) } ?? .json
        let bytes = try format.bytes(of: try Capture.state(), relativeTo: nil)
        try Output.write(Data(bytes), to: output)
    }
}
