import WeirModel

extension Cases {
    /// Qdiscs with classes, and what hangs on the classes.
    static let trees: [Case] = [
        Case(
            "htb tree",
            [
                "qdisc add dev d0 root handle 1: htb default 30", "class add dev d0 parent 1: classid 1:1 htb rate 100mbit ceil 100mbit burst 15k cburst 15k",
                "class add dev d0 parent 1:1 classid 1:10 htb rate 30mbit ceil 100mbit prio 1 quantum 6000",
                "class add dev d0 parent 1:1 classid 1:20 htb rate 40gbit ceil 50gbit prio 2",
                "class add dev d0 parent 1:1 classid 1:30 htb rate 1mbit ceil 2mbit burst 5k overhead 24 mpu 64 linklayer atm",
            ], change: "class change dev d0 parent 1:1 classid 1:10 htb rate 30mbit ceil 90mbit prio 1 quantum 6000", "class htb 1:10: ceil 100mbit, is 90mbit"
        ) {
            func of(_ minor: UInt16, under parent: UInt16, _ rate: BitRate, _ change: (inout TrafficClass.HTB) -> Void) -> TrafficClass {
                var options = TrafficClass.HTB(rate: rate)
                change(&options)
                return TrafficClass(Handle(1, minor), parent: Handle(1, parent), options)
            }
            var root = Qdisc.HTB()
            root.defaultClass = 0x30
            return LinkConfiguration(
                "d0", qdiscs: [Qdisc(root, handle: Handle(1))],
                classes: [
                    of(1, under: 0, .mbit(100)) { ($0.burst, $0.cburst) = (.bytes(15360), .bytes(15360)) },
                    of(0x10, under: 1, .mbit(30)) { ($0.ceil, $0.priority, $0.quantum) = (.mbit(100), 1, 6000) },
                    of(0x20, under: 1, .gbit(40)) { ($0.ceil, $0.priority) = (.gbit(50), 2) },
                    of(0x30, under: 1, .mbit(1)) { ($0.ceil, $0.burst, $0.overhead, $0.mpu, $0.linkLayer) = (.mbit(2), .bytes(5120), 24, 64, .atm) },
                ])
        },
        Case(
            "htb with leaves and filters",
            [
                "qdisc add dev d0 root handle 1: htb default 20 r2q 100", "class add dev d0 parent 1: classid 1:10 htb rate 10mbit",
                "class add dev d0 parent 1: classid 1:20 htb rate 20mbit", "class add dev d0 parent 1:20 classid 1:21 htb rate 5mbit",
                "qdisc add dev d0 parent 1:10 handle 10: pfifo limit 33", "qdisc add dev d0 parent 1:21 handle 21: tbf rate 4mbit burst 10k limit 60k",
                "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 22 0xffff flowid 1:10",
                "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 23 0xffff flowid 1:21",
                "filter add dev d0 parent 1:20 protocol ip pref 2 u32 match ip src 10.0.0.0/8 flowid 1:21",
            ], change: "qdisc change dev d0 parent 1:10 handle 10: pfifo limit 34", "qdisc pfifo 10: at 1:10: limit 33, is 34"),
        Case(
            "htb loses a class",
            [
                "qdisc add dev d0 root handle 1: htb", "class add dev d0 parent 1: classid 1:1 htb rate 10mbit", "class add dev d0 parent 1:1 classid 1:2 htb rate 5mbit",
                "class add dev d0 parent 1:1 classid 1:3 htb rate 5mbit",
            ], change: "class del dev d0 classid 1:3", "class htb 1:3: missing"),
        Case(
            "htb moves a class to which a filter leads",
            [
                "qdisc add dev d0 root handle 1: htb", "class add dev d0 parent 1: classid 1:1 htb rate 10mbit", "class add dev d0 parent 1: classid 1:2 htb rate 10mbit",
                "class add dev d0 parent 1:1 classid 1:3 htb rate 5mbit", "qdisc add dev d0 parent 1:3 handle 3: pfifo limit 5",
                "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 22 0xffff flowid 1:3", "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 23 0xffff flowid 1:2",
            ],
            change: [
                "filter del dev d0 parent 1: protocol ip pref 1 handle 800::800 u32", "class del dev d0 classid 1:3", "class add dev d0 parent 1:2 classid 1:3 htb rate 5mbit",
                "qdisc add dev d0 parent 1:3 handle 3: pfifo limit 5", "filter add dev d0 parent 1: protocol ip pref 1 handle 800::800 u32 match ip dport 22 0xffff flowid 1:3",
            ].joined(separator: "\n"), "class htb 1:3: parent 1:1, is 1:2"),
        Case(
            "hfsc tree",
            [
                "qdisc add dev d0 root handle 1: hfsc default 2", "class add dev d0 parent 1: classid 1:1 hfsc sc rate 10mbit ul rate 20mbit",
                "class add dev d0 parent 1:1 classid 1:2 hfsc rt m1 5mbit d 10ms m2 1mbit ls m2 2mbit", "qdisc add dev d0 parent 1:2 handle 2: sfq perturb 10",
            ], change: "class change dev d0 parent 1:1 classid 1:2 hfsc rt m1 5mbit d 20ms m2 1mbit ls m2 2mbit", "class hfsc 1:2: realTime.d 10ms, is 20ms"
        ) {
            var root = Qdisc.HFSC()
            root.defaultClass = 2
            var outer = TrafficClass.HFSC()
            var inner = TrafficClass.HFSC()
            (outer.realTime, outer.linkSharing, outer.upperLimit) = (.init(m2: .mbit(10)), .init(m2: .mbit(10)), .init(m2: .mbit(20)))
            inner.realTime = .init(m1: .mbit(5), d: .milliseconds(10), m2: .mbit(1))
            inner.linkSharing = .init(m2: .mbit(2))
            var leaf = Qdisc.SFQ()
            leaf.perturb = 10
            return LinkConfiguration(
                "d0", qdiscs: [Qdisc(root, handle: Handle(1)), Qdisc(leaf, parent: Handle(1, 2), handle: Handle(2))],
                classes: [TrafficClass(Handle(1, 1), parent: Handle(1), outer), TrafficClass(Handle(1, 2), parent: Handle(1, 1), inner)])
        },
        Case(
            "drr with classes",
            [
                "qdisc add dev d0 root handle 1: drr", "class add dev d0 parent 1: classid 1:1 drr", "class add dev d0 parent 1: classid 1:2 drr quantum 3000",
                "qdisc add dev d0 parent 1:2 handle 2: pfifo limit 9",
            ],
            change: "class change dev d0 parent 1: classid 1:2 drr quantum 3001", "class drr 1:2: quantum"
        ) {
            var second = TrafficClass.DRR()
            second.quantum = .bytes(3000)
            var leaf = Qdisc.PFIFO()
            leaf.limit = 9
            return LinkConfiguration(
                "d0", qdiscs: [Qdisc(Qdisc.DRR(), handle: Handle(1)), Qdisc(leaf, parent: Handle(1, 2), handle: Handle(2))],
                classes: [TrafficClass(Handle(1, 1), parent: Handle(1), TrafficClass.DRR()), TrafficClass(Handle(1, 2), parent: Handle(1), second)])
        },
        Case(
            "qfq with classes",
            ["qdisc add dev d0 root handle 1: qfq", "class add dev d0 parent 1: classid 1:1 qfq weight 10 maxpkt 1500", "class add dev d0 parent 1: classid 1:2 qfq weight 20"],
            change: "class change dev d0 parent 1: classid 1:1 qfq weight 11 maxpkt 1500", "class qfq 1:1: weight 10, is 11"
        ) {
            var first = TrafficClass.QFQ()
            var second = TrafficClass.QFQ()
            (first.weight, first.maxPacket, second.weight) = (10, .bytes(1500), 20)
            return LinkConfiguration(
                "d0", qdiscs: [Qdisc(Qdisc.QFQ(), handle: Handle(1))],
                classes: [TrafficClass(Handle(1, 1), parent: Handle(1), first), TrafficClass(Handle(1, 2), parent: Handle(1), second)])
        },
        Case(
            "ets with a leaf",
            ["qdisc add dev d0 root handle 1: ets bands 3 strict 1 quanta 2000 1000", "qdisc add dev d0 parent 1:2 handle 2: fq_codel limit 100"],
            change: "class change dev d0 classid 1:2 ets quantum 2001", "quanta.0"),
        Case(
            "prio with leaves",
            [
                "qdisc add dev d0 root handle 1: prio bands 4", "qdisc add dev d0 parent 1:1 handle 11: sfq perturb 5", "qdisc add dev d0 parent 1:3 handle 13: netem delay 5ms",
                "qdisc add dev d0 parent 13:1 handle 14: tbf rate 1mbit burst 10k limit 60k",
            ],
            change: "qdisc change dev d0 parent 13:1 handle 14: tbf rate 2mbit burst 10k limit 60k", "qdisc tbf 14: at 13:1: rate 1mbit, is 2mbit"),
        Case(
            "multiq with leaves", ["qdisc add dev d0 root handle 1: multiq", "qdisc add dev d0 parent 1:2 handle 2: pfifo limit 7"],
            change: "qdisc change dev d0 parent 1:2 handle 2: pfifo limit 8", "qdisc pfifo 2: at 1:2: limit 7, is 8"),
        Case(
            "mq with leaves", ["qdisc add dev d0 root handle 1: mq", "qdisc add dev d0 parent 1:1 handle 11: fq_codel", "qdisc add dev d0 parent 1:2 handle 12: tbf rate 1mbit burst 10k limit 60k"],
            change: "qdisc replace dev d0 parent 1:1 handle 11: fq_codel noecn", "qdisc fq_codel 11: at 1:1: ecn true, is false"),
        Case(
            "mqprio with leaves",
            [
                "qdisc add dev d0 root handle 1: mqprio num_tc 2 map 0 1 0 1 queues 4@0 4@4 hw 0", "qdisc add dev d0 parent 1:1 handle 11: pfifo limit 44",
                "qdisc add dev d0 parent 1:5 handle 15: cbs locredit -1 hicredit 3 sendslope -98 idleslope 2",
            ], change: "qdisc change dev d0 parent 1:5 handle 15: cbs locredit -1 hicredit 4 sendslope -98 idleslope 2", "qdisc cbs 15: at 1:5: hicredit 3, is 4"),
        Case(
            "cake below htb",
            ["qdisc add dev d0 root handle 1: htb default 1", "class add dev d0 parent 1: classid 1:1 htb rate 50mbit", "qdisc add dev d0 parent 1:1 handle 8001: cake bandwidth 45mbit"],
            change: "class change dev d0 parent 1: classid 1:1 htb rate 51mbit ceil 50mbit", "class htb 1:1: rate 50mbit, is 51mbit"),
    ]
}
