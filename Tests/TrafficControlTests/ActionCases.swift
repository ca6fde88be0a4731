import WeirModel

extension Cases {
    static let actions: [Case] = decisions + metering + rewriting + tagging + connectionActions + several

    private static func ipv4(_ text: String) -> IPv4Address { IPv4Address(text) ?? IPv4Address(0) }
    private static func ipv6(_ text: String) -> IPv6Address { IPv6Address(text) ?? IPv6Address(0) }

    /// Options with some of them set.
    private static func with<Options: TrafficOptions>(_ options: Options, _ change: (inout Options) -> Void) -> Options {
        var copy = options
        change(&copy)
        return copy
    }

    private static let decisions: [Case] = [
        .action("gact drop", to: "gact pass", "action 1 control drop, is pass", Action(Action.GAct(), .drop)),
        .action("gact goto chain 5", to: "gact goto chain 6", "action 1 control goto chain 5, is goto chain 6", Action(Action.GAct(), .goto(chain: 5))),
        .action("gact trap", to: "gact reclassify", "action 1 control trap, is reclassify", Action(Action.GAct(), .trap)),
        .action("gact continue", to: "gact pipe", "action 1 control continue, is pipe", Action(Action.GAct(), .continue)),
        .action(
            "gact pass random determ drop 10", to: "gact pass random determ drop 11", "action 1 probability.value 10, is 11",
            Action(with(Action.GAct()) { $0.probability = .init(.determ, value: 10, control: .drop) }, .pass)),
        .action(
            "gact drop random netrand pass 3", to: "gact drop random determ pass 3", "action 1 probability.randomness netrand, is determ",
            Action(with(Action.GAct()) { $0.probability = .init(.netrand, value: 3, control: .pass) }, .drop)),
        .action(
            "mirred egress redirect dev d1", to: "mirred egress mirror dev d1", "action 1 mode egress redirect, is egress mirror",
            Action(Action.Mirred(.egressRedirect, device: "d1"), .stolen)),
        .action(
            "mirred egress mirror dev d1", to: "mirred egress mirror dev lo", "action 1 device d1, is lo",
            Action(Action.Mirred(.egressMirror, device: "d1"), .pipe)),
        .action(
            "mirred ingress redirect dev d1", to: "mirred ingress mirror dev d1", "action 1 mode ingress redirect, is ingress mirror",
            Action(Action.Mirred(.ingressRedirect, device: "d1"), .stolen)),
        .action(
            "mirred ingress mirror dev d1 pass", to: "mirred ingress mirror dev d1 drop", "action 1 control pass, is drop",
            Action(Action.Mirred(.ingressMirror, device: "d1"), .pass)),
        .action(
            "mirred egress redirect dev d1 index 100 cookie a1b2c3", to: "mirred egress redirect dev d1 index 100 cookie a1b2c4", "action 1 cookie a1b2c3, is a1b2c4",
            Action(Action.Mirred(.egressRedirect, device: "d1"), .stolen, cookie: [0xa1, 0xb2, 0xc3])),
        .action(
            "simple sdata \"hello\"", to: "simple sdata \"world\"", "action 1 text hello, is world", Action(with(Action.Simple()) { $0.text = "hello" }, .pipe)),
        .action(
            "sample rate 100 group 5 trunc 64", to: "sample rate 100 group 5 trunc 65", "action 1 truncate 64, is 65",
            Action(with(Action.Sample()) { ($0.rate, $0.group, $0.truncate) = (100, 5, 64) }, .pipe)),
        .action(
            "bpf bytecode '4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0'", to: "bpf bytecode '1,6 0 0 0'", "action 1 program.bytecode",
            Action(
                with(Action.BPF()) {
                    $0.program.bytecode = [
                        .init(code: 40, jumpTrue: 0, jumpFalse: 0, k: 12), .init(code: 21, jumpTrue: 0, jumpFalse: 1, k: 2048),
                        .init(code: 6, jumpTrue: 0, jumpFalse: 0, k: 262144), .init(code: 6, jumpTrue: 0, jumpFalse: 0, k: 0),
                    ]
                }, .pipe)),
        .action("gact drop hw_stats immediate", to: "gact drop hw_stats delayed", "action 1 hw_stats 1, is 2", Action(Action.GAct(), .drop, hardwareStatistics: 1)),
        .action("gact drop hw_stats disabled", to: "gact drop", "action 1 hw_stats", Action(Action.GAct(), .drop, hardwareStatistics: 0)),
        .action("gact drop no_percpu", to: "gact drop", "action 1 flags 1, is 0", Action(Action.GAct(), .drop, flags: .noPerCPUStatistics)),
        .action(
            "gate clockid CLOCK_TAI base-time 200000000000ns sched-entry open 200000000ns -1 8000000b sched-entry close 100000000ns -1 -1",
            to: "gate clockid CLOCK_TAI base-time 200000000000ns sched-entry open 200000000ns -1 8000000b sched-entry close 200000000ns -1 -1", "action 1 ",
            Action(
                with(Action.Gate()) {
                    $0.baseTime = 200_000_000_000
                    $0.entries = [
                        .init(isOpen: true, interval: .milliseconds(200), maxOctets: 8_000_000), .init(isOpen: false, interval: .milliseconds(100)),
                    ]
                }, .pipe)),
    ]

