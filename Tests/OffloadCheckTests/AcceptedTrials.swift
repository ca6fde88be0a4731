import WeirModel

/// What hardware takes: stock tools' words, the same as a policy, and the driver of a card that has it.
extension AcceptedOffloadTests {
    struct Trial: Sendable {
        var name: String
        /// By stock tools, `$D` is the device.
        var command: String
        /// What stock tools show of it where the hardware has it.
        var shown: String
        var driver: String
        var policy: @Sendable (String) -> HostState
    }

    static let trials: [Trial] = flowerTrials + classifierTrials + qdiscTrials + chainTrials

    private static func filter(_ name: String, _ words: String, by driver: String = "mlx5e_rep", _ filter: Filter) -> Trial {
        Trial(
            name: name, command: "tc qdisc add dev $D clsact && tc filter add dev $D ingress \(words)", shown: "tc filter show dev $D ingress | grep -w in_hw",
            driver: driver
        ) { device in
            HostState(tables: [], links: [LinkConfiguration(device, qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [filter])])
        }
    }

    private static func key(_ name: String, _ words: String, protocol id: UInt16 = 0x0800, named word: String = "ip", _ change: (inout Filter.Flower) -> Void) -> Trial {
        filter("flower \(name)", "protocol \(word) flower skip_sw \(words) action drop", flower(protocol: id, change))
    }
    private static func action(_ name: String, _ words: String, by driver: String = "mlx5e_rep", _ actions: [Action]) -> Trial {
        filter("flower, \(name)", "protocol ip flower skip_sw dst_ip 10.0.0.1 \(words)", by: driver, flower(actions: actions))
    }
    private static let address = IPv4Address(0x0a00_0001)
    private static let mac = MACAddress([2, 0, 0, 0, 0, 5])

    private static let flowerTrials: [Trial] = [
        key("dst_ip", "dst_ip 10.0.0.1") { $0.destinationIPv4 = Masked(address) },
        key("src_ip", "src_ip 10.0.0.0/24") { $0.sourceIPv4 = Masked(IPv4Address(0x0a00_0000), mask: IPv4Address(0xffff_ff00)) },
        key("tcp dst_port", "ip_proto tcp dst_port 80") {
            $0.ipProtocol = 6
            $0.destinationPort = Masked(80)
        },
        key("udp src_port", "ip_proto udp src_port 53") {
            $0.ipProtocol = 17
            $0.sourcePort = Masked(53)
        },
        key("ipv6", "dst_ip 2001:db8::1", protocol: 0x86dd, named: "ipv6") { $0.destinationIPv6 = Masked(IPv6Address(0x2001_0db8 << 96 | 1)) },
        key("vlan", "vlan_id 5", protocol: 0x8100, named: "802.1q") { $0.vlan = .init(id: 5) },
        key("dst_mac", "dst_mac 02:00:00:00:00:05") { $0.destinationMAC = mac.map { Masked($0) } },
        key("src_mac", "src_mac 02:00:00:00:00:05") { $0.sourceMAC = mac.map { Masked($0) } },
        key("tos", "ip_tos 0xb8") { $0.tos = Masked(0xb8) },
        key("ttl", "ip_ttl 1") { $0.ttl = Masked(1) },
        key("tcp_flags", "ip_proto tcp tcp_flags 0x2") {
            $0.ipProtocol = 6
            $0.tcpFlags = Masked(2)
        },
        key("icmp", "ip_proto icmp type 8") {
            $0.ipProtocol = 1
            $0.icmp = .init(type: Masked(8))
        },
        action("accept", "action ok", [Action(Action.GAct(), .pass)]),
        action("trap", "action trap", [Action(Action.GAct(), .trap)]),
        action("vlan pop", "action vlan pop", [Action(Action.VLAN(.pop), .pipe)]),
        action("vlan push", "action vlan push id 7", [Action(options(Action.VLAN(.push, id: 7)) { $0.protocolID = 0x8100 }, .pipe)]),
        action("mark", "action skbedit mark 7", by: "mlx5_core", [Action(options(Action.SKBEdit()) { $0.mark = 7 }, .pipe)]),
        action(
            "police", "action police rate 8mbit burst 200k conform-exceed drop/pipe",
            [
                Action(
                    options(Action.Police()) {
                        $0.rate = .mbit(8)
                        $0.burst = .bytes(200_000)
                        $0.conform = .pipe
                    }, .drop)
            ]),
        action(
            "several", "action skbedit mark 7 action drop", by: "mlx5_core",
            [
                Action(options(Action.SKBEdit()) { $0.mark = 7 }, .pipe), Action(Action.GAct(), .drop),
            ]),
        filter("flower in hardware and software", "protocol ip flower dst_ip 10.0.0.1 action drop", flower([])),
    ]

