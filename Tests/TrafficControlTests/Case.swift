import NetworkNamespace
import Planning
import Testing
import WeirModel

@testable import TrafficControl

/// A configuration that stock tc makes on link `d0`, one thing that stock tc changes in it, and the same written by hand in the model.
struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Lines for `tc -batch`.
    var commands: [String]
    var change: String
    /// What diff says of the change: a part of its one line.
    var difference: String
    /// The model of what the commands make. What it leaves out is left to the kernel.
    var model: (@Sendable () -> LinkConfiguration)?
    /// Handles, priorities and u32 tables that stock tc leaves to the kernel are the kernel's.
    var testDescription: String { name }

    init(
        _ name: String, _ commands: [String], change: String, _ difference: String, model: (@Sendable () -> LinkConfiguration)? = nil
    ) {
        self.name = name
        self.commands = commands
        self.change = change
        self.difference = difference
        self.model = model
    }

    /// A root qdisc `1:` with these words, then changed to others.
    static func qdisc(_ words: String, to other: String, _ difference: String, verb: String = "change", _ options: (any TrafficOptions)? = nil) -> Case {
        let kind = words.split(separator: " ").first.map(String.init) ?? ""
        let first = other.split(separator: " ").first.map(String.init) ?? ""
        let change = Kernel.kinds["qdisc"]?.contains(first) == true ? other : "\(kind) \(other)"
        // Another kind takes a handle of its own.
        let handle = change.hasPrefix(kind + " ") ? "1:" : "2:"
        var result = Case(words, ["qdisc add dev d0 root handle 1: \(words)"], change: "qdisc \(verb) dev d0 root handle \(handle) \(change)", difference)
        if let options {
            let qdisc = Qdisc(options, handle: Handle(1))
            result.model = { LinkConfiguration("d0", qdiscs: [qdisc]) }
        }
        return result
    }

    /// A filter with handle 1 and priority 10 at the ingress side of clsact.
    static func filter(
        _ words: String, protocolName: String, _ protocolID: UInt16, to other: String, _ difference: String, handle: String = "1",
        _ filter: Filter? = nil
    ) -> Case {
        let kind = words.split(separator: " ").first.map(String.init) ?? ""
        let place = "dev d0 ingress protocol \(protocolName) pref 10 handle \(handle)"
        var result = Case(
            "\(protocolName) \(words)", ["qdisc add dev d0 clsact", "filter add \(place) \(words)"],
            // Of flower, the kernel takes no other keys in place.
            change: kind == "flower" ? "filter del \(place) \(kind)\nfilter add \(place) \(kind) \(other)" : "filter replace \(place) \(kind) \(other)", difference)
        result.model = filter.map { atIngress($0, protocolID, handle: $0.handle ?? 1) }
        return result
    }

    static let protocolNumbers: [String: UInt16] = [
        "all": 0x0003, "ip": 0x0800, "ipv6": 0x86dd, "arp": 0x0806, "802.1Q": 0x8100, "802.1ad": 0x88a8, "mpls_uc": 0x8847, "ppp_ses": 0x8864,
    ]

    /// A flower filter and its keys.
    static func flower(
        _ words: String, _ protocolName: String, to other: String, _ difference: String, flags: FilterFlags = [],
        _ keys: (@Sendable (inout Filter.Flower) -> Void)?
    ) -> Case {
        var options = Filter.Flower()
        keys?(&options)
        return filter(
            "flower \(words)", protocolName: protocolName, protocolNumbers[protocolName] ?? 0, to: "\(other) classid 1:10", difference,
            keys == nil ? nil : Filter(options, on: .parent(.ingress), classID: Handle(1, 0x10), flags: flags)
        ).with(words: "classid 1:10")
    }

    /// An action on a u32 filter for every packet.
    static func action(_ words: String, to other: String, _ difference: String, _ action: Action?) -> Case {
        actions("action \(words)", to: "action \(other)", difference, action.map { [$0] })
    }

    static func actions(_ words: String, to other: String, _ difference: String, _ actions: [Action]?) -> Case {
        let place = "dev d0 ingress protocol all pref 10"
        var options = Filter.U32()
        options.keys = [.init(value: 0, mask: 0, offset: 0)]
        var result = Case(
            words, ["qdisc add dev d0 clsact", "filter add \(place) u32 match u32 0 0 \(words)"],
            change: "filter change \(place) handle 800::800 u32 match u32 0 0 \(other)", difference)
        if let actions { result.model = atIngress(Filter(options, on: .parent(.ingress), actions: actions), Filter.allProtocols) }
        return result
    }

    /// Such a filter with priority 10 at the ingress side of clsact.
    static func atIngress(_ filter: Filter, _ protocolID: UInt16, handle: UInt32? = nil) -> @Sendable () -> LinkConfiguration {
        var placed = filter
        (placed.priority, placed.protocolID) = (10, protocolID)
        placed.handle = handle ?? filter.handle
        let configuration = LinkConfiguration("d0", qdiscs: [clsact], filters: [placed])
        return { configuration }
    }

    static var clsact: Qdisc { Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc) }

    private func with(words: String) -> Case {
        var copy = self
        copy.commands[copy.commands.count - 1] += " \(words)"
        return copy
    }
}

extension Case {
    /// Whether the commands need a kind that this kernel lacks.
    var lacks: [String] { Kernel.lacking.filter { kind in words.contains(kind) } }

