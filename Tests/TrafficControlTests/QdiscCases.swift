import WeirModel

extension Cases {
    static let qdiscs: [Case] = queues + bands + shapers + managed + timed + places

    private static func with<Options: TrafficOptions>(_ options: Options, _ change: (inout Options) -> Void) -> Options {
        var copy = options
        change(&copy)
        return copy
    }

    private static let queues: [Case] = [
        .qdisc("pfifo limit 50", to: "limit 60", "limit 50, is 60", with(Qdisc.PFIFO()) { $0.limit = 50 }),
        .qdisc("bfifo limit 30000", to: "limit 30001", "limit", with(Qdisc.BFIFO()) { $0.limit = .bytes(30000) }),
        .qdisc("pfifo_head_drop limit 9", to: "limit 10", "limit 9, is 10", with(Qdisc.PFIFOHeadDrop()) { $0.limit = 9 }),
        .qdisc("pfifo_fast", to: "pfifo limit 3", "kind pfifo_fast, is pfifo", verb: "replace", Qdisc.PFIFOFast()),
        .qdisc("skbprio limit 100", to: "limit 101", "limit 100, is 101", with(Qdisc.SKBPrio()) { $0.limit = 100 }),
        .qdisc("plug", to: "pfifo limit 3", "kind plug, is pfifo", verb: "replace", Qdisc.Plug()),
        .qdisc("blackhole", to: "pfifo limit 3", "kind blackhole, is pfifo", verb: "replace", Qdisc.Blackhole()),
        .qdisc("noqueue", to: "pfifo limit 3", "kind noqueue, is pfifo", verb: "replace", Qdisc.NoQueue()),
        .qdisc("sfq perturb 10 quantum 3000", to: "sfq perturb 11 quantum 3000", "perturb 10, is 11", verb: "change", with(Qdisc.SFQ()) { ($0.perturb, $0.quantum) = (10, .bytes(3000)) }).remade,
        .qdisc("sfq limit 500 depth 60 divisor 512 flows 200 headdrop", to: "sfq limit 400", "limit 500, is 400", verb: "change").remade,
        .qdisc(
            "sfq redflowlimit 100000 min 8000 max 60000 probability 0.20 ecn headdrop", to: "sfq redflowlimit 100000 min 8000 max 70000 probability 0.20 ecn headdrop", "red.max 60000, is 70000",
            verb: "change"
        ).remade,
    ]

