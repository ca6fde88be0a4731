internal import Findings
public import WeirModel

/// A tuning that pays, given only if counters or readings show that it does.
public struct Tip: Sendable {
    /// The layers of the stack, from the machine to the wire.
    public enum Layer: String, Sendable, CaseIterable, Codable {
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

    public var id: Diagnostic.ID
    public var layer: Layer
    public var text: String
    public var source: String
    var condition: Condition

    enum Condition: Sendable {
        /// The reason why it applies to this host; `nil` if it doesn't.
        case host(@Sendable (TipCase) -> String?)
        /// Asked of each link.
        case link(@Sendable (TipCase, NICProfile) -> String?)
    }

    init(_ id: Diagnostic.ID, _ layer: Layer, _ text: String, source: String, host condition: @escaping @Sendable (TipCase) -> String?) {
        (self.id, self.layer, self.text, self.source, self.condition) = (id, layer, text, source, .host(condition))
    }

    init(
        _ id: Diagnostic.ID, _ layer: Layer, _ text: String, source: String,
        link condition: @escaping @Sendable (TipCase, NICProfile) -> String?
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
struct TipCase {
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
public struct FoundTip: Sendable, Codable, Hashable {
    public var id: Diagnostic.ID
    public var layer: Tip.Layer
    /// `nil` for the whole host.
    public var link: String?
    public var why: String
    public var text: String
    public var source: String
}

/// Statistics and tips of the stack's layers.
public struct TipReport: Sendable, Codable, Hashable {
    public struct Statistic: Sendable, Codable, Hashable {
        public var name: String
        public var layer: Tip.Layer
        /// By how much it grew.
        public var growth: UInt64
    }

    public var statistics: [Statistic]
    public var tips: [FoundTip]

    /// - Parameter earlier: the counters some time before; without them, the counts since boot.
    public init(profiles: [NICProfile], from earlier: StackCounters?, to now: StackCounters) {
        let growth = earlier.map(now.growth) ?? now
        let facts = TipCase(growth: growth, now: now, profiles: profiles)
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
