import ArgumentParser
import Netfilter
import PacketAnalysis
import PacketEngine
import WeirModel

/// `weir compare`: two policies or documents by what they do to packets.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Show the packets that fare otherwise with one policy than with another.",
        discussion:
            "Compares what the tables do to every packet at each hook, not how they are written. Exits with 0 if they are equal, 1 if they differ, and 2 if the comparison failed."
    )

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var old: String

    @Argument(help: "What to compare it with.")
    var new: String

    @Option(help: "The format: \(CompareFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: CompareFormat = .text

    @OptionGroup var evaluation: EvaluationOptions

    func run() throws {
        let before = try PolicyProgram(old, evaluation, verb: "compared")
        let after = try PolicyProgram(new, evaluation, verb: "compared")
        for side in [before, after] { side.noteFilters(verb: "compared") }
        let difference = RulesetComparison.difference(from: before.program, to: after.program)
        try format.write(ComparedRulesets(difference: difference, old: before.words, new: after.words))
        for place in difference.undecided {
            Terminal.note("too large to decide: \(place.description)")
        }
        if !difference.undecided.isEmpty { throw ExitCode(2) }
        if !difference.regions.isEmpty { throw ExitCode(1) }
    }
}

extension CompareFormat: ExpressibleByArgument {}

extension PacketPlace {
    /// `forward`, `bridge input`, `ingress eth0`
    var description: String {
        switch layer {
        case .network: hook.rawValue
        case .bridge: "bridge \(hook.rawValue)"
        case .arp: "arp \(hook.rawValue)"
        case .device: ([hook.rawValue] + (device.map { [$0] } ?? [])).joined(separator: " ")
        }
    }
}