    private static let bands: [Case] = [
        .qdisc("sfb", to: "sfb limit 77", "limit", Qdisc.SFB()).remade,
        .qdisc("prio", to: "bands 4", "bands 3, is 4", Qdisc.Prio()),
        .qdisc(
            "prio bands 5 priomap 0 1 2 3 4 0 1 2 3 4 0 1 2 3 4 0", to: "bands 5 priomap 1 1 2 3 4 0 1 2 3 4 0 1 2 3 4 0", "priomap",
            with(Qdisc.Prio()) { ($0.bands, $0.priomap) = (5, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0]) }),
        .qdisc("multiq", to: "pfifo limit 3", "kind multiq, is pfifo", verb: "replace", Qdisc.MultiQ()),
        .qdisc("mq", to: "pfifo limit 3", "kind mq, is pfifo", verb: "replace", Qdisc.MQ()),
        .qdisc(
            "mqprio num_tc 3 map 0 1 2 0 1 2 0 1 2 0 1 2 0 1 2 0 queues 2@0 2@2 4@4 hw 0",
            to: "mqprio num_tc 2 map 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 queues 4@0 4@4 hw 0", "queues", verb: "replace",
            with(Qdisc.MQPrio()) {
                $0.map = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]
                $0.queues = [.init(count: 2, offset: 0), .init(count: 2, offset: 2), .init(count: 4, offset: 4)]
            }
        ).remade,
        .qdisc(
            "ets bands 4 strict 2 quanta 3000 1500", to: "ets bands 4 strict 2 quanta 3000 1600", "quanta.1",
            with(Qdisc.ETS()) { ($0.bands, $0.strict, $0.quanta) = (4, 2, [.bytes(3000), .bytes(1500)]) }),
        .qdisc("ets strict 3 priomap 2 1 0", to: "ets strict 3 priomap 2 1 1", "priomap.2", with(Qdisc.ETS()) { ($0.strict, $0.priomap) = (3, [2, 1, 0]) }),
        .qdisc("drr", to: "pfifo limit 3", "kind drr, is pfifo", verb: "replace", Qdisc.DRR()),
        .qdisc("qfq", to: "pfifo limit 3", "kind qfq, is pfifo", verb: "replace", Qdisc.QFQ()),
        .qdisc("hfsc default 10", to: "default 20", "defaultClass", with(Qdisc.HFSC()) { $0.defaultClass = 0x10 }),
        .qdisc(
            "htb default 10 r2q 5 direct_qlen 77", to: "htb default 20 r2q 5 direct_qlen 77", "defaultClass", verb: "replace",
            with(Qdisc.HTB()) { ($0.defaultClass, $0.rateToQuantum, $0.directQueueLength) = (0x10, 5, 77) }
        ).remade,
    ]

    private static let shapers: [Case] = [
        .qdisc(
            "tbf rate 10mbit burst 10k limit 60k", to: "rate 12mbit burst 10k limit 60k", "rate 10mbit, is 12mbit",
            with(Qdisc.TBF()) { ($0.rate, $0.burst, $0.limit) = (.mbit(10), .bytes(10240), .kib(60)) }),
        .qdisc(
            "tbf rate 1mbit burst 32kbit latency 400ms peakrate 2mbit minburst 1540", to: "rate 1mbit burst 32kbit latency 400ms peakrate 3mbit minburst 1540", "peakRate 2mbit, is 3mbit"),
        .qdisc("tbf rate 40gbit burst 100m limit 100m", to: "rate 41gbit burst 100m limit 100m", "rate 40gbit, is 41gbit"),
        .qdisc("tbf rate 8mbit burst 10k limit 60k mpu 64 overhead 4 linklayer atm", to: "rate 8mbit burst 10k limit 60k mpu 128 overhead 4 linklayer atm", "mpu 64, is 128"),
        .qdisc("tbf rate 8mbit burst 10k limit 60k mpu 64", to: "rate 8mbit burst 11k limit 60k mpu 64", "burst"),
        .qdisc(
            "cbs locredit -1470 hicredit 30 sendslope -980000 idleslope 20000", to: "locredit -1470 hicredit 31 sendslope -980000 idleslope 20000", "hicredit 30, is 31",
            with(Qdisc.CBS()) { ($0.locredit, $0.hicredit, $0.sendslope, $0.idleslope) = (-1470, 30, -980_000, 20000) }),
        .qdisc(
            "cake bandwidth 100mbit diffserv4 dual-dsthost nat wash ack-filter overhead 18 mpu 64 rtt 50ms memlimit 8m", to: "bandwidth 90mbit", "bandwidth 100mbit, is 90mbit",
            with(Qdisc.CAKE()) {
                ($0.bandwidth, $0.diffserv, $0.flowMode, $0.nat, $0.wash, $0.ackFilter) = (.mbit(100), .diffserv4, .dualDsthost, true, true, .filter)
                ($0.overhead, $0.mpu, $0.rtt, $0.memoryLimit) = (18, 64, .milliseconds(50), .mib(8))
            }),
        .qdisc("cake", to: "besteffort", "diffserv diffserv3, is besteffort", Qdisc.CAKE()),
        .qdisc("cake unlimited precedence flowblind ingress no-split-gso raw autorate-ingress fwmark 0xff", to: "precedence flowblind egress", "ingress true, is false"),
        .qdisc("cake bandwidth 5mbit diffserv8 triple-isolate ptm overhead 27 ack-filter-aggressive", to: "atm", "atm ptm, is atm"),
        .qdisc(
            "netem delay 100ms 10ms 25% loss 1% 20% duplicate 2% corrupt 0.1% reorder 25% 50% limit 500",
            to: "netem delay 100ms 10ms 25% loss 2% 20% duplicate 2% corrupt 0.1% reorder 25% 50% limit 500", "loss"),
        .qdisc(
            "netem delay 10ms limit 500", to: "netem delay 11ms limit 500", "delay 10ms, is 11ms", with(Qdisc.Netem()) { ($0.delay, $0.limit) = (.milliseconds(10), 500) }),
        .qdisc("netem loss state 10% 90% 5% 80% 2%", to: "netem loss state 11% 90% 5% 80% 2%", "lossModel"),
        .qdisc("netem loss gemodel 1% 10% 70% 0.1% ecn", to: "netem loss gemodel 2% 10% 70% 0.1% ecn", "lossModel"),
        .qdisc("netem rate 5kbit 20 100 5", to: "netem rate 6kbit 20 100 5", "rate.rate 5kbit, is 6kbit"),
        .qdisc("netem rate 50gbit slot 800us 1ms packets 42 bytes 512", to: "netem rate 50gbit slot 900us 1ms packets 42 bytes 512", "slot.minimumDelay"),
        .qdisc("netem delay 1ms reorder 25% gap 5", to: "netem delay 1ms reorder 25% gap 6", "gap 5, is 6"),
        .qdisc(
            "netem delay 10ms 2ms distribution normal", to: "netem delay 10ms 3ms distribution normal", "jitter",
            with(Qdisc.Netem()) { ($0.delay, $0.jitter, $0.distribution) = (.milliseconds(10), .milliseconds(2), "normal") }),
        .qdisc("netem slot distribution pareto 1ms 0.1ms delay 10ms 2ms distribution normal", to: "netem slot distribution pareto 1ms 0.2ms delay 10ms 2ms distribution normal", "slot.jitter"),
    ]

    private static let managed: [Case] = [
        .qdisc(
            "codel limit 500 target 10ms interval 200ms ecn ce_threshold 3ms", to: "limit 501", "limit 500, is 501",
            with(Qdisc.CoDel()) { ($0.limit, $0.target, $0.interval, $0.ecn, $0.ceThreshold) = (500, .milliseconds(10), .milliseconds(200), true, .milliseconds(3)) }),
        .qdisc("codel noecn", to: "ecn", "ecn false, is true"),
        .qdisc(
            "fq_codel limit 5000 flows 512 target 2ms interval 50ms quantum 300 noecn ce_threshold 1ms memory_limit 4m drop_batch 32", to: "target 3ms", "target",
            with(Qdisc.FQCoDel()) {
                ($0.limit, $0.flows, $0.target, $0.interval, $0.quantum) = (5000, 512, .milliseconds(2), .milliseconds(50), .bytes(300))
                ($0.ecn, $0.ceThreshold, $0.memoryLimit, $0.dropBatch) = (false, .milliseconds(1), .mib(4), 32)
            }),
        .qdisc("fq_codel", to: "noecn", "ecn true, is false", Qdisc.FQCoDel()),
        .qdisc("fq_codel ce_threshold 2ms ce_threshold_selector 0x1/0x3", to: "ce_threshold 2ms ce_threshold_selector 0x2/0x3", "ceThresholdSelector 1, is 2"),
        .qdisc(
            "fq limit 5000 flow_limit 50 quantum 3000 initial_quantum 15000 maxrate 100mbit buckets 512 refill_delay 80ms orphan_mask 511 low_rate_threshold 1mbit ce_threshold 2ms timer_slack 5us horizon 5s horizon_cap",
            to: "flow_limit 51", "flowLimit 50, is 51"),
        .qdisc("fq nopacing", to: "pacing", "pacing false, is true", with(Qdisc.FQ()) { $0.pacing = false }),
        .qdisc(
            "pie limit 500 target 20ms tupdate 32ms alpha 3 beta 25 ecn bytemode", to: "alpha 4", "alpha 3, is 4",
            with(Qdisc.PIE()) { ($0.limit, $0.target, $0.tupdate, $0.alpha, $0.beta, $0.ecn, $0.bytemode) = (500, .milliseconds(20), .milliseconds(32), 3, 25, true, true) }),
        .qdisc("pie dq_rate_estimator", to: "no_dq_rate_estimator", "dqRateEstimator true, is false"),
        .qdisc("fq_pie limit 5000 flows 512 target 20ms tupdate 32ms alpha 3 beta 25 quantum 900 memory_limit 2m ecn_prob 20 ecn bytemode", to: "ecn_prob 21", "ecnProbability 20, is 21"),
        .qdisc("fq_pie", to: "alpha 5", "alpha 2, is 5", Qdisc.FQPIE()),
        .qdisc("hhf limit 900 quantum 1200 hh_limit 1024 reset_timeout 80ms admit_bytes 65536 evict_timeout 2s non_hh_weight 3", to: "limit 901", "limit 900, is 901"),
        .qdisc("hhf", to: "non_hh_weight 4", "nonHeavyHitterWeight 2, is 4", Qdisc.HHF()),
        .qdisc("sfb rehash 50000 db 60000 limit 500 max 50 target 40 increment 0.01 decrement 0.001 penalty_rate 20 penalty_burst 30", to: "target 41", "target 40, is 41"),
        .qdisc(
            "red limit 400000 min 30000 max 90000 avpkt 1000 burst 55 bandwidth 10mbit probability 0.05 ecn",
            to: "limit 400001 min 30000 max 90000 avpkt 1000 burst 55 bandwidth 10mbit probability 0.05 ecn", "parameters.limit 400000, is 400001"),
        .qdisc("red limit 400000 min 30000 max 90000 avpkt 1000 adaptive ecn nodrop", to: "limit 400000 min 30000 max 90000 avpkt 1000 adaptive ecn", "parameters.flags"),
        .qdisc("red limit 400000 min 30000 max 90000 avpkt 1000 harddrop ecn", to: "limit 400000 min 31000 max 90000 avpkt 1000 harddrop ecn", "parameters.min"),
        .qdisc("choke limit 1000 min 83 max 250 probability 0.02 ecn bandwidth 10mbit", to: "limit 1001 min 83 max 250 probability 0.02 ecn bandwidth 10mbit", "parameters.limit 1000, is 1001"),
        Case(
            "gred with queues of their own flags",
            [
                "qdisc add dev d0 root handle 1: gred setup DPs 3 default 1 limit 200000",
                "qdisc change dev d0 root handle 1: gred limit 60K min 15K max 25K burst 20 avpkt 1000 bandwidth 10Mbit DP 1 probability 0.1",
                "qdisc change dev d0 root handle 1: gred limit 50K min 10K max 20K burst 20 avpkt 1000 bandwidth 10Mbit DP 2 probability 0.2 ecn",
            ], change: "qdisc change dev d0 root handle 1: gred limit 55K min 10K max 20K burst 20 avpkt 1000 bandwidth 10Mbit DP 2 probability 0.2 ecn", "virtualQueues.1.parameters.limit"),
        Case(
            "gred with priorities",
            [
                "qdisc add dev d0 root handle 1: gred setup DPs 2 default 0 grio",
                "qdisc change dev d0 root handle 1: gred limit 60K min 15K max 25K burst 20 avpkt 1000 bandwidth 10Mbit DP 0 probability 0.1 prio 3",
            ], change: "qdisc change dev d0 root handle 1: gred limit 60K min 15K max 25K burst 20 avpkt 1000 bandwidth 10Mbit DP 0 probability 0.1 prio 4", "virtualQueues.0.priority 3, is 4"),
    ]

    private static let timed: [Case] = [
        .qdisc(
            "etf clockid CLOCK_TAI delta 200000 deadline_mode skip_sock_check", to: "etf clockid CLOCK_TAI delta 300000 deadline_mode skip_sock_check", "delta", verb: "replace",
            with(Qdisc.ETF()) { ($0.delta, $0.deadlineMode, $0.skipSocketCheck) = (.microseconds(200), true, true) }
        ).remade,
        .qdisc(
            "taprio num_tc 3 map 2 2 1 0 2 2 2 2 2 2 2 2 2 2 2 2 queues 1@0 1@1 2@2 base-time 1000 sched-entry S 01 300000 sched-entry S 03 300000 sched-entry S 04 400000 clockid CLOCK_TAI",
            to: "taprio num_tc 3 map 2 2 1 0 2 2 2 2 2 2 2 2 2 2 2 2 queues 1@0 1@1 2@2 base-time 1000 sched-entry S 01 300000 sched-entry S 03 300000 sched-entry S 04 500000 clockid CLOCK_TAI",
            "cycleTime", verb: "replace",
            with(Qdisc.Taprio()) {
                $0.map = [2, 2, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
                $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1), .init(count: 2, offset: 2)]
                ($0.baseTime, $0.clockID) = (1000, 11)
                $0.schedule = [
                    .init(gateMask: 1, interval: .microseconds(300)), .init(gateMask: 3, interval: .microseconds(300)),
                    .init(gateMask: 4, interval: .microseconds(400)),
                ]
            }
        ).remade,
    ]

    private static let places: [Case] = [
        Case("ingress", ["qdisc add dev d0 ingress"], change: "qdisc del dev d0 ingress", "qdisc ingress ffff: at clsact: missing") {
            LinkConfiguration("d0", qdiscs: [Qdisc(Qdisc.Ingress(), parent: .clsact, handle: .ingressQdisc)])
        },
        Case(
            "clsact", ["qdisc add dev d0 clsact", "qdisc add dev d0 root handle 1: tbf rate 1mbit burst 10k limit 60k"],
            change: "qdisc change dev d0 root handle 1: tbf rate 2mbit burst 10k limit 60k", "rate 1mbit, is 2mbit"),
        Case(
            "stab", ["qdisc add dev d0 root handle 1: stab overhead 24 mtu 2047 mpu 64 linklayer atm pfifo limit 10"],
            change: "qdisc replace dev d0 root handle 1: stab overhead 25 mtu 2047 mpu 64 linklayer atm pfifo limit 10", "stab.overhead 24, is 25"),
        Case(
            "stab without a table", ["qdisc add dev d0 root handle 1: stab overhead -4 linklayer ethernet tbf rate 1mbit burst 10k limit 60k"],
            change: "qdisc change dev d0 root handle 1: stab overhead -5 linklayer ethernet tbf rate 1mbit burst 10k limit 60k", "stab.overhead -4, is -5"),
        Case(
            "stab of a size of its own", ["qdisc add dev d0 root handle 1: stab mtu 1500 tsize 128 mpu 96 overhead 8 linklayer ethernet pfifo limit 10"],
            change: "qdisc replace dev d0 root handle 1: stab mtu 1500 tsize 256 mpu 96 overhead 8 linklayer ethernet pfifo limit 10", "stab.tableSize 128, is 256"),
        Case(
            "shared blocks",
            [
                "qdisc add dev d0 ingress_block 21 egress_block 22 clsact", "qdisc add dev d1 ingress_block 21 clsact",
                "filter add block 21 protocol ip pref 10 handle 800::800 u32 match ip dst 192.0.2.0/24 action mirred egress redirect dev d1",
                "filter add block 22 protocol ip pref 10 handle 800::800 u32 match ip src 192.0.2.0/24 action mirred egress mirror dev d1",
            ], change: "filter change block 22 protocol ip pref 10 handle 800::800 u32 match ip src 192.0.2.0/24 action mirred egress redirect dev d1",
            "filter u32 at block 22 pref 10 handle 0x800: action 1 mode egress mirror, is egress redirect"),
        Case(
            "red with events on a block",
            [
                "qdisc add dev d0 root handle 1: red limit 400000 min 30000 max 90000 avpkt 1000 qevent early_drop block 10 qevent mark block 11",
                "filter add block 10 protocol all pref 10 handle 1 matchall action mirred egress mirror dev d1",
            ], change: "filter del block 10 protocol all pref 10", "filter matchall at block 10 pref 10 handle 0x1: missing"),
    ]
}

extension Case {
    /// What can't be changed in place is deleted first.
    var remade: Case {
        var copy = self
        copy.change = "qdisc del dev d0 root\n" + change.replacing("qdisc replace", with: "qdisc add").replacing("qdisc change", with: "qdisc add")
        return copy
    }
}
