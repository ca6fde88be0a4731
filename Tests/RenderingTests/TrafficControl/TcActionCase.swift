import WeirModel

extension TcCase {
    static let actions: [TcCase] = [
        TcCase(Action.GAct(), "drop random determ pass 10") { $0.probability = .init(.determ, value: 10, control: .pass) },
        TcCase(Action.Mirred(.egressMirror, device: "ifb0"), "mirred egress mirror dev ifb0 drop"),
        TcCase(Action.Mirred(.egressMirror, device: ""), "mirred egress mirror blockid 22 drop") { $0.block = 22 },
        TcCase(Action.CT(), "ct commit helper ipv4-tcp-ftp drop") { ($0.flags, $0.helper) = (.commit, .init(.ipv4, 6, "ftp")) },
        TcCase(Action.TunnelKey(), "tunnel_key set src_ip 10.0.0.1 dst_ip 10.0.0.2 id 7 nofrag drop") {
            ($0.sourceIPv4, $0.destinationIPv4, $0.keyID, $0.noFragment) = (IPv4Address("10.0.0.1"), IPv4Address("10.0.0.2"), 7, true)
        },
        TcCase(Action.Police(), "police rate 1mbit burst 10kb peakrate 2mbit mtu 2040 conform-exceed drop / pipe") {
            $0.rate = .mbit(1)
            $0.burst = .bytes(10240)
            $0.peakRate = .mbit(2)
            $0.mtu = 2040
            $0.conform = .pipe
        },
        TcCase(Action.Police(), "police pkts_rate 1000 pkts_burst 200 conform-exceed drop") {
            $0.packetRate = 1000
            $0.packetBurst = .bytes(200)
            $0.mtu = .max
        },
        TcCase(Action.PEdit(), "pedit ex munge ip ttl add 0xff munge tcp dport set 0x50 munge eth dst set 02:00:00:00:00:01 munge offset 0 u32 set 0x12000000 retain 0xff000000 drop") {
            $0.keys = [
                .init(mask: 0x00ff_ffff, value: 0xff00_0000, offset: 8, header: .ip, command: .add),
                .init(mask: 0xffff_0000, value: 80, offset: 0, header: .tcp, command: .set),
                .init(mask: 0, value: 0x0200_0000, offset: 0, header: .eth, command: .set),
                .init(mask: 0xffff, value: 0x0001_0000, offset: 4, header: .eth, command: .set),
                .init(mask: 0x00ff_ffff, value: 0x1200_0000, offset: 0, header: .network, command: .set),
            ]
        },
        // Stock tc shifts this one field by four bits more than its byte.
        TcCase(Action.PEdit(), "pedit ex munge ip6 traffic_class set 0x0 retain 0x3 munge ip6 traffic_class set 0xb8 drop") {
            $0.keys = [
                .init(mask: 0xffcf_ffff, value: 0, offset: 0, header: .ip6, command: .set),
                .init(mask: 0xf00f_ffff, value: 0x0b80_0000, offset: 0, header: .ip6, command: .set),
            ]
        },
        TcCase(Action.SKBEdit(), "skbedit queue_mapping 3 priority 1:10 mark 0x7/0xff ptype host inheritdsfield drop") {
            $0.queueMapping = 3
            $0.priority = 0x1_0010
            $0.mark = 7
            $0.markMask = 0xff
            $0.packetType = 0
            $0.inheritDSField = true
        },
        TcCase(Action.SKBMod(), "skbmod set dmac 02:00:00:00:00:01 etype 0x800 swap mac drop") {
            $0.destinationMAC = MACAddress("02:00:00:00:00:01")
            $0.etherType = 0x800
            $0.swapMAC = true
        },
        TcCase(Action.VLAN(.push, id: 12), "vlan push id 12 protocol 802.1ad priority 3 drop") {
            $0.protocolID = 0x88a8
            $0.priority = 3
        },
        TcCase(Action.MPLS(.push), "mpls push protocol mpls_uc label 77 tc 2 ttl 64 bos 1 drop") {
            $0.protocolID = 0x8847
            $0.label = 77
            $0.trafficClass = 2
            $0.ttl = 64
            $0.bottomOfStack = 1
        },
        TcCase(Action.NAT(), "nat egress 10.0.0.0/8 192.0.2.1 drop") {
            $0.old = IPv4Address(0x0a00_0000)
            $0.mask = IPv4Address(0xff00_0000)
            $0.new = IPv4Address(0xc000_0201)
            $0.isEgress = true
        },
        TcCase(Action.Csum(1 | 8 | 16), "csum ip4h tcp udp drop"),
        TcCase(Action.CT(), "ct commit zone 5 mark 0x1/0xf nat src addr 192.0.2.1-192.0.2.9 port 1000-2000 drop") {
            $0.flags = [.commit, .nat, .source]
            $0.zone = 5
            $0.mark = Masked(1, mask: 15)
            $0.ipv4Minimum = IPv4Address("192.0.2.1")
            $0.ipv4Maximum = IPv4Address("192.0.2.9")
            $0.portMinimum = 1000
            $0.portMaximum = 2000
        },
        TcCase(Action.CTInfo(), "ctinfo dscp 0xfc000000 0x1000000 cpmark 0xff zone 3 drop") {
            $0.dscpMask = 0xfc00_0000
            $0.dscpStateMask = 0x0100_0000
            $0.cpmarkMask = 0xff
            $0.zone = 3
        },
        TcCase(Action.ConnMark(), "connmark zone 9 drop") { $0.zone = 9 },
        TcCase(Action.TunnelKey(), "tunnel_key set src_ip 10.0.0.1 dst_ip 10.0.0.2 id 42 dst_port 4789 tos 0x10 ttl 64 geneve_opts 102:80:00880022 nocsum drop") {
            $0.sourceIPv4 = IPv4Address("10.0.0.1")
            $0.destinationIPv4 = IPv4Address("10.0.0.2")
            $0.keyID = 42
            $0.destinationPort = 4789
            $0.tos = 16
            $0.ttl = 64
            $0.options = [.geneve(class: 0x102, type: 0x80, data: HexBytes([0, 0x88, 0, 0x22]))]
            $0.checksum = false
        },
        TcCase(Action.Sample(), "sample rate 100 group 5 trunc 64 drop") {
            $0.rate = 100
            $0.group = 5
            $0.truncate = 64
        },
        TcCase(Action.IFE(), "ife decode drop") {
            $0.mark = .allow
            $0.priority = .allow
            $0.tcIndex = .allow
        },
        TcCase(Action.IFE(), "ife encode type 0xed3e dst 02:00:00:00:00:01 allow mark use prio 5 drop") {
            $0.isEncode = true
            $0.etherType = 0xed3e
            $0.destinationMAC = MACAddress("02:00:00:00:00:01")
            $0.mark = .allow
            $0.priority = .use(5)
        },
        TcCase(Action.Simple(), "simple sdata 'a word' drop") { $0.text = "a word" },
        TcCase(Action.Gate(), "gate priority 2 base-time 200 clockid CLOCK_TAI sched-entry open 1000 3 -1 sched-entry close 2000 -1 -1 drop") {
            $0.priority = 2
            $0.baseTime = 200
            $0.entries = [.init(isOpen: true, interval: TimeSpan(nanoseconds: 1000), internalPriority: 3), .init(isOpen: false, interval: TimeSpan(nanoseconds: 2000))]
            $0.clockID = 11
        },
        TcCase(Action.BPF(), "bpf bytecode '1,6 0 0 4294967295' drop") {
            $0.program.bytecode = [.init(code: 6, jumpTrue: 0, jumpFalse: 0, k: .max)]
        },
    ]
}