    private static let drop = [Action(Action.GAct(), .drop)]
    private static func u32(_ flags: FilterFlags) -> Filter {
        Filter(
            options(Filter.U32()) { $0.keys = [.init(value: 0x0a00_0001, mask: .max, offset: 16)] }, on: .parent(.ingress), protocolID: 0x0800, actions: drop, flags: flags)
    }
    private static let classifierTrials: [Trial] = [
        filter("matchall skip_sw", "protocol all matchall skip_sw action drop", by: "cxgb4", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop, flags: .skipSoftware)),
        filter("matchall", "protocol all matchall action drop", by: "cxgb4", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop)),
        filter("u32 skip_sw", "protocol ip u32 match ip dst 10.0.0.1 skip_sw action drop", by: "ixgbe", u32(.skipSoftware)),
        filter("u32", "protocol ip u32 match ip dst 10.0.0.1 action drop", by: "ixgbe", u32([])),
    ]

    private static func qdisc(_ name: String, _ words: String, shown: String = "root.* offloaded", _ driver: String, classes: [TrafficClass] = [], _ qdisc: Qdisc) -> Trial {
        Trial(name: name, command: "tc qdisc add dev $D root \(words)", shown: "tc qdisc show dev $D root | grep -E '\(shown)'", driver: driver) {
            HostState(tables: [], links: [LinkConfiguration($0, qdiscs: [qdisc], classes: classes)])
        }
    }
    private static func silent(_ kind: any TrafficOptions, handle: Handle? = nil) -> Qdisc { Qdisc(kind, handle: handle, offload: .required) }
    private static let qdiscTrials: [Trial] = [
        qdisc(
            "htb", "handle 1: htb offload && tc class add dev $D parent 1: classid 1:1 htb rate 100mbit", "mlx5_core",
            classes: [TrafficClass(Handle(1, 1), parent: Handle(1), TrafficClass.HTB(rate: .mbit(100)))],
            Qdisc(options(Qdisc.HTB()) { $0.offload = true }, handle: Handle(1))),
        qdisc(
            "red", "red limit 400000 min 30000 max 90000 avpkt 1000 burst 55 probability 0.1", "mlxsw_spectrum",
            silent(
                options(Qdisc.RED()) {
                    $0.parameters.limit = 400_000
                    $0.parameters.min = 30_000
                    $0.parameters.max = 90_000
                    $0.parameters.ewmaLog = 5
                    $0.parameters.probabilityLog = 19
                    $0.parameters.idleCellLog = 11
                    $0.parameters.probability = 429_496_730
                })),
        qdisc("prio", "prio", "mlxsw_spectrum", silent(Qdisc.Prio())),
        qdisc(
            "ets", "ets bands 4 strict 2", "mlxsw_spectrum",
            silent(
                options(Qdisc.ETS()) {
                    $0.bands = 4
                    $0.strict = 2
                })),
        qdisc(
            "tbf", "tbf rate 100mbit burst 100k limit 300k", "mlxsw_spectrum",
            silent(
                options(Qdisc.TBF()) {
                    $0.rate = .mbit(100)
                    $0.burst = .bytes(102_400)
                    $0.limit = ByteSize(bytes: 307_200)
                })),
        qdisc("bfifo", "bfifo limit 300k", "mlxsw_spectrum", silent(options(Qdisc.BFIFO()) { $0.limit = ByteSize(bytes: 307_200) })),
        qdisc("mq", "mq", "nfp", silent(Qdisc.MQ())),
        qdisc(
            "mqprio", "mqprio num_tc 2 map 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 queues 1@0 1@1 hw 1", shown: "mqprio", "ice",
            Qdisc(
                options(Qdisc.MQPrio()) {
                    $0.hardware = true
                    $0.map = [0, 1]
                    $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1)]
                })),
        qdisc(
            "etf", "etf clockid CLOCK_TAI delta 300000 offload", shown: "offload on", "igc",
            Qdisc(
                options(Qdisc.ETF()) {
                    $0.clockID = 11
                    $0.delta = .nanoseconds(300_000)
                    $0.offload = true
                })),
        qdisc(
            "cbs", "cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389 offload 1", shown: "offload 1", "igc",
            Qdisc(
                options(Qdisc.CBS()) {
                    $0.idleslope = 98688
                    $0.sendslope = -901_312
                    $0.hicredit = 153
                    $0.locredit = -1389
                    $0.offload = true
                })),
    ]

    private static func rule(_ words: String, _ statements: [Statement]) -> Trial {
        Trial(
            name: "chain with \(words)",
            command: """
                nft add table netdev t && nft "add chain netdev t c { type filter hook ingress device $D priority 1; flags offload; }" \\
                    && nft add rule netdev t c \(words)
                """,
            shown: "nft list chain netdev t c | grep 'flags offload'", driver: "mlx5e_rep"
        ) { device in nft(.netdev, .ingress, priority: 1, devices: [device], offload: .required, statements) }
    }
    private static let chainTrials: [Trial] = [
        rule("ip saddr 10.0.0.1 drop", [match(.ipSaddr, 0x0a00_0001, .equal, .ipv4Address), .verdict(.drop)]),
        rule("ip daddr 10.0.0.1 accept", [match(.ipDaddr, 0x0a00_0001, .equal, .ipv4Address), .verdict(.accept)]),
        rule("tcp dport 80 drop", [match(.tcpDport, 80, .equal, .inetService), .verdict(.drop)]),
        rule("udp sport 53 drop", [match(.udpSport, 53, .equal, .inetService), .verdict(.drop)]),
        rule("ip6 saddr 2001:db8::1 drop", [match(.ip6Saddr, 0x2001_0db8 << 96 | 1, .equal, .ipv6Address), .verdict(.drop)]),
        rule("ether saddr 02:00:00:00:00:05 drop", [match(.etherSaddr, 0x0200_0000_0005, .equal, .etherAddress), .verdict(.drop)]),
        rule("vlan id 5 drop", [match(.vlanId, 5), .verdict(.drop)]),
        rule("ip saddr 10.0.0.1 counter drop", [match(.ipSaddr, 0x0a00_0001, .equal, .ipv4Address), .counter(.init()), .verdict(.drop)]),
        rule("meta l4proto tcp accept", [.match(.field(.meta(.l4proto)), .equal, .value(.number(6, .inetProtocol))), .verdict(.accept)]),
        Trial(
            name: "flowtable", command: "nft add table inet t && nft \"add flowtable inet t f { hook ingress priority 0; devices = { $D }; flags offload; }\"",
            shown: "nft list flowtables | grep 'flags offload'", driver: "mtk_soc_eth"
        ) { device in HostState(tables: [Table(family: .inet, name: "t", flowtables: [flowtable(offload: .required, devices: [device])])]) },
    ]
}
