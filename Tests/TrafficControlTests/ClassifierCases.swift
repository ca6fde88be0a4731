import WeirModel

extension Cases {
    static let classifiers: [Case] = u32 + tables + others + chains

    private static func u32Filter(_ keys: [Filter.U32.Key], classID: Handle? = Handle(1, 0x10), _ change: (inout Filter) -> Void = { _ in }) -> Filter {
        var options = Filter.U32()
        options.keys = keys
        var filter = Filter(options, on: .parent(.ingress), handle: 0x800, classID: classID)
        change(&filter)
        return filter
    }

    /// A u32 filter in the root table of priority 10.
    private static func u32(_ words: String, _ protocolName: String = "ip", _ protocolID: UInt16 = 0x0800, to other: String, _ difference: String, _ filter: Filter? = nil) -> Case {
        let place = "dev d0 ingress protocol \(protocolName) pref 10"
        return Case(
            "u32 \(words)", ["qdisc add dev d0 clsact", "filter add \(place) u32 \(words)"],
            change: "filter del \(place) handle 800::800 u32\nfilter add \(place) handle 800::800 u32 \(other)", difference,
            model: filter.map { Case.atIngress($0, protocolID) })
    }

    private static let u32: [Case] = [
        u32("match ip dst 10.0.0.0/8 flowid 1:10", to: "match ip dst 10.0.0.0/9 flowid 1:10", "keys.0.mask", u32Filter([.init(value: 0x0a00_0000, mask: 0xff00_0000, offset: 16)])),
        u32("match ip dst 10.1.2.3/8 flowid 1:10", to: "match ip dst 11.1.2.3/8 flowid 1:10", "keys.0.value", u32Filter([.init(value: 0x0a01_0203, mask: 0xff00_0000, offset: 16)])),
        u32(
            "match ip src 192.0.2.1 match ip dport 443 0xffff flowid 1:10", to: "match ip src 192.0.2.1 match ip dport 444 0xffff flowid 1:10", "keys.1.value",
            u32Filter([.init(value: 0xc000_0201, mask: .max, offset: 12), .init(value: 443, mask: 0xffff, offset: 20)])),
        u32("match ip protocol 6 0xff match ip tos 0x10 0xff flowid 1:10", to: "match ip protocol 17 0xff match ip tos 0x10 0xff flowid 1:10", "keys.0.value"),
        u32("match u8 0x40 0xf0 at 0 flowid 1:10", to: "match u8 0x60 0xf0 at 0 flowid 1:10", "keys.0.value"),
        u32("match u16 0x0800 0xffff at -2 flowid 1:10", to: "match u16 0x0801 0xffff at -2 flowid 1:10", "keys.0.value"),
        u32("match u32 0x1 0xff at nexthdr+4 flowid 1:10", to: "match u32 0x2 0xff at nexthdr+4 flowid 1:10", "keys.0.value"),
        u32("match ip6 dst 2001:db8::/32 flowid 1:10", "ipv6", 0x86dd, to: "match ip6 dst 2001:db9::/32 flowid 1:10", "keys.0.value", u32Filter([.init(value: 0x2001_0db8, mask: .max, offset: 24)])),
        u32("match ether src 02:00:00:00:00:01 flowid 1:10", to: "match ether src 02:00:00:00:00:02 flowid 1:10", "keys.1.value"),
        u32("match mark 7 0xff flowid 1:10", to: "match mark 8 0xff flowid 1:10", "mark.value 7, is 8"),
        u32(
            "match u32 0 0 indev d1 flowid 1:10", to: "match u32 0 0 indev lo flowid 1:10", "indev d1, is lo",
            u32Filter([.init(value: 0, mask: 0, offset: 0)]) { filter in
                var options = filter.classifier.as(Filter.U32.self) ?? Filter.U32()
                options.indev = "d1"
                filter.classifier = Filter.Classifier(options)
            }),
        u32("skip_hw match u32 0 0 flowid 1:10", to: "match u32 0 0 flowid 1:10", "flags 1, is 0", u32Filter([.init(value: 0, mask: 0, offset: 0)]) { $0.flags = .skipHardware }),
        u32("skip_sw match u32 0 0 flowid 1:10", to: "match u32 0 0 flowid 1:10", "flags 2, is 0", u32Filter([.init(value: 0, mask: 0, offset: 0)]) { $0.flags = .skipSoftware }),
        u32("match u32 0 0 flowid 1:10", to: "match u32 0 0 flowid 1:11", "classid 1:10, is 1:11", u32Filter([.init(value: 0, mask: 0, offset: 0)])),
        Case(
            "u32 filters in the order of their numbers",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 u32 match ip dst 10.0.0.1 flowid 1:1",
                "filter add dev d0 ingress protocol ip pref 10 handle ::5 u32 match ip dst 10.0.0.2 flowid 1:2",
                "filter add dev d0 ingress protocol ip pref 10 u32 match ip dst 10.0.0.3 flowid 1:3", "filter add dev d0 ingress protocol ip pref 20 u32 match ip dst 10.0.0.4 flowid 1:4",
            ], change: "filter del dev d0 ingress protocol ip pref 10 handle 800::801 u32", "handle 0x801: missing"),
        Case(
            "priorities that the kernel chose",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 egress protocol ip u32 match ip dst 10.0.0.1 flowid 1:1", "filter add dev d0 egress protocol ipv6 u32 match u32 0 0 flowid 1:2",
            ], change: "filter add dev d0 egress protocol arp u32 match u32 0 0 flowid 1:3", "not in the policy"),
    ]

    private static let tables: [Case] = [
        Case(
            "u32 hash table",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 handle 2: u32 divisor 256",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 2:7b: match ip src 10.0.0.123 flowid 1:1",
                "filter add dev d0 ingress protocol ip pref 10 handle 2:7b:5 u32 ht 2:7b: match ip src 10.1.0.123 flowid 1:2",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 2:1: match ip src 10.0.0.1 flowid 1:3",
                "filter add dev d0 ingress protocol ip pref 10 u32 match ip src 10.0.0.0/8 link 2: hashkey mask 0x000000ff at 12",
            ], change: "filter del dev d0 ingress protocol ip pref 10 handle 2:7b:5 u32", "missing"),
        Case(
            "u32 tables that lead on",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 handle 3: u32 divisor 1", "filter add dev d0 ingress protocol ip pref 10 handle 4: u32 divisor 4",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 3:: match tcp dst 80 0xffff flowid 1:1", "filter add dev d0 ingress protocol ip pref 10 u32 ht 4:2: match u32 0 0 flowid 1:2",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 800:: match ip protocol 6 0xff link 3: offset at 0 mask 0x0f00 shift 6 plus 0 eat",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 800:: match ip protocol 17 0xff link 4: hashkey mask 0x3 at 16 offset plus 20",
            ], change: "filter del dev d0 ingress protocol ip pref 10 handle 800::801 u32", "handle 0x801: missing"),
        Case(
            "u32 of one priority on both sides",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 u32 match ip dst 10.0.0.1 flowid 1:1",
                "filter add dev d0 egress protocol ip pref 10 u32 match ip dst 10.0.0.2 flowid 1:2", "filter add dev d0 egress chain 3 protocol ip pref 10 u32 match ip dst 10.0.0.3 flowid 1:3",
            ], change: "filter del dev d0 egress protocol ip pref 10 u32", "u32 at egress pref 10 handle 0x800: missing"),
        Case(
            "u32 of one priority at a qdisc and its class",
            [
                "qdisc add dev d0 root handle 1: htb", "class add dev d0 parent 1: classid 1:1 htb rate 1mbit", "filter add dev d0 parent 1: protocol ip pref 10 u32 match ip dst 10.0.0.1 flowid 1:1",
                "filter add dev d0 parent 1:1 protocol ip pref 10 u32 match ip dst 10.0.0.2 flowid 1:2",
            ], change: "filter del dev d0 parent 1:1 protocol ip pref 10 u32", "u32 at 1:1 pref 10 handle 0x800: missing"),
        Case(
            "u32 sample",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 handle 2: u32 divisor 16",
                "filter add dev d0 ingress protocol ip pref 10 u32 ht 2: sample u32 0x00000800 0x0000ff00 at 12 match ip src 10.0.8.0/24 flowid 1:1",
            ], change: "filter add dev d0 ingress protocol ip pref 10 handle 2:9:1 u32 ht 2:9: match u32 0 0 flowid 1:2", "not in the policy"),
    ]

    private static let others: [Case] = [
        .filter("matchall classid 1:10", protocolName: "all", 3, to: "", "").replacedBy(
            "filter del dev d0 ingress pref 10\nfilter add dev d0 ingress protocol all pref 10 handle 1 matchall classid 1:11", "classid 1:10, is 1:11",
            Filter(Filter.MatchAll(), on: .parent(.ingress), classID: Handle(1, 0x10))),
        .filter("matchall skip_hw classid 1:10", protocolName: "ip", 0x0800, to: "", "").replacedBy(
            "filter del dev d0 ingress pref 10\nfilter add dev d0 ingress protocol ip pref 10 handle 1 matchall classid 1:10", "flags 1, is 0",
            Filter(Filter.MatchAll(), on: .parent(.ingress), protocolID: 0x0800, classID: Handle(1, 0x10), flags: .skipHardware)),
        .filter("basic classid 1:10", protocolName: "ip", 0x0800, to: "classid 1:11", "classid 1:10, is 1:11", Filter(Filter.Basic(), on: .parent(.ingress), classID: Handle(1, 0x10))),
        .filter(
            "basic match 'cmp(u16 at 2 layer network mask 0xffff gt 100)' classid 1:10", protocolName: "ip", 0x0800, to: "match 'cmp(u16 at 2 layer network mask 0xffff lt 100)' classid 1:10",
            "ematches"),
        .filter(
            "basic match 'meta(priority mask 0xff eq 0x10) and not (u32(u32 0x0a000001 0xffffffff at 16) or nbyte(\"abc\" at 4 layer transport))' classid 1:10", protocolName: "ip", 0x0800,
            to: "match 'meta(priority mask 0xff eq 0x11)' classid 1:10", "ematches"),
        .filter("basic match 'canid(sff 0x123 eff 0x4)' classid 1:10", protocolName: "all", 3, to: "match 'canid(sff 0x124)' classid 1:10", "ematches"),
        .filter(
            "fw classid 1:10", protocolName: "ip", 0x0800, to: "classid 1:11", "classid 1:10, is 1:11", handle: "7", Filter(Filter.FW(), on: .parent(.ingress), handle: 7, classID: Handle(1, 0x10))),
        .filter("fw indev d1 classid 1:10", protocolName: "all", 3, to: "indev lo classid 1:10", "indev d1, is lo", handle: "0x10/0xf0"),
        .filter("bpf bytecode '4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0' classid 1:10", protocolName: "ip", 0x0800, to: "bytecode '1,6 0 0 1' classid 1:10", "program.bytecode"),
        .filter("bpf bytecode '1,6 0 0 0' skip_hw classid 1:10", protocolName: "all", 3, to: "bytecode '1,6 0 0 0' skip_hw classid 1:11", "classid"),
        Case(
            "cgroup", ["qdisc add dev d0 root handle 1: htb", "filter add dev d0 parent 1: protocol ip pref 10 handle 1 cgroup"],
            change: "filter del dev d0 parent 1: pref 10", "missing"
        ) {
            LinkConfiguration(
                "d0", qdiscs: [Qdisc(Qdisc.HTB(), handle: Handle(1))],
                filters: [Filter(Filter.CGroup(), on: .parent(Handle(1)), priority: 10, protocolID: 0x0800, handle: 1)])
        },
        Case(
            "flow",
            ["qdisc add dev d0 root handle 1: prio bands 4", "filter add dev d0 parent 1: protocol all pref 10 handle 1 flow hash keys src,dst,proto-dst divisor 4 baseclass 1:1 perturb 60"],
            change: "filter replace dev d0 parent 1: protocol all pref 10 handle 1 flow hash keys src,dst,proto-dst divisor 3 baseclass 1:1 perturb 60", "divisor 4, is 3"
        ) {
            var options = Filter.Flow()
            (options.mode, options.keys, options.divisor, options.baseClass, options.perturb) = (.hash, [.src, .dst, .protoDst], 4, Handle(1, 1), .seconds(60))
            return LinkConfiguration(
                "d0",
                qdiscs: [
                    Qdisc(
                        {
                            var bands = Qdisc.Prio()
                            bands.bands = 4
                            return bands
                        }(), handle: Handle(1))
                ],
                filters: [Filter(options, on: .parent(Handle(1)), priority: 10, handle: 1)])
        },
        Case(
            "flow map",
            ["qdisc add dev d0 root handle 1: prio bands 4", "filter add dev d0 parent 1: protocol all pref 10 handle 1 flow map key dst and 0xff or 0x1 rshift 2 addend 3 divisor 256 baseclass 1:1"],
            change: "filter replace dev d0 parent 1: protocol all pref 10 handle 1 flow map key dst and 0xff or 0x1 rshift 3 addend 3 divisor 256 baseclass 1:1", "rightShift 2, is 3"),
        Case(
            "route",
            [
                "qdisc add dev d0 root handle 1: htb", "filter add dev d0 parent 1: protocol ip pref 10 route from 5 to 10 flowid 1:10",
                "filter add dev d0 parent 1: protocol ip pref 10 route to 11 flowid 1:11",
                "filter add dev d0 parent 1: protocol ip pref 10 route fromif d1 flowid 1:12",
            ], change: "filter add dev d0 parent 1: protocol ip pref 10 route to 12 flowid 1:13", "not in the policy"),
        Case(
            "basic filters of one priority",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 10 handle 1 basic classid 1:1", "filter add dev d0 ingress protocol ip pref 10 handle 2 basic classid 1:2",
                "filter add dev d0 ingress protocol ip pref 10 handle 3 basic classid 1:3",
            ], change: "filter replace dev d0 ingress protocol ip pref 10 handle 2 basic classid 1:4", "handle 0x2: classid 1:2, is 1:4"),
    ]

    private static let chains: [Case] = [
        Case(
            "chains",
            [
                "qdisc add dev d0 clsact", "filter add dev d0 ingress chain 1 protocol ip pref 10 u32 match ip dst 10.0.0.1 flowid 1:1",
                "filter add dev d0 ingress chain 7 protocol ip pref 10 u32 match ip dst 10.0.0.2 flowid 1:2", "filter add dev d0 ingress protocol ip pref 10 u32 match ip dst 10.0.0.3 flowid 1:3",
            ], change: "filter del dev d0 ingress chain 7 protocol ip pref 10", "chain 7 pref 10 handle 0x800: missing"),
        Case(
            "chain with a template",
            [
                "qdisc add dev d0 clsact", "chain add dev d0 ingress proto ip chain 11 flower dst_mac 00:00:00:00:00:00/ff:ff:ff:ff:ff:00 dst_ip 0.0.0.0/16",
                "filter add dev d0 ingress protocol ip pref 10 handle 1 chain 11 flower dst_mac aa:11:22:33:44:55/ff:ff:ff:ff:ff:00 dst_ip 10.0.0.0/16 classid 1:1",
            ], change: "filter del dev d0 ingress chain 11", "missing"),
        Case("an empty chain", ["qdisc add dev d0 clsact", "chain add dev d0 egress chain 22"], change: "chain del dev d0 egress chain 22", "chain 22 at egress: missing"),
    ]
}

extension Case {
    /// Kinds that the kernel takes no changes of: what stock tc does instead.
    fileprivate func replacedBy(_ change: String, _ difference: String, _ filter: Filter) -> Case {
        var copy = self
        copy.change = change
        copy.difference = difference
        copy.model = Case.atIngress(filter, filter.protocolID, handle: 1)
        return copy
    }
}
