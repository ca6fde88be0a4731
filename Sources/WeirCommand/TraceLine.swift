import PacketEngine
import WeirModel

/// The answer for one packet, as a line of JSON.
struct TraceLine: Encodable {
    struct Step: Encodable {
        var family: Family
        var table: String
        var chain: String
        var rule: Int?
        var verdict: String
        /// For people: the line of the policy, and the rule in nft's words.
        var at: String?
        var words: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(family, forKey: .family)
            try container.encode(table, forKey: .table)
            try container.encode(chain, forKey: .chain)
            // Of a policy it is null.
            try container.encode(rule, forKey: .rule)
            try container.encode(verdict, forKey: .verdict)
            try container.encodeIfPresent(at, forKey: .at)
            try container.encodeIfPresent(words, forKey: .words)
        }

        enum CodingKeys: String, CodingKey { case family, table, chain, rule, verdict, at, words }
    }

    struct Packet: Encodable {
        var mark: UInt32
        var link: String?
        var l3: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(mark, forKey: .mark)
            try container.encode(link, forKey: .link)
            try container.encodeIfPresent(l3, forKey: .l3)
        }

        enum CodingKeys: String, CodingKey { case mark, link, l3 }
    }

    struct Doubt: Encodable {
        var at: Int
        var why: String
    }

    var id: Int
    var verdict: PacketTrace.Verdict
    var path: [Step]
    var packet: Packet?
    var unknown: [Doubt]

    init(_ id: Int, _ trace: PacketTrace, _ names: TraceNames) {
        self.id = id
        verdict = trace.verdict
        path = trace.steps.map(names.step)
        packet = trace.packet.map { Packet(mark: $0.mark, link: $0.link, l3: $0.l3.map(Self.hex)) }
        unknown = trace.unknowns.map { Doubt(at: $0.at, why: $0.why) }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The names of what a trace refers to by number.
struct TraceNames {
    private let program: Program

    init(_ program: Program) { self.program = program }

    func step(_ step: TraceStep) -> TraceLine.Step {
        let chain = program.chains[step.chain]
        let table = program.tables[chain.table]
        return TraceLine.Step(
            family: table.family, table: table.name, chain: chain.name, rule: step.rule, verdict: words(step.verdict))
    }

    private func words(_ verdict: PacketEngine.Verdict) -> String {
        switch verdict {
        case .continue: "continue"
        case .accept: "accept"
        case .drop: "drop"
        case .return: "return"
        case .stolen: "stolen"
        case .jump(let chain): "jump \(program.chains[chain].name)"
        case .goto(let chain): "goto \(program.chains[chain].name)"
        case .queue(let number): "queue \(number)"
        }
    }
}