    private static let metering: [Case] = [
        .action(
            "police rate 1mbit burst 10k", to: "police rate 2mbit burst 20k", "action 1 rate 1mbit, is 2mbit",
            Action(with(Action.Police()) { ($0.rate, $0.burst) = (.mbit(1), .bytes(10240)) }, .reclassify)),
        .action(
            "police rate 10mbit burst 20k mtu 2048 conform-exceed drop/pass", to: "police rate 10mbit burst 20k mtu 2048 conform-exceed drop/pipe",
            "action 1 conform pass, is pipe",
            Action(with(Action.Police()) { ($0.rate, $0.burst, $0.mtu, $0.conform) = (.mbit(10), .bytes(20480), 2048, .pass) }, .drop)),
        .action(
            "police rate 5mbit burst 6k peakrate 10mbit mtu 1600 overhead 8 linklayer atm", to: "police rate 5mbit burst 6k peakrate 20mbit mtu 1600 overhead 8 linklayer atm",
            "action 1 peakRate 10mbit, is 20mbit",
            Action(
                with(Action.Police()) {
                    ($0.rate, $0.burst, $0.peakRate, $0.mtu, $0.overhead, $0.linkLayer) = (.mbit(5), .bytes(6144), .mbit(10), 1600, 8, .atm)
                }, .reclassify)),
        .action(
            "police rate 50gbit burst 1m drop", to: "police rate 51gbit burst 1m drop", "action 1 rate 50gbit, is 51gbit",
            Action(with(Action.Police()) { ($0.rate, $0.burst) = (.gbit(50), .bytes(1 << 20)) }, .drop)),
        .action(
            "police pkts_rate 1000 pkts_burst 200 drop", to: "police pkts_rate 2000 pkts_burst 400 drop", "action 1 packetRate 1000, is 2000",
            Action(with(Action.Police()) { ($0.packetRate, $0.packetBurst) = (1000, .bytes(200)) }, .drop)),
        .action(
            "police rate 100mbit burst 100k mpu 64 conform-exceed pipe/continue", to: "police rate 100mbit burst 100k mpu 128 conform-exceed pipe/continue",
            "action 1 mpu 64, is 128", nil),
        .action("police mtu 1500 conform-exceed drop", to: "police mtu 1400 conform-exceed drop", "action 1 mtu 1500, is 1400", Action(with(Action.Police()) { $0.mtu = 1500 }, .drop)),
    ]

