import FoundationEssentials
import Host
import Netfilter
import Nftables
import PacketEngine
import PacketText
import WeirModel

/// A policy on a host, through which packets go one after the other.
struct TracedPolicy {
    private let host: TraceHost
    private let names: TraceNames
    private let text: TraceText
    private var stack: Stack

    init(_ state: HostState, _ host: TraceHost) throws {
        self.host = host
        let tables = try Lowering.compile(state, names: FactNames(facts: host.facts), knownExpression: ExpressionBytes.expression)
        let program = try Program(tables)
        stack = Stack(program, try Host(host.facts))
        names = TraceNames(program)
        text = TraceText(tables, program)
    }

    mutating func trace(_ packet: GivenPacket) throws -> PacketTrace { try trace(try host.arrival(packet)) }

    mutating func trace(_ arrival: PacketArrival) throws -> PacketTrace {
        do throws(ArrivalError) { return try stack.trace(arrival) } catch { throw HostError(error.description) }
    }

    /// The answer for one packet of a file, as a line.
    mutating func line(_ id: Int, of arrival: PacketArrival, or trouble: (String) -> any Error) throws -> Data {
        let trace: PacketTrace
        do throws(ArrivalError) { trace = try stack.trace(arrival) } catch { throw trouble(error.description) }
        return try JSONEncoder().encode(TraceLine(id, trace, names)) + [0x0a]
    }

    func show(_ trace: PacketTrace, _ packet: GivenPacket, number: Int, title: OutputLine, _ format: TraceFormat) throws {
        switch format {
        case .text: try Terminal.show(text.lines(of: trace, packet, title: title))
        case .json:
            var line = TraceLine(number, trace, names)
            for index in line.path.indices { (line.path[index].at, line.path[index].words) = text.place(of: trace.steps[index]) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try Output.write(Data(JSONText.visible(Array(try encoder.encode(line))) + [0x0a]), to: nil)
        }
    }
}
