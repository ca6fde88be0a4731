import WeirModel

/// What the kernel is asked on each device.
extension KernelVerdictTests {
    static let trials: [Trial] = filterTrials + qdiscTrials + nftTrials

    private static func filter(_ name: String, _ words: String, inHardware: Bool = false, _ filter: Filter) -> Trial {
        let side = filter.attachment == .parent(.egress) ? "egress" : "ingress"
        return Trial(name: name, command: "tc qdisc add dev $D clsact; tc filter add dev $D \(side) \(words)", inHardware: inHardware) { device in
            HostState(tables: [], links: [LinkConfiguration(device, qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [filter])])
        }
    }

    private static let drop = [Action(Action.GAct(), .drop)]
    private static let filterTrials: [Trial] = [
        filter("flower skip_sw", "protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower()),
        filter("flower", "protocol ip flower dst_ip 10.0.0.1 action drop", flower([])),
        filter("flower skip_hw", "protocol ip flower skip_hw dst_ip 10.0.0.1 action drop", flower(.skipHardware)),
        filter("flower egress skip_sw", "protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower(on: .parent(.egress))),
        filter("flower chain skip_sw", "chain 1 protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower(chain: 1)),
        filter("flower vlan skip_sw", "protocol 802.1q flower skip_sw vlan_id 5 action drop", flower(protocol: 0x8100) { $0.vlan = .init(id: 5) }),
        filter("matchall skip_sw", "protocol all matchall skip_sw action drop", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop, flags: .skipSoftware)),
        filter("matchall", "protocol all matchall action drop", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop)),
        filter(
            "u32 skip_sw", "protocol ip u32 match ip dst 10.0.0.1 skip_sw action drop", inHardware: true,
            Filter(
                options(Filter.U32()) { $0.keys = [.init(value: 0x0a00_0001, mask: .max, offset: 16)] }, on: .parent(.ingress), protocolID: 0x0800, actions: drop,
                flags: .skipSoftware)),
    ]

    private static func qdisc(_ name: String, _ words: String, _ qdisc: Qdisc) -> Trial {
        Trial(name: name, command: "tc qdisc add dev $D root \(words)") { HostState(tables: [], links: [LinkConfiguration($0, qdiscs: [qdisc])]) }
    }
    private static let map = "map 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
    private static func taprio(_ flags: UInt32?, _ clock: Int32?) -> Qdisc {
        Qdisc(
            options(Qdisc.Taprio()) {
                $0.flags = flags
                $0.clockID = clock
                $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1)]
            })
    }
    private static let schedule = "base-time 0 sched-entry S 1 300000 sched-entry S 2 300000"
    private static let qdiscTrials: [Trial] = [
        qdisc("htb offload", "handle 1: htb offload", Qdisc(options(Qdisc.HTB()) { $0.offload = true }, handle: Handle(1))),
        qdisc("htb", "handle 1: htb", Qdisc(Qdisc.HTB(), handle: Handle(1))),
        qdisc("mqprio hw", "mqprio num_tc 2 \(map) queues 1@0 1@1 hw 1", mqprio([(1, 0), (1, 1)], hardware: true)),
        qdisc("mqprio", "mqprio num_tc 2 \(map) queues 1@0 1@1 hw 0", mqprio([(1, 0), (1, 1)])),
        qdisc("mqprio too many", "mqprio num_tc 2 \(map) queues 1@0 30@1 hw 0", mqprio([(1, 0), (30, 1)])),
        qdisc("etf offload", "etf clockid CLOCK_TAI delta 300000 offload", etf(11, offload: true)),
        qdisc("etf", "etf clockid CLOCK_TAI delta 300000", etf(11, offload: false)),
        qdisc("etf monotonic", "etf clockid CLOCK_MONOTONIC delta 300000", etf(1, offload: false)),
        qdisc("cbs offload", "cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389 offload 1", Qdisc(options(Qdisc.CBS()) { $0.offload = true })),
        qdisc("cbs", "cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389 offload 0", Qdisc(Qdisc.CBS())),
        qdisc("taprio full", "taprio num_tc 2 \(map) queues 1@0 1@1 \(schedule) flags 0x2", taprio(2, nil)),
        qdisc("taprio", "taprio num_tc 2 \(map) queues 1@0 1@1 \(schedule) clockid CLOCK_TAI", taprio(nil, 11)),
        qdisc("mq", "mq", Qdisc(Qdisc.MQ())),
    ]
    private static func etf(_ clock: Int32, offload: Bool) -> Qdisc {
        Qdisc(
            options(Qdisc.ETF()) {
                $0.clockID = clock
                $0.offload = offload
                $0.delta = .nanoseconds(300_000)
            })
    }

    private static func chain(_ name: String, _ words: String, priority: Int32, policy: ChainPolicy? = nil, offload: Offload = .required) -> Trial {
        Trial(name: name, command: "nft add table netdev t; nft \"add chain netdev t c { type filter hook ingress device $D priority \(words) }\"") { device in
            nft(.netdev, .ingress, priority: priority, policy: policy, devices: [device], offload: offload)
        }
    }
    private static func flows(_ name: String, _ flags: String, offload: Offload) -> Trial {
        Trial(name: name, command: "nft add table inet t; nft \"add flowtable inet t f { hook ingress priority 0; devices = { $D }; \(flags) }\"") { device in
            HostState(tables: [Table(family: .inet, name: "t", flowtables: [flowtable(offload: offload, devices: [device])])])
        }
    }
    private static let nftTrials: [Trial] = [
        chain("chain offload", "1; flags offload;", priority: 1),
        Trial(
            name: "chain offload with a rule",
            command: "nft add table netdev t; nft \"add chain netdev t c { type filter hook ingress device $D priority 1; flags offload; }\" && nft add rule netdev t c ip saddr 10.0.0.1 drop"
        ) { device in
            nft(.netdev, .ingress, priority: 1, devices: [device], offload: .required, [match(.ipSaddr, 0x0a00_0001, .equal, .ipv4Address), WeirModel.Statement.verdict(.drop)])
        },
        chain("chain offload priority 0", "0; flags offload;", priority: 0),
        chain("chain offload policy drop", "1; policy drop; flags offload;", priority: 1, policy: .drop),
        chain("chain", "1;", priority: 1, offload: .never),
        flows("flowtable offload", "flags offload;", offload: .required),
        flows("flowtable", "", offload: .never),
    ]
}