    private static let rewriting: [Case] = [
        .action(
            "pedit munge offset 0 u8 set 0x12 munge offset 4 u16 set 0x1234", to: "pedit munge offset 0 u8 set 0x13 munge offset 4 u16 set 0x1234", "action 1 keys.0.value",
            Action(
                with(Action.PEdit()) {
                    $0.keys = [.init(mask: 0x00ff_ffff, value: 0x1200_0000, offset: 0), .init(mask: 0x0000_ffff, value: 0x1234_0000, offset: 4)]
                }, .pass)),
        .action(
            "pedit ex munge ip ttl set 63", to: "pedit ex munge ip ttl set 64", "action 1 keys.0.value",
            Action(with(Action.PEdit()) { $0.keys = [.init(mask: 0x00ff_ffff, value: 63 << 24, offset: 8, header: .ip, command: .set)] }, .pass)),
        .action(
            "pedit ex munge eth dst set 02:00:00:00:00:01 pipe", to: "pedit ex munge eth dst set 02:00:00:00:00:02 pipe", "action 1 keys.1.value",
            Action(
                with(Action.PEdit()) {
                    $0.keys = [
                        .init(mask: 0, value: 0x0200_0000, offset: 0, header: .eth, command: .set),
                        .init(mask: 0x0000_ffff, value: 0x0001_0000, offset: 4, header: .eth, command: .set),
                    ]
                }, .pipe)),
        .action(
            "pedit ex munge tcp dport set 80 munge ip6 hoplimit add 255", to: "pedit ex munge tcp dport set 81 munge ip6 hoplimit add 255", "action 1 keys.0.value",
            Action(
                with(Action.PEdit()) {
                    $0.keys = [
                        .init(mask: 0xffff_0000, value: 80, offset: 0, header: .tcp, command: .set),
                        .init(mask: 0xffff_ff00, value: 255, offset: 4, header: .ip6, command: .add),
                    ]
                }, .pass)),
        .action("pedit ex munge udp sport set 53 munge ip src set 10.0.0.1", to: "pedit ex munge udp sport set 53 munge ip src set 10.0.0.2", "action 1 keys.1.value", nil),
        .action("pedit munge offset 0 u16 at 0 ff 2 set 0x1234", to: "pedit munge offset 0 u16 at 0 ff 3 set 0x1234", "action 1 keys.0.shift", nil),
        .action(
            "skbedit mark 7/0xff priority 1:10", to: "skbedit mark 8/0xff priority 1:10", "action 1 mark 7, is 8",
            Action(with(Action.SKBEdit()) { ($0.mark, $0.markMask, $0.priority) = (7, 0xff, 0x10010) }, .pipe)),
        .action(
            "skbedit queue_mapping 3 ptype host inheritdsfield", to: "skbedit queue_mapping 4 ptype host inheritdsfield", "action 1 queueMapping 3, is 4",
            Action(with(Action.SKBEdit()) { ($0.queueMapping, $0.packetType, $0.inheritDSField) = (3, 0, true) }, .pipe)),
        .action(
            "skbmod set dmac 02:00:00:00:00:01 set etype 0x88b5", to: "skbmod set dmac 02:00:00:00:00:01 set etype 0x88b6", "action 1 etherType",
            Action(with(Action.SKBMod()) { ($0.destinationMAC, $0.etherType) = (MACAddress("02:00:00:00:00:01"), 0x88b5) }, .pipe)),
        .action("skbmod swap mac", to: "skbmod set smac 02:00:00:00:00:01", "action 1 ", Action(with(Action.SKBMod()) { $0.swapMAC = true }, .pipe)),
        .action("skbmod ecn", to: "skbmod swap mac", "action 1 ", Action(with(Action.SKBMod()) { $0.ecn = true }, .pipe)),
        .action(
            "nat ingress 192.0.2.0/24 198.51.100.0 pass", to: "nat ingress 192.0.2.0/24 198.51.101.0 pass", "action 1 new 198.51.100.0, is 198.51.101.0",
            Action(
                with(Action.NAT()) { ($0.old, $0.new, $0.mask, $0.isEgress) = (ipv4("192.0.2.0"), ipv4("198.51.100.0"), ipv4("255.255.255.0"), false) }, .pass)),
        .action(
            "nat egress 10.0.0.1 192.0.2.1", to: "nat ingress 10.0.0.1 192.0.2.1", "action 1 isEgress true, is false",
            Action(with(Action.NAT()) { ($0.old, $0.new, $0.isEgress) = (ipv4("10.0.0.1"), ipv4("192.0.2.1"), true) }, .pass)),
        .action("csum ip4h and tcp and udp", to: "csum ip4h and tcp", "action 1 checksums", Action(Action.Csum(1 | 8 | 16), .pass)),
        .action("csum icmp and igmp and sctp and udplite", to: "csum icmp", "action 1 checksums", Action(Action.Csum(2 | 4 | 32 | 64), .pass)),
        .action(
            "ife encode type 0xeddd allow mark use prio 5 dst 02:00:00:00:00:01", to: "ife encode type 0xeddd allow mark use prio 6 dst 02:00:00:00:00:01",
            "action 1 priority",
            Action(
                with(Action.IFE()) {
                    $0.isEncode = true
                    ($0.etherType, $0.mark, $0.priority, $0.destinationMAC) = (0xeddd, .allow, .use(5), MACAddress("02:00:00:00:00:01"))
                }, .pipe)),
        .action("ife decode pass", to: "ife decode drop", "action 1 control pass, is drop", nil),
        .action("ife encode use tcindex 9", to: "ife encode use tcindex 10", "action 1 tcIndex", nil),
        .action("ife encode", to: "ife encode allow mark", "action 1 mark unset, is allow", nil),
    ]

