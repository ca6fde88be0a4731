import OffloadCheck
import Tags
import Testing
import WeirModel

/// Each tip with what makes it hold and with what does not.
@Suite(.tags(.pure)) struct TipTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var id: String
        var grown: [String: UInt64] = [:]
        var now: [String: UInt64] = [:]
        var profile: NICProfile = card()
        /// The same, and no reason for the tip.
        var quietGrown: [String: UInt64]?
        var quietNow: [String: UInt64]?
        var quietProfile: NICProfile?
        var testDescription: String { id }
    }

    private static func router(_ profile: NICProfile) -> NICProfile {
        var profile = profile
        sysctl("net.ipv4.ip_forward", 1)(&profile)
        return profile
    }
    private static let guest = card("e1000e") { $0.placement = .value(.init(kind: .emulated, guest: true)) }
    private static let squeezed: [String: UInt64] = ["softnet time_squeeze": 90, "softnet processed": 5000, "softnet time_squeeze of cpu 0": 90]
    private static func rps(_ mask: String, queues: Int) -> NICProfile {
        card { edit(&$0.queues) { $0.receive = Array(repeating: .init(rpsCPUs: mask), count: queues) } }
    }
    private static func xps(_ mask: String) -> NICProfile { card { edit(&$0.queues) { $0.transmit = Array(repeating: .init(xpsCPUs: mask), count: 4) } } }
    private static let tunnelled = card(on: "tx-udp_tnl-csum-segmentation", upper("vxlan", port: 4789))

    static let cases: [Case] = [
        Case(id: "sock-rcvbuf", grown: ["Udp RcvbufErrors": 1], quietGrown: [:]),
        Case(id: "sock-sndbuf", grown: ["Udp SndbufErrors": 1], quietGrown: [:]),
        Case(id: "sock-backlog", grown: ["TcpExt ListenOverflows": 1], quietGrown: [:]),
        Case(id: "tcp-retrans", grown: ["Tcp RetransSegs": 20, "Tcp OutSegs": 1000], quietGrown: ["Tcp RetransSegs": 20, "Tcp OutSegs": 100_000]),
        Case(id: "tcp-ofo", grown: ["TcpExt TCPOFOQueue": 500], quietGrown: ["TcpExt TCPOFOQueue": 500, "Tcp RetransSegs": 400, "Tcp OutSegs": 1_000_000]),
        Case(id: "ip-reasm", grown: ["Ip ReasmFails": 3], profile: tunnelled, quietProfile: card()),
        Case(id: "ct-max", now: ["conntrack count": 95, "conntrack max": 100], quietNow: ["conntrack count": 50, "conntrack max": 100]),
        Case(id: "ct-insert-failed", grown: ["conntrack insert_failed": 1], quietGrown: [:]),
        Case(id: "nfqueue", grown: ["nfqueue user_dropped": 1], quietGrown: [:]),
        Case(id: "backlog", grown: ["softnet dropped": 1], quietGrown: [:]),
        Case(id: "budget", grown: squeezed, quietGrown: ["softnet time_squeeze": 1, "softnet processed": 1_000_000]),
        Case(id: "virt-paravirt", profile: guest, quietProfile: card("e1000e")),
        Case(
            id: "virt-mq", grown: squeezed, profile: card("virtio_net") { $0.channels = .value(.init(combined: .init(current: 1, maximum: 4))) },
            quietProfile: card("virtio_net") { $0.channels = .value(.init(combined: .init(current: 4, maximum: 4))) }),
        Case(id: "virt-veth-gro", profile: router(virtual("veth", off: "rx-gro")), quietProfile: virtual("veth", off: "rx-gro")),
        Case(
            id: "qd-requeues", grown: ["eth0 qdisc requeues": 20, "eth0 qdisc packets": 100], quietGrown: ["eth0 qdisc requeues": 1, "eth0 qdisc packets": 10_000]),
        Case(id: "qd-drops", grown: ["eth0 qdisc drops": 2], quietGrown: ["eth0 qdisc drops": 2, "eth0 qdisc overlimits": 5]),
        Case(id: "rps-on", grown: squeezed, profile: rps("00", queues: 1), quietProfile: rps("0f", queues: 1)),
        Case(id: "rps-redundant", profile: rps("0f", queues: 8), quietProfile: rps("00", queues: 8)),
        Case(id: "xps", grown: ["eth0 tx_packets": 5], profile: xps("0,00"), quietProfile: xps("1")),
        Case(id: "tun-features", profile: tunnelled, quietProfile: card(on: "tx-udp_tnl-segmentation tx-udp_tnl-csum-segmentation", upper("vxlan", port: 4789))),
        Case(
            id: "ring-rx", grown: ["eth0 rx_missed_errors": 5], profile: card { $0.rings = .value(.init(receive: .init(current: 256, maximum: 4096))) },
            quietProfile: card { $0.rings = .value(.init(receive: .init(current: 4096, maximum: 4096))) }),
        Case(id: "csum", profile: card(off: "rx-checksum"), quietProfile: virtual("veth", off: "rx-checksum") { $0.placement = .value(.init(kind: .software, guest: false)) }),
        Case(id: "tso", profile: card(off: "tx-tcp-segmentation"), quietProfile: card(off: "tx-tcp-segmentation") { $0.speed = .value(.init(megabits: 100)) }),
        Case(id: "lro", profile: router(card(on: "rx-lro")), quietProfile: card(on: "rx-lro")),
        Case(id: "gro-off-router", profile: router(card(off: "rx-gro")), quietProfile: router(card())),
        Case(id: "crc", grown: ["eth0 rx_crc_errors": 1], quietGrown: [:]),
        Case(id: "duplex", profile: card { $0.speed = .value(.init(megabits: 100, duplex: .half)) }, quietProfile: card()),
    ]

    @Test(arguments: cases) func holdsAndDoesNot(_ test: Case) {
        func found(_ grown: [String: UInt64], _ now: [String: UInt64], _ profile: NICProfile) -> [FoundTip] {
            let before = StackCounters(grown.mapValues { _ in 1000 })
            let after = StackCounters(grown.mapValues { $0 + 1000 }.merging(now) { $1 })
            return TipReport(profiles: [profile], from: before, to: after).tips.filter { $0.id.rawValue == test.id }
        }
        let tips = found(test.grown, test.now, test.profile)
        #expect(tips.count == 1)
        #expect(tips.allSatisfy { !$0.text.contains("DEV") && !$0.why.isEmpty && !$0.text.hasSuffix(".") })
        // Nothing counted since boot is a reason too.
        #expect(found(test.quietGrown ?? test.grown, test.quietNow ?? test.now, test.quietProfile ?? test.profile) == [])
    }

    @Test func everyTipHasACase() {
        #expect(Tips.all.map(\.id.rawValue).sorted() == Self.cases.map(\.id).sorted())
    }

    /// The study's tips that are not here, each with its reason.
    @Test func everyTipOfTheStudyIsThereOrHasItsReason() {
        let leftOut: [String: String] = [
            "virt-switchdev": "the load of a bridge is in no counter", "virt-l2fwd": "whether unicast filtering matters is not counted",
            "sock-busypoll": "a goal, not a fault", "tls-sync": "the drivers' own counters", "ct-notrack": "which flows need no state is the author's to know",
            "flowtable": "a check of policies (ft-*)", "flowtable-hw": "a check of policies (ft-*)", "qd-default": "whether flows share a bottleneck is not counted",
            "qd-timeout": "no counter in rtnetlink", "rfs-on": "whether connections end here is not counted", "flow-limit": "whether one flow dominates is not counted",
            "br-nf": "a check of policies (path-bridge-inet)", "bond-nohandler": "no fault: shown as a statistic", "channels": "as rps-on and virt-mq",
            "irq-affinity": "vectors go by names of the drivers' own", "coalesce": "a goal, not a fault", "rss-fields": "checks of policies (rss-*)",
            "arfs": "a check of policies (rss-arfs)", "pause": "the drivers' own counters", "speed": "a check of policies (qd-rate-over-link)",
        ]
        let own: Set<String> = ["duplex"]
        #expect(leftOut.count + Tips.all.count - own.count == 46)
        for (id, reason) in leftOut.sorted(by: { $0.key < $1.key }) { print("left out: \(id): \(reason)") }
    }

    private static func tips(_ grown: [String: UInt64], _ profile: NICProfile = card()) -> [FoundTip] {
        TipReport(profiles: [profile], from: StackCounters(grown.mapValues { _ in 1000 }), to: StackCounters(grown.mapValues { $0 + 1000 })).tips.filter { $0.id != .csum }
    }

    /// udp_send_skb counts SndbufErrors when the qdisc drops the datagram, too.
    @Test func dropsOfTheQdiscAreNotBlamedOnTheSocketsBuffer() {
        let tips = Self.tips(["Udp SndbufErrors": 75374, "all qdisc drops": 75374, "eth0 qdisc drops": 75374, "eth0 qdisc overlimits": 900])
        #expect(tips.map(\.id) == [.qdDrops])
        #expect(tips.first?.why.contains("75374 packets") == true)
        #expect(Self.tips(["Udp SndbufErrors": 100, "all qdisc drops": 30]).map(\.why) == ["70 more Udp SndbufErrors than packets that qdiscs dropped"])
    }

    @Test func aFewPacketsGiveNoTip() {
        #expect(Self.tips(["softnet time_squeeze": 4, "softnet processed": 599]).isEmpty)
        #expect(Self.tips([:], Self.xps("0,00")).isEmpty)
    }

    @Test func statisticsStandWithTheirLayer() {
        let report = TipReport(
            profiles: [card()], from: StackCounters(["softnet processed": 1, "eth0 rx_errors": 0, "eth1 rx_errors": 0, "Udp InDatagrams": 0]),
            to: StackCounters(["softnet processed": 8, "eth0 rx_errors": 2, "eth1 rx_errors": 5, "Udp InDatagrams": 7]))
        #expect(report.statistics.map { "\($0.layer): \($0.name) +\($0.growth)" } == ["receive: softnet processed +7", "wire: eth0 rx_errors +2"])
    }
}