    /// `qdisc htb`, `filter u32`, `action mirred`: every kind that the commands name.
    var words: Set<String> {
        var result: Set<String> = []
        for command in commands + [change] {
            let words = command.split(separator: " ").map(String.init)
            guard let object = words.first else { continue }
            if command.contains(" match mark ") { result.insert("u32 mark") }
            for (place, word) in words.enumerated().dropFirst() {
                if word == "police" { result.insert("action police") }
                if word == "action" || word == "actions", place + 1 < words.count { result.insert("action \(Kernel.actionKind(words[place + 1]))") }
                if object == "qdisc" || object == "filter" || object == "chain", Kernel.kinds[object == "qdisc" ? "qdisc" : "filter"]?.contains(word) == true {
                    result.insert("\(object == "qdisc" ? "qdisc" : "filter") \(word)")
                }
            }
        }
        return result
    }
}

/// What the running kernel has of traffic control.
enum Kernel {
    static let kinds: [String: Set<String>] = [
        "qdisc": Set(QdiscCatalogue.kinds.map { $0.kind }), "filter": Set(ClassifierCatalogue.kinds.map { $0.kind }), "action": Set(ActionCatalogue.kinds.map { $0.kind }),
    ]

    private static let verdicts: Set<String> = ["pass", "ok", "drop", "shot", "continue", "reclassify", "pipe", "trap", "goto", "jump"]
    static func actionKind(_ word: String) -> String { verdicts.contains(word) ? "gact" : word }

    /// Whether there can be a namespace with stock tc in it.
    static let isThere: Bool = (try? inNamespace { try shell("tc qdisc show").status == 0 }) == true
    static let needs: Comment = "needs root for a network namespace of its own, and tc"

    /// `qdisc cake` and the like, of all kinds that the model has.
    static let lacking: Set<String> = (try? inNamespace { try probe() }) ?? []

    /// One run of tc for all: what it says of a line that failed ends with the line's number.
    private static func probe() throws -> Set<String> {
        try StandInLinks.make(["d0"])
        var lines: [(command: String, kind: String, refusal: String)] = []
        for kind in kinds["qdisc"] ?? [] {
            let place = ["clsact", "ingress"].contains(kind) ? "" : "root"
            lines.append(("qdisc add dev d0 \(place) \(probes["qdisc \(kind)"] ?? kind)", "qdisc \(kind)", "qdisc kind is unknown"))
            lines.append(("qdisc del dev d0 \(place.isEmpty ? "clsact" : place)", "", ""))
        }
        lines.append(("qdisc add dev d0 clsact", "", ""))
        for kind in kinds["filter"] ?? [] {
            lines.append(("filter add dev d0 ingress pref 1 protocol ip \(probes[kind] ?? kind)", "filter \(kind)", "classifier not found"))
            lines.append(("filter del dev d0 ingress pref 1", "", ""))
        }
        for kind in kinds["action"] ?? [] {
            lines.append(("actions add action \(probes["action \(kind)"] ?? kind)", "action \(kind)", "Failed to load TC action module"))
        }
        var lacking: Set<String> = []
        var words = ""
        for line in try shell("tc -force -batch -", input: lines.map { $0.command + "\n" }.joined()).output.split(separator: "\n") {
            guard let range = line.firstRange(of: "Command failed -:"), let number = Int(line[range.upperBound...]), lines.indices.contains(number - 1) else {
                words += line
                continue
            }
            let probed = lines[number - 1]
            if !probed.kind.isEmpty, words.contains(probed.refusal) { lacking.insert(probed.kind) }
            words = ""
        }
        if try !shell("tc filter add dev d0 ingress pref 1 protocol ip u32 match mark 1 1 flowid 1:1; tc filter show dev d0 ingress").output.contains("mark") { lacking.insert("u32 mark") }
        return lacking
    }

    /// What stock tc itself does not take without words.
    private static let probes: [String: String] = [
        "qdisc ets": "ets bands 2", "qdisc red": "red limit 400000 min 30000 max 90000 avpkt 1000", "qdisc choke": "choke limit 1000 min 83 max 250 bandwidth 10mbit",
        "qdisc gred": "gred setup DPs 2 default 0", "qdisc tbf": "tbf rate 1mbit burst 10k limit 60k", "qdisc mqprio": "mqprio hw 0",
        "qdisc netem": "netem delay 1ms", "qdisc etf": "etf clockid CLOCK_TAI", "qdisc cbs": "cbs locredit 0 hicredit 0 sendslope 0 idleslope 0",
        "qdisc taprio": "taprio num_tc 1 map 0 queues 1@0 base-time 0 sched-entry S 01 300000 clockid CLOCK_TAI",
        "u32": "u32 match u32 0 0", "fw": "handle 1 fw", "route": "route to 1", "flow": "flow hash keys src divisor 4", "cgroup": "handle 1 cgroup",
        "bpf": "bpf bytecode '1,6 0 0 0'", "basic": "basic match 'u32(u32 0 0 at 0)' classid 1:1", "action gact": "gact drop",
        "action mirred": "mirred egress redirect dev lo", "action police": "police rate 1mbit burst 10k", "action pedit": "pedit munge offset 0 u8 set 1",
        "action skbedit": "skbedit mark 1", "action skbmod": "skbmod set etype 0x1", "action vlan": "vlan pop", "action mpls": "mpls dec_ttl",
        "action nat": "nat ingress 10.0.0.0/8 1.2.3.4", "action csum": "csum ip4h", "action tunnel_key": "tunnel_key unset",
        "action sample": "sample rate 10 group 1", "action ife": "ife encode allow mark", "action simple": "simple sdata x",
        "action gate": "gate clockid CLOCK_TAI sched-entry open 1000 -1 -1", "action bpf": "bpf bytecode '1,6 0 0 0'", "action ctinfo": "ctinfo dscp 0xfc000000 0x01000000",
    ]
}