    private static let tagging: [Case] = [
        .action("vlan pop", to: "vlan push id 5", "action 1 mode pop, is push", Action(Action.VLAN(.pop), .pipe)),
        .action("vlan push id 100 priority 3", to: "vlan push id 101 priority 3", "action 1 id 100, is 101", Action(with(Action.VLAN(.push, id: 100)) { $0.priority = 3 }, .pipe)),
        .action(
            "vlan push id 100 protocol 802.1ad", to: "vlan push id 100 protocol 802.1Q", "action 1 protocolID",
            Action(with(Action.VLAN(.push, id: 100)) { $0.protocolID = 0x88a8 }, .pipe)),
        .action("vlan modify id 7 priority 1", to: "vlan modify id 7 priority 2", "action 1 priority 1, is 2", Action(with(Action.VLAN(.modify, id: 7)) { $0.priority = 1 }, .pipe)),
        .action("vlan pop_eth", to: "vlan pop", "action 1 mode pop_eth, is pop", Action(Action.VLAN(.popEthernet), .pipe)),
        .action(
            "vlan push_eth dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:02", to: "vlan push_eth dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:03", "action 1 sourceMAC",
            Action(
                with(Action.VLAN(.pushEthernet)) { ($0.destinationMAC, $0.sourceMAC) = (MACAddress("02:00:00:00:00:01"), MACAddress("02:00:00:00:00:02")) }, .pipe)),
        .action(
            "mpls push protocol mpls_uc label 123 tc 2 ttl 64 bos 1", to: "mpls push protocol mpls_uc label 124 tc 2 ttl 64 bos 1", "action 1 label 123, is 124",
            Action(with(Action.MPLS(.push)) { ($0.protocolID, $0.label, $0.trafficClass, $0.ttl, $0.bottomOfStack) = (0x8847, 123, 2, 64, 1) }, .pipe)),
        .action("mpls push label 5", to: "mpls push label 6", "action 1 label 5, is 6", Action(with(Action.MPLS(.push)) { $0.label = 5 }, .pipe)),
        .action("mpls pop protocol ipv4", to: "mpls pop protocol ipv6", "action 1 protocolID", Action(with(Action.MPLS(.pop)) { $0.protocolID = 0x0800 }, .pipe)),
        .action("mpls dec_ttl", to: "mpls pop protocol ip", "action 1 ", Action(Action.MPLS(.decrementTTL), .pipe)),
        .action("mpls modify ttl 9", to: "mpls modify ttl 10", "action 1 ttl 9, is 10", Action(with(Action.MPLS(.modify)) { $0.ttl = 9 }, .pipe)),
        .action(
            "mpls mac_push label 17 tc 1", to: "mpls mac_push label 17 tc 2", "action 1 trafficClass 1, is 2", Action(with(Action.MPLS(.macPush)) { ($0.label, $0.trafficClass) = (17, 1) }, .pipe)),
        .action(
            "tunnel_key set src_ip 192.0.2.1 dst_ip 192.0.2.2 id 42 dst_port 4789", to: "tunnel_key set src_ip 192.0.2.1 dst_ip 192.0.2.2 id 43 dst_port 4789",
            "action 1 keyID 42, is 43",
            Action(
                with(Action.TunnelKey()) {
                    ($0.sourceIPv4, $0.destinationIPv4, $0.keyID, $0.destinationPort) = (ipv4("192.0.2.1"), ipv4("192.0.2.2"), 42, 4789)
                }, .pipe)),
        .action(
            "tunnel_key set src_ip 2001:db8::1 dst_ip 2001:db8::2 id 7 tos 0x10 ttl 64 nocsum", to: "tunnel_key set src_ip 2001:db8::1 dst_ip 2001:db8::2 id 7 tos 0x10 ttl 65 nocsum",
            "action 1 ttl 64, is 65",
            Action(
                with(Action.TunnelKey()) {
                    ($0.sourceIPv6, $0.destinationIPv6, $0.keyID) = (ipv6("2001:db8::1"), ipv6("2001:db8::2"), 7)
                    ($0.tos, $0.ttl, $0.checksum) = (0x10, 64, false)
                }, .pipe)),
        .action(
            "tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 dst_port 6081 geneve_opts 0102:80:00880022,0408:42:0040007611223344",
            to: "tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 dst_port 6081 geneve_opts 0102:80:00880022,0408:42:0040007611223345", "action 1 options",
            Action(
                with(Action.TunnelKey()) {
                    ($0.sourceIPv4, $0.destinationIPv4, $0.keyID, $0.destinationPort) = (ipv4("1.1.1.1"), ipv4("2.2.2.2"), 1, 6081)
                    $0.options = [
                        .geneve(class: 0x0102, type: 0x80, data: HexBytes([0, 0x88, 0, 0x22])),
                        .geneve(class: 0x0408, type: 0x42, data: HexBytes([0, 0x40, 0, 0x76, 0x11, 0x22, 0x33, 0x44])),
                    ]
                }, .pipe)),
        .action("tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 vxlan_opts 5", to: "tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 vxlan_opts 6", "action 1 options", nil),
        .action("tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 erspan_opts 2:0:1:2", to: "tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1 erspan_opts 2:0:1:3", "action 1 options", nil),
        .action("tunnel_key unset", to: "tunnel_key set src_ip 1.1.1.1 dst_ip 2.2.2.2 id 1", "action 1 ", Action(with(Action.TunnelKey()) { $0.isRelease = true }, .pipe)),
    ]

