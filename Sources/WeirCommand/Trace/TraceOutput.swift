import FoundationEssentials
import Host
import Nftables
import PacketText
import WeirModel

/// Events of the kernel's trace, for people or as JSON, one a line.
struct TraceOutput {
    var format: TraceFormat
    var rules: LiveRules

    func show(_ event: TraceEvent, of packet: Int, isNew: Bool) throws {
        if isNew { try show(PacketLine(event, packet)) }
        guard !TracingTables.hold(event), event.step != .end else { return }
        let found = rules.find(event)
        try show(StepLine(event, packet, found?.known, text: found?.text))
    }

    private func show(_ line: some LiveLine) throws {
        switch format {
        case .text: try Terminal.show([line.text])
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try Output.write(Data(JSONText.visible(Array(try encoder.encode(line))) + [0x0a]), to: nil)
        }
    }
}

private protocol LiveLine: Encodable {
    var text: OutputLine { get }
}

/// A packet that is seen for the first time.
private struct PacketLine: LiveLine {
    var packet: Int
    /// The kernel's number, which `nft monitor trace` shows.
    var id: String
    var words: String
    var iif: String?
    var oif: String?
    /// The headers in hex, as far as the kernel tells them.
    var link: String?
    var network: String?
    var transport: String?

    init(_ event: TraceEvent, _ packet: Int) {
        self.packet = packet
        id = event.id.hex
        iif = event.inLink.map(Self.name)
        oif = event.outLink.map(Self.name)
        let headers = event.headers
        link = headers.flatMap { $0.link.isEmpty ? nil : $0.link.hex }
        network = headers?.network.hex
        transport = headers?.transport.hex
        var words: [String] = []
        if let iif { words.append("iif \(iif)") }
        if let oif { words.append("oif \(oif)") }
        if let headers {
            words.append(PacketDescription(link: headers.link, network: headers.network, transport: headers.transport).words)
        }
        if let state = event.connection?.state { words.append("ct state \(Value.number(UInt128(state), .ctState))") }
        self.words = words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func name(_ index: UInt32) -> String {
        SystemNames().name(of: UInt128(index), type: .ifindex) ?? String(index)
    }

    var text: OutputLine { "#\(packet) \(words.isEmpty ? "packet \(id)" : words)" }
}

/// A rule whose expressions all held, or the policy that decided.
private struct StepLine: LiveLine {
    var packet: Int
    var family: String
    var table: String
    var chain: String
    var rule: Int?
    var handle: UInt64?
    var at: String?
    var words: String?
    var verdict: String
    var mark: UInt32?

    init(_ event: TraceEvent, _ packet: Int, _ known: LiveRules.Known?, text: String?) {
        self.packet = packet
        family = event.family.rawValue
        (table, chain) = (event.table, event.chain)
        if case .rule(let handle) = event.step { self.handle = handle }
        rule = known?.index
        at = known?.location?.description
        words = text
        verdict = event.verdict.words
        mark = event.mark == 0 ? nil : event.mark
    }

    var text: OutputLine {
        let place: OutputLine =
            if let at { "\(at)" } else if let rule { "rule \(rule + 1)" } else if let handle { "rule with handle \(handle)" } else {
                "policy"
            }
        let what: OutputLine = words.map { ": \($0)" } ?? ""
        let mark: OutputLine = self.mark.map { " (mark 0x\($0.hex))" } ?? ""
        return "#\(packet)   \(verdict): \(family) \(table) \(chain), \(place)\(what)\(mark)"
    }
}

extension TraceEvent.Verdict {
    /// In nft's words.
    var words: String {
        switch code {
        case -1: return "continue"
        case -2: return "break"
        case -3: return "jump \(chain ?? "")"
        case -4: return "goto \(chain ?? "")"
        case -5: return "return"
        case 0: return "drop"
        case 1: return "accept"
        case 2: return "stolen"
        case _ where code & 0xff == 3: return "queue \(code >> 16)"
        case _ where code & 0xff == 0: return "drop"
        default: return "verdict \(code)"
        }
    }
}

extension UInt32 {
    fileprivate var hex: String { String(repeating: "0", count: leadingZeroBitCount / 4 - (self == 0 ? 1 : 0)) + String(self, radix: 16) }
}

extension [UInt8] {
    fileprivate var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
