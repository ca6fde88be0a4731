internal import Findings
package import WeirModel

/// A tuning that pays, given only if counters or readings show that it does.
package struct Tip: Sendable {
    /// The layers of the stack, from the machine to the wire.
    package enum Layer: String, Sendable, CaseIterable, Codable {
        case virtualization
        case sockets
        case protocols = "TCP, UDP, IP"
        case netfilter
        case scheduler = "qdiscs"
        case receive = "GRO, RPS, XPS"
        case tunnels = "bridges and tunnels"
        case driver = "driver queues"
        case functions = "functions of the card"
        case wire = "card and wire"

        /// Counters that this layer shows where they grew: their names' beginnings, of a link behind its name.
        var statistics: [String] {
            switch self {
            case .virtualization, .functions: []
            case .sockets:
                [
                    "Udp RcvbufErrors", "Udp SndbufErrors", "Udp MemErrors", "TcpExt ListenOverflows", "TcpExt ListenDrops",
                    "TcpExt TCPBacklogDrop", "TcpExt RcvPruned",
                ]
            case .protocols:
                [
                    "Tcp OutSegs", "Tcp RetransSegs", "TcpExt TCPTimeouts", "TcpExt TCPOFOQueue", "Ip ReasmFails", "Ip FragFails",
                    "Udp InCsumErrors",
                ]
            case .netfilter:
                ["conntrack drop", "conntrack early_drop", "conntrack insert_failed", "conntrack clashres", "conntrack invalid", "nfqueue"]
            case .scheduler: ["LINK qdisc drops", "LINK qdisc requeues", "LINK qdisc overlimits"]
            case .receive: ["softnet processed", "softnet dropped", "softnet time_squeeze"]
            case .tunnels: ["LINK rx_nohandler"]
            case .driver: ["LINK rx_missed_errors", "LINK rx_fifo_errors", "LINK rx_dropped", "LINK tx_dropped", "LINK tx_fifo_errors"]
            case .wire: ["LINK rx_crc_errors", "LINK rx_errors", "LINK tx_errors", "LINK tx_carrier_errors"]
            }
        }
    }

    package var id: Diagnostic.ID
    package var layer: Layer
    package var text: String
    package var source: String
    var condition: Condition

    enum Condition: Sendable {
        /// The reason why it applies to this host; `nil` if it doesn't.
        case host(@Sendable (TipContext) -> String?)
        /// Asked of each link.
        case link(@Sendable (TipContext, NICProfile) -> String?)
    }

    init(_ id: Diagnostic.ID, _ layer: Layer, _ text: String, source: String, host condition: @escaping @Sendable (TipContext) -> String?) {
        (self.id, self.layer, self.text, self.source, self.condition) = (id, layer, text, source, .host(condition))
    }

    init(
        _ id: Diagnostic.ID, _ layer: Layer, _ text: String, source: String,
        link condition: @escaping @Sendable (TipContext, NICProfile) -> String?
    ) {
        (self.id, self.layer, self.text, self.source, self.condition) = (id, layer, text, source, .link(condition))
    }
}

extension Tip {
    var rule: DiagnosticRule {
        DiagnosticRule(
            id, text, severity: .tip, reads: [.host],
            why: "A tip of the layer \(layer.rawValue). It is given only where counters or settings show that it helps.",
            help: text, source: source, in: .tips)
    }
}

/// The inputs of tips: growth of counters, their present values, and the links.
struct TipContext {
    var growth: StackCounters
    var now: StackCounters
    var profiles: [NICProfile]

    func grew(_ name: String) -> UInt64 { growth[name] ?? 0 }

    /// `7 more RcvbufErrors`, where it grew.
    func more(_ names: String...) -> String? {
        let grown = names.filter { grew($0) > 0 }.map { "\(grew($0)) more \($0)" }
        return grown.isEmpty ? nil : grown.joined(separator: ", ")
    }
}

/// A tip that applies, with the reason.
package struct FoundTip: Sendable, Codable, Hashable {
    package var id: Diagnostic.ID
    package var layer: Tip.Layer
    /// `nil` for the whole host.
    package var link: String?
    package var why: String
    package var text: String
    package var source: String
}

/// Statistics and tips of the stack's layers.
package struct TipReport: Sendable, Codable, Hashable {
    package struct Statistic: Sendable, Codable, Hashable {
        package var name: String
        package var layer: Tip.Layer
        /// By how much it grew.
        package var growth: UInt64
    }

    package var statistics: [Statistic]
    package var tips: [FoundTip]

    /// - Parameter earlier: the counters some time before; without them, the counts since boot.
    package init(profiles: [NICProfile], from earlier: StackCounters?, to now: StackCounters) {
        let growth = earlier.map(now.growth) ?? now
        let facts = TipContext(growth: growth, now: now, profiles: profiles)
        statistics = Tip.Layer.allCases.flatMap { layer in
            layer.statistics.flatMap { pattern in
                growth.values.keys.filter { name in
                    pattern.hasPrefix("LINK ")
                        ? profiles.contains { "\($0.name)\(pattern.dropFirst(4))" == name }
                        : name == pattern || name.hasPrefix("\(pattern) ") && pattern == "nfqueue"
                }.sorted().filter { growth[$0] ?? 0 > 0 }.map { Statistic(name: $0, layer: layer, growth: growth[$0] ?? 0) }
            }
        }
        tips = Tips.all.flatMap { tip -> [FoundTip] in
            switch tip.condition {
            case .host(let condition):
                return condition(facts).map { [FoundTip(id: tip.id, layer: tip.layer, why: $0, text: tip.text, source: tip.source)] } ?? []
            case .link(let condition):
                return profiles.compactMap { profile in
                    condition(facts, profile).map {
                        FoundTip(
                            id: tip.id, layer: tip.layer, link: profile.name, why: $0, text: tip.text.replacing("DEV", with: profile.name),
                            source: tip.source)
                    }
                }
            }
        }
    }
}