    private static let connectionActions: [Case] = [
        .action("ct", to: "ct zone 5", "action 1 zone 0, is 5", Action(Action.CT(), .pipe)),
        .action(
            "ct commit zone 7 mark 0x1/0xff", to: "ct commit zone 7 mark 0x2/0xff", "action 1 mark.value 1, is 2",
            Action(with(Action.CT()) { ($0.flags, $0.zone, $0.mark) = (.commit, 7, Masked(1, mask: 0xff)) }, .pipe)),
        .action(
            "ct commit force nat src addr 192.0.2.1-192.0.2.9 port 1000-2000", to: "ct commit force nat src addr 192.0.2.1-192.0.2.8 port 1000-2000", "action 1 ipv4Maximum",
            Action(
                with(Action.CT()) {
                    $0.flags = [.commit, .force, .nat, .source]
                    ($0.ipv4Minimum, $0.ipv4Maximum, $0.portMinimum, $0.portMaximum) = (ipv4("192.0.2.1"), ipv4("192.0.2.9"), 1000, 2000)
                }, .pipe)),
        .action("ct commit nat dst addr 2001:db8::1 pipe", to: "ct commit nat dst addr 2001:db8::2 pipe", "action 1 ipv6Minimum", nil),
        .action("ct nat pipe", to: "ct", "action 1 flags", nil),
        .action("ct clear", to: "ct", "action 1 ", Action(with(Action.CT()) { $0.flags = .clear }, .pipe)),
        .action("ct commit label 0102030405060708090a0b0c0d0e0f10", to: "ct commit label 0102030405060708090a0b0c0d0e0f11", "action 1 label", nil),
        .action(
            "ctinfo dscp 0xfc000000 0x01000000 zone 3", to: "ctinfo dscp 0xfc000000 0x02000000 zone 3", "action 1 dscpStateMask",
            Action(with(Action.CTInfo()) { ($0.dscpMask, $0.dscpStateMask, $0.zone) = (0xfc00_0000, 0x0100_0000, 3) }, .pipe)),
        .action("ctinfo cpmark 0x00ffffff", to: "ctinfo cpmark 0x0000ffff", "action 1 cpmarkMask", nil),
        .action("connmark zone 9", to: "connmark zone 10", "action 1 zone 9, is 10", Action(with(Action.ConnMark()) { $0.zone = 9 }, .pipe)),
    ]

