import Netfilter
import PacketEngine
import PacketText
import Planning
import WeirModel

/// A packet's way through a policy, for people.
struct TraceText {
    private let tables: [CompiledTable]
    private let program: Program
    private let names: TraceNames
    private let words: RuleText

    init(_ tables: [CompiledTable], _ program: Program) {
        self.tables = tables
        self.program = program
        names = TraceNames(program)
        words = RuleText(desired: tables, live: [])
    }

    func lines(of trace: PacketTrace, _ packet: GivenPacket, title: OutputLine = "") -> [OutputLine] {
        let before = PacketDescription(packet)
        let from = packet.origin == .local ? "from this host" : "\(packet.origin == .wire ? "iif" : "oif") \(packet.link ?? "")"
        var lines: [OutputLine] = ["\(title)\(from) \(before.words)"]
        var hook = ""
        for step in trace.steps {
            let chain = program.chains[step.chain]
            if let base = chain.base { hook = base.hook.rawValue }
            lines.append("  \(hook.padded(to: 12))\(line(of: step))")
        }
        for doubt in trace.unknowns {
            let after: OutputLine = doubt.at < trace.steps.count ? ", after step \(doubt.at)" : ""
            lines.append("  depends on \(doubt.why)\(after)")
        }
        lines.append(end(of: trace, before))
        return lines
    }

    private func line(of step: TraceStep) -> OutputLine {
        let named = names.step(step)
        let chain: OutputLine = "\(named.family.rawValue) \(named.table) \(named.chain)"
        guard let rule = step.rule else { return "\(named.verdict): \(chain), policy" }
        let (location, words) = place(of: step)
        let at: OutputLine = location.map { "\($0)" } ?? "rule \(rule + 1)"
        return "\(named.verdict): \(chain), \(at)\(words.map { ": \($0)" } ?? "")"
    }

    /// The line of the policy, and the rule in nft's words.
    func place(of step: TraceStep) -> (at: String?, words: String?) {
        let named = names.step(step)
        let chain = tables.first { $0.family == named.family && $0.name == named.table }?.chains.first { $0.name == named.chain }
        guard let rule = step.rule, let chain, chain.rules.indices.contains(rule) else { return (nil, nil) }
        let location = chain.ruleLocations.indices.contains(rule) ? chain.ruleLocations[rule].location : nil
        return (location?.description, words.rule(chain.rules[rule].meaning, family: named.family, table: named.table))
    }

    private func end(of trace: PacketTrace, _ before: PacketDescription) -> OutputLine {
        switch trace.verdict {
        case .drop: return "dropped"
        case .stolen: return "taken by the last rule"
        case .queue: return "queued: the program that listens decides"
        case .lost: return "lost: this host has no way for it"
        case .accept:
            guard let packet = trace.packet else { return "accepted" }
            let after = packet.l3.map { PacketDescription($0, isFrame: false) }
            let changes = after.map { before.changes(to: $0) } ?? ""
            let mark: OutputLine = packet.mark == 0 ? "" : " with mark 0x\(String(packet.mark, radix: 16))"
            let rewritten: OutputLine = changes.isEmpty ? "" : ", rewritten: \(changes)"
            guard let link = packet.link else { return "delivered to this host\(mark)\(rewritten)" }
            return "sent by \(link)\(mark)\(rewritten)"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
