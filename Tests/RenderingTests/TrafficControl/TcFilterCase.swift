import WeirModel

/// A filter, and the command that makes it.
struct TcFilterCase: Sendable {
    var filter: Filter
    var text: String

    init<Options: TrafficOptions>(
        _ options: Options, protocol protocolID: UInt16 = Filter.allProtocols, handle: UInt32? = 1, flags: FilterFlags = [], classID: Handle? = nil,
        actions: [Action] = [], _ text: String, _ configure: (inout Options) -> Void = { _ in }
    ) {
        var configured = options
        configure(&configured)
        filter = Filter(
            configured, on: .parent(Handle(1)), priority: 5, protocolID: protocolID, handle: handle, classID: classID, actions: actions, flags: flags)
        self.text = "tc filter add dev eth0 parent 1: pref 5 protocol " + text
    }

    static let all: [TcFilterCase] = simple + flower + u32

    private static let simple: [TcFilterCase] = [
        TcFilterCase(Filter.MatchAll(), "all handle 1 matchall classid none"),
        TcFilterCase(Filter.MatchAll(), flags: .skipHardware, classID: Handle(1, 5), "all handle 1 matchall skip_hw classid 1:5"),
        TcFilterCase(
            Filter.Basic(), "all handle 1 basic match 'cmp(u16 at 2 layer transport mask 0xff trans gt 5) and not (u32(u32 0x6 0xff at 8) or nbyte(\"a\\042\" at 0 layer network))' classid none"
        ) {
            $0.ematches = [
                Ematch(.cmp(value: 5, mask: 0xff, offset: 2, size: 2, translated: true, layer: .transport, comparison: .gt), relation: .and),
                Ematch(.container(index: 2), negated: true),
                Ematch(.u32(value: 6, mask: 0xff, offset: 8, offsetMask: 0), relation: .or),
                Ematch(.nbyte(needle: HexBytes([0x61, 0x22]), offset: 0, layer: .network)),
            ]
        },
        TcFilterCase(
            Filter.CGroup(), actions: [Action(Action.GAct(), .drop)],
            "all handle 1 cgroup match 'meta(nf_mark mask 0xff gt 24) and canid(sff 0x123:0x7ff eff 0x1:0x1fffffff)' action drop"
        ) {
            $0.ematches = [
                Ematch(.meta(header: HexBytes([12, 0x10, 0, 1, 0, 0x10, 0, 0]), left: HexBytes([255, 0, 0, 0]), right: HexBytes([24, 0, 0, 0])), relation: .and),
                Ematch(.canid(rules: [.init(id: 0x123, mask: 0x8000_07ff), .init(id: 0x8000_0001, mask: 0x9fff_ffff)])),
            ]
        },
        TcFilterCase(Filter.FW(), handle: 6, classID: Handle(1, 1), "all handle 0x6/0xff fw indev lo classid 1:1") {
            $0.mask = 0xff
            $0.indev = "lo"
        },
        TcFilterCase(Filter.Route(), handle: nil, classID: Handle(1, 1), "all route from 3 to 5 classid 1:1") {
            $0.to = 5
            $0.from = 3
        },
        TcFilterCase(Filter.Flow(), "all handle 1 flow hash keys src,dst and 0xff rshift 3 divisor 16 baseclass 1:1 perturb 10") {
            $0.mode = .hash
            $0.keys = [.src, .dst]
            $0.mask = 0xff
            $0.rightShift = 3
            $0.divisor = 16
            $0.baseClass = Handle(1, 1)
            $0.perturb = .seconds(10)
        },
        TcFilterCase(Filter.BPF(), flags: .skipHardware, "all handle 1 bpf skip_hw object-pinned /sys/fs/bpf/p direct-action") {
            $0.program.pinned = "/sys/fs/bpf/p"
            $0.directAction = true
        },
    ]

    private static let u32: [TcFilterCase] = [
        TcFilterCase(Filter.U32(), handle: 0x10_0000, "all handle 1: u32 divisor 256") { $0.divisor = 256 },
        TcFilterCase(Filter.U32(), handle: 3, classID: Handle(1, 1), "all handle 1:2:3 u32 ht 1:2: match u32 0xa000000 0xff000000 at nexthdr+12 classid 1:1") {
            $0.table = 1
            $0.bucket = 2
            $0.keys = [.init(value: 0x0a00_0000, mask: 0xff00_0000, offset: 12, offsetMask: -1)]
            $0.step = .init()
            $0.step?.flags = 1
        },
        TcFilterCase(Filter.U32(), handle: 0x801, "all handle ::801 u32 match u32 0x0 0x0 at 0 link 2: offset plus 4 at 0 mask f00 shift 6 eat hashkey mask ff at 12") {
            $0.keys = [.init(value: 0, mask: 0, offset: 0)]
            $0.link = 2
            var step = Filter.U32.Step()
            (step.flags, step.offset, step.offsetMask, step.shift, step.hashMask, step.hashAt) = (14, 4, 0xf00, 6, 0xff, 12)
            $0.step = step
        },
    ]