    private static let several: [Case] = [
        .actions(
            "action vlan pop action mirred egress redirect dev d1", to: "action vlan pop action mirred egress mirror dev d1", "action 2 mode egress redirect, is egress mirror",
            [Action(Action.VLAN(.pop), .pipe), Action(Action.Mirred(.egressRedirect, device: "d1"), .stolen)]),
        .actions(
            "action mirred egress mirror dev d1 action mirred ingress mirror dev d1 action mirred egress redirect dev lo",
            to: "action mirred egress mirror dev d1 action mirred egress redirect dev lo", "action 3",
            [
                Action(Action.Mirred(.egressMirror, device: "d1"), .pipe), Action(Action.Mirred(.ingressMirror, device: "d1"), .pipe),
                Action(Action.Mirred(.egressRedirect, device: "lo"), .stolen),
            ]),
        .actions("police rate 1mbit burst 10k drop flowid 1:10", to: "police rate 2mbit burst 10k drop flowid 1:10", "action 1 rate 1mbit, is 2mbit", nil),
        Case(
            "police by average rate",
            ["qdisc add dev d0 clsact", "filter add dev d0 ingress estimator 1sec 8sec protocol all pref 10 u32 match u32 0 0 action police avrate 500kbit conform-exceed drop"],
            change: "filter change dev d0 ingress estimator 1sec 8sec protocol all pref 10 handle 800::800 u32 match u32 0 0 action police avrate 600kbit conform-exceed drop",
            "averageRate"),
        Case(
            "a shared action",
            [
                "actions add action mirred egress redirect dev d1 index 777", "qdisc add dev d0 clsact",
                "filter add dev d0 ingress protocol all pref 10 u32 match u32 0 0 action mirred index 777",
            ], change: "actions change action mirred egress mirror dev d1 index 777", "mode egress redirect, is egress mirror"),
    ]
}
