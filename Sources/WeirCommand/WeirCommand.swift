import ArgumentParser

struct WeirCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weir", abstract: "Packet policy as code: nftables, traffic control and hardware offload.",
        subcommands: [
            CompileCommand.self, CheckCommand.self, TestCommand.self, DiffCommand.self, CompareCommand.self, QueryCommand.self,
            TraceCommand.self,
            ApplyCommand.self,
            CaptureCommand.self, ImportCommand.self,
            NICCommand.self, TipsCommand.self, ExplainCommand.self,
        ])
}