    private static let flower: [TcFilterCase] = [
        TcFilterCase(Filter.Flower(), flags: .verbose, "all handle 1 flower verbose"),
        TcFilterCase(
            Filter.Flower(), protocol: 0x0800,
            "ip handle 1 flower dst_mac 02:00:00:00:00:01 ip_proto tcp src_ip 10.0.0.0/8 ip_tos 0x10/0xfc ip_ttl 0x40 ip_flags nofrag src_port 10-20 dst_port 80/65520 tcp_flags 0x2/0x17"
        ) {
            $0.destinationMAC = MACAddress("02:00:00:00:00:01").map { Masked($0) }
            $0.ipProtocol = 6
            $0.sourceIPv4 = Masked(IPv4Address(0x0a00_0000), mask: IPv4Address(0xff00_0000))
            $0.tos = Masked(0x10, mask: 0xfc)
            $0.ttl = Masked(0x40)
            $0.fragment = Masked(0, mask: 1)
            $0.sourcePorts = .init(10, 20)
            $0.destinationPort = Masked(80, mask: 0xfff0)
            $0.tcpFlags = Masked(2, mask: 0x17)
        },
        TcFilterCase(Filter.Flower(), protocol: 0x8100, "802.1Q handle 1 flower vlan_id 5 vlan_prio 3 vlan_ethtype 802.1Q cvlan_id 7 cvlan_ethtype ipv6 ip_proto icmpv6 type 128 code 0/15") {
            $0.vlan = .init(id: 5, priority: 3, etherType: 0x8100)
            $0.cvlan = .init(id: 7, etherType: 0x86dd)
            $0.ipProtocol = 58
            $0.icmpv6 = .init(type: Masked(128), code: Masked(0, mask: 15))
        },
        TcFilterCase(Filter.Flower(), protocol: 0x0806, "arp handle 1 flower arp_sip 10.0.0.1 arp_op 1 arp_tha 02:00:00:00:00:00/ff:ff:ff:00:00:00") {
            var arp = Filter.Flower.ARP()
            arp.senderIP = Masked(IPv4Address(0x0a00_0001))
            arp.operation = Masked(1)
            if let address = MACAddress("02:00:00:00:00:00") { arp.targetMAC = Masked(address, mask: MACAddress("ff:ff:ff:00:00:00")) }
            $0.arp = arp
        },
        TcFilterCase(Filter.Flower(), protocol: 0x8847, "mpls_uc handle 1 flower mpls lse depth 1 label 5 lse depth 2 bos 1") {
            var first = Filter.Flower.MPLS()
            var second = Filter.Flower.MPLS()
            (first.depth, first.label, second.depth, second.bottomOfStack) = (1, 5, 2, 1)
            $0.mpls = [first, second]
        },
        TcFilterCase(
            Filter.Flower(), protocol: 0x86dd,
            "ipv6 handle 1 flower dst_ip 2001:db8::/32 ct_state +trk-new+est ct_zone 4 ct_mark 0x5/0xff enc_key_id 42 enc_src_ip 10.0.0.1 enc_dst_port 4789 geneve_opts 102:80:00112233/ffff:ff:ffffff00"
        ) {
            $0.destinationIPv6 = IPv6Address("2001:db8::").map { Masked($0, mask: IPv6Address(UInt128.max << 96)) }
            var connection = Filter.Flower.Connection()
            connection.state = Masked(8 | 2, mask: 8 | 2 | 1)
            connection.zone = Masked(4)
            connection.mark = Masked(5, mask: 255)
            $0.ct = connection
            var tunnel = Filter.Flower.Tunnel()
            tunnel.keyID = 42
            tunnel.sourceIPv4 = Masked(IPv4Address(0x0a00_0001))
            tunnel.destinationPort = Masked(4789)
            tunnel.options = [.geneve(class: 0x102, type: 0x80, data: HexBytes([0, 0x11, 0x22, 0x33]))]
            tunnel.optionsMask = [.geneve(class: 0xffff, type: 0xff, data: HexBytes([255, 255, 255, 0]))]
            $0.tunnel = tunnel
        },
    ]
}
