import ArgumentParser
import PacketAnalysis
import PacketText
import WeirModel

/// `weir query`: which packets get through, and which don't.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Show which packets a policy lets through.",
        discussion:
            "The packets are described in nft's words, as in `weir query policy.swift 'iif eth0 tcp dport 22'`, and are those of new connections unless `ct state` is asked. Needs neither root nor the kernel."
    )

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Argument(help: "Matches in nft's words; all packets without them.")
    var packets: [String] = []

    @Option(help: "The way through the stack: \(PacketTest.Path.allCases.map(\.rawValue).joined(separator: ", ")). All without it.")
    var path: PacketTest.Path?

    @Option(help: "The packets' fate: accepted (the default) or dropped.")
    var verdict: PacketTest.Fate = .accepted

    @Option(help: "The format: text or json.")
    var format: Format = .text

    @OptionGroup var evaluation: EvaluationOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    func run() throws {
        let asked = try PolicyProgram(policy, evaluation, verb: "asked")
        let matches = try MatchWords(packets.joined(separator: " "))
        asked.noteFilters()
        for chain in SymbolicPath.unfollowed(in: asked.program) {
            Terminal.note("chain \(asked.words.chain(chain)) is at a hook that is not followed")
        }
        let query = PacketQuery(asked.proof)
        guard
            let answers = try query.answers(
                matches.statements.map(\.byName), along: path.map { [$0] } ?? PacketTest.Path.allCases, [verdict])
        else {
            throw trouble("too large to decide", help: "describe fewer packets, by addresses, ports or interfaces")
        }
        let report = QueryReport(words: asked.words, answers: answers, fate: verdict)
        switch format {
        case .text: try Terminal.show(report.lines)
        case .json: try Output.write(json: report.document)
        }
    }
}

extension PacketTest.Path: ExpressibleByArgument {}
extension PacketTest.Fate: ExpressibleByArgument {}

extension Statement {
    /// `iif "eth0"` as `iifname "eth0"`: the links of a description are known by their names.
    fileprivate var byName: Statement {
        guard case .match(.field(.meta(let key)), let comparison, .value(.text(let name, _))) = self, key == .iif || key == .oif else {
            return self
        }
        return .match(.field(.meta(key == .iif ? .iifname : .oifname)), comparison, .value(.text(name, .ifname)))
    }
}
