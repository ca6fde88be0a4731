import ArgumentParser
import FoundationEssentials
import Host
import Netfilter
import Nftables
import PacketEngine
import WeirModel

/// `weir trace`: what a policy does to packets.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show the way of packets through a policy.",
        discussion: "The first line of FILE has the facts of the host, each other line a packet. State is kept from packet to packet.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case json }

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(help: ArgumentHelp("Packets, one on each line.", valueName: "file"))
    var packets: String

    @Option(help: "The format: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: Format = .json

    @OptionGroup var evaluation: EvaluationOptions

    func run() throws {
        let state = try PolicyInput(path: policy, evaluation.evaluator).state
        try PolicyFindings.refuseErrors(in: state.policyIndex, verb: "traced")
        let file = try PacketFile(path: packets)
        let tables = try Lowering.compile(state, names: FactNames(facts: file.facts), knownExpression: ExpressionBytes.expression)
        var stack = Stack(try Program(tables), try Host(file.facts))
        let names = TraceNames(stack.program)
        var output = Data()
        for line in file.packets {
            let packet = try file.packet(line)
            let trace: PacketTrace
            do throws(ArrivalError) { trace = try stack.trace(packet.arrival) } catch { throw file.trouble(line, "\(error)") }
            output.append(try JSONEncoder().encode(TraceLine(packet.id, trace, names)))
            output.append(0x0a)
        }
        try Output.write(output, to: nil)
    }
}

/// The host's own names where the facts have none: interfaces are those of the facts.
struct FactNames: HostNames {
    private let links: [String: UInt32]
    private let system = SystemNames()

    init(facts: HostFacts) { links = Dictionary(facts.links.map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first }) }

    func number(of name: String, type: DataType) -> UInt128? {
        type == .ifindex ? links[name].map { UInt128($0) } : system.number(of: name, type: type)
    }
    func name(of number: UInt128, type: DataType) -> String? { nil }
}
