import ArgumentParser
import Netfilter
import Nftables
import PacketAnalysis
import PacketEngine
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
        let state = try PolicyInput(path: policy, evaluation.evaluator).state
        try PolicyFindings.refuseErrors(in: state.policyIndex, verb: "asked")
        let matches = try MatchWords(packets.joined(separator: " "))
        let tables = try state.nominalTables
        let query = PacketQuery(try PolicyProof(of: tables))
        guard
            let answers = try query.answers(
                matches.statements.map(\.byName), along: path.map { [$0] } ?? PacketTest.Path.allCases, [verdict])
        else {
            throw trouble("too large to decide", help: "describe fewer packets, by addresses, ports or interfaces")
        }
        let report = try QueryReport(words: RuleWords(Program(tables), tables), answers: answers, fate: verdict)
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

extension PolicyProof {
    /// Proofs about tables that a policy's names of links are taken for.
    init(of tables: [CompiledTable]) throws {
        let program: Program
        do throws(ProgramError) { program = try Program(tables) } catch {
            throw trouble("chain `\(error.chain)` of table `\(error.table)`: \(error.message)")
        }
        self.init(program) { table in
            guard let compiled = try HostState(tables: [table]).nominalTables.first else { throw trouble("INVARIANT: a table is compiled") }
            return compiled
        }
    }
}

/// The answers to a query, in words.
struct QueryReport {
    let words: RuleWords
    let answers: [PacketQuery.Answer]
    let fate: PacketTest.Fate

    var lines: [OutputLine] {
        guard !answers.isEmpty else { return ["no packet is \(fate.rawValue)"] }
        return answers.flatMap { answer -> [OutputLine] in
            let reservation = answer.isPartial ? ", depending on \(words.text(answer.sources))" : ""
            var lines: [OutputLine] = ["\(answer.path.rawValue): \(answer.fate.rawValue)\(answer.sources.isEmpty ? "" : reservation)"]
            if let cubes = answer.cubes {
                lines += cubes.prefix(40).map { "  \($0.text)" }
                if cubes.count > 40 { lines.append("  … and \(cubes.count - 40) more") }
            } else {
                lines.append("  too many to list; describe fewer packets")
            }
            return lines + [
                "  packet: \(answer.example.packet.traceWords ?? answer.example.packet.text)",
                "  decided by \(words.decider(answer.example))",
            ]
        }
    }

    var document: Document {
        Document(
            answers: answers.map { answer in
                Document.Answer(
                    path: answer.path.rawValue, fate: answer.fate.rawValue, packets: answer.cubes, some: answer.isPartial ? true : nil,
                    dependsOn: answer.sources.isEmpty ? nil : words.text(answer.sources), witness: answer.example.packet.single,
                    decidedBy: words.decider(answer.example))
            })
    }

    struct Document: Encodable {
        struct Answer: Encodable {
            var path: String
            var fate: String
            /// Missing where they are too many.
            var packets: [Cube]?
            /// Of the packets only some fare so.
            var some: Bool?
            var dependsOn: String?
            var witness: SingleCube
            var decidedBy: String
        }
        var answers: [Answer]
    }
}
