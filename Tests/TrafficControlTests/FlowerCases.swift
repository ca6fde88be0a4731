import WeirModel

extension Cases {
    static let flower: [Case] = headers + transport + linkLayer + connections + tunnels + flags

    private static func ipv4(_ text: String) -> IPv4Address { IPv4Address(text) ?? IPv4Address(0) }
    private static func ipv6(_ text: String) -> IPv6Address { IPv6Address(text) ?? IPv6Address(0) }
    private static func mac(_ text: String) -> MACAddress? { MACAddress(text) }
    private static func prefix(_ text: String, _ length: Int) -> Masked<IPv4Address> {
        Masked(ipv4(text), mask: length == 32 ? nil : IPv4Address(~(UInt32.max >> UInt32(length))))
    }
    private static func prefix6(_ text: String, _ length: Int) -> Masked<IPv6Address> {
        Masked(ipv6(text), mask: length == 128 ? nil : IPv6Address(~(UInt128.max >> UInt128(length))))
    }
    private static func address(_ text: String, mask: String? = nil) -> Masked<MACAddress>? { mac(text).map { Masked($0, mask: mask.flatMap(mac)) } }

    private static let headers: [Case] = [
        .flower("", "ip", to: "dst_ip 10.0.0.1", "destinationIPv4") { $0.etherType = 0x0800 },
        .flower("", "all", to: "dst_mac 02:00:00:00:00:01", "destinationMAC") { _ in },
        .flower("src_ip 192.0.2.1", "ip", to: "src_ip 192.0.2.2", "sourceIPv4.value 192.0.2.1, is 192.0.2.2") { $0.sourceIPv4 = prefix("192.0.2.1", 32) },
        .flower("dst_ip 10.0.0.0/8", "ip", to: "dst_ip 10.0.0.0/9", "destinationIPv4.mask 255.0.0.0, is 255.128.0.0") { $0.destinationIPv4 = prefix("10.0.0.0", 8) },
        .flower("dst_ip 10.1.2.3/8", "ip", to: "dst_ip 10.0.0.0/16", "destinationIPv4") { $0.destinationIPv4 = prefix("10.1.2.3", 8) },
        .flower("src_ip 192.0.2.0/24 dst_ip 198.51.100.0/24", "ip", to: "src_ip 192.0.2.0/24 dst_ip 198.51.101.0/24", "destinationIPv4.value") {
            $0.sourceIPv4 = prefix("192.0.2.0", 24)
            $0.destinationIPv4 = prefix("198.51.100.0", 24)
        },
        .flower("src_ip 2001:db8::1", "ipv6", to: "src_ip 2001:db8::2", "sourceIPv6.value 2001:db8::1, is 2001:db8::2") { $0.sourceIPv6 = prefix6("2001:db8::1", 128) },
        .flower("dst_ip 2001:db8:1::/48", "ipv6", to: "dst_ip 2001:db8:1::/64", "destinationIPv6.mask") { $0.destinationIPv6 = prefix6("2001:db8:1::", 48) },
        .flower("src_ip fe80::/10 dst_ip ff02::1", "ipv6", to: "src_ip fe80::/10 dst_ip ff02::2", "destinationIPv6.value") {
            $0.sourceIPv6 = prefix6("fe80::", 10)
            $0.destinationIPv6 = prefix6("ff02::1", 128)
        },
        .flower("ip_proto 59", "ip", to: "ip_proto 5a", "ipProtocol 89, is 90") { $0.ipProtocol = 89 },
        .flower("ip_tos 0x10", "ip", to: "ip_tos 0x20", "tos.value") { $0.tos = Masked(0x10) },
        .flower("ip_tos 0xb8/0xfc", "ip", to: "ip_tos 0xb8/0xff", "tos.mask") { $0.tos = Masked(0xb8, mask: 0xfc) },
        .flower("ip_ttl 64", "ip", to: "ip_ttl 63", "ttl.value 64, is 63") { $0.ttl = Masked(64) },
        .flower("ip_ttl 0x40/0xc0", "ipv6", to: "ip_ttl 0x80/0xc0", "ttl.value") { $0.ttl = Masked(0x40, mask: 0xc0) },
        .flower("ip_flags frag", "ip", to: "ip_flags nofrag", "fragment.value 1, is 0") { $0.fragment = Masked(1, mask: 1) },
        .flower("ip_flags frag/nofirstfrag", "ip", to: "ip_flags frag/firstfrag", "fragment.value 1, is 3") { $0.fragment = Masked(1, mask: 3) },
        .flower("indev d1", "all", to: "indev d0", "indev d1, is d0") { $0.indev = "d1" },
        .flower("ip_proto icmp type 8 code 0", "ip", to: "ip_proto icmp type 8 code 1", "icmp.code.value 0, is 1") {
            $0.ipProtocol = 1
            $0.icmp = .init(type: Masked(8), code: Masked(0))
        },
        .flower("ip_proto icmp type 0/247", "ip", to: "ip_proto icmp type 0/243", "icmp.type.mask") {
            $0.ipProtocol = 1
            $0.icmp = .init(type: Masked(0, mask: 0xf7))
        },
        .flower("ip_proto icmpv6 type 128 code 0", "ipv6", to: "ip_proto icmpv6 type 129 code 0", "icmpv6.type.value 128, is 129") {
            $0.ipProtocol = 58
            $0.icmpv6 = .init(type: Masked(128), code: Masked(0))
        },
        .flower("ip_proto icmpv6 type 1 code 3/15", "ipv6", to: "ip_proto icmpv6 type 1 code 4/15", "icmpv6.code.value 3, is 4") {
            $0.ipProtocol = 58
            $0.icmpv6 = .init(type: Masked(1), code: Masked(3, mask: 0x0f))
        },
    ]

    private static let transport: [Case] = [
        .flower("ip_proto tcp dst_port 443", "ip", to: "ip_proto tcp dst_port 444", "destinationPort.value 443, is 444") {
            $0.ipProtocol = 6
            $0.destinationPort = Masked(443)
        },
        .flower("ip_proto tcp src_port 1024 dst_port 80", "ip", to: "ip_proto tcp src_port 1025 dst_port 80", "sourcePort.value 1024, is 1025") {
            $0.ipProtocol = 6
            $0.sourcePort = Masked(1024)
            $0.destinationPort = Masked(80)
        },
        .flower("ip_proto tcp dst_port 0x1f00/0xff00", "ip", to: "ip_proto tcp dst_port 0x1f00/0xf000", "destinationPort.mask") {
            $0.ipProtocol = 6
            $0.destinationPort = Masked(0x1f00, mask: 0xff00)
        },
        .flower("ip_proto udp src_port 53", "ip", to: "ip_proto udp src_port 54", "sourcePort.value 53, is 54") {
            $0.ipProtocol = 17
            $0.sourcePort = Masked(53)
        },
        .flower("ip_proto udp dst_port 4789", "ipv6", to: "ip_proto udp dst_port 4790", "destinationPort") {
            $0.ipProtocol = 17
            $0.destinationPort = Masked(4789)
        },
        .flower("ip_proto sctp src_port 7 dst_port 36412", "ip", to: "ip_proto sctp src_port 7 dst_port 36413", "destinationPort.value 36412, is 36413") {
            $0.ipProtocol = 132
            $0.sourcePort = Masked(7)
            $0.destinationPort = Masked(36412)
        },
        .flower("ip_proto tcp dst_port 8000-8999", "ip", to: "ip_proto tcp dst_port 8000-9000", "destinationPorts.maximum 8999, is 9000") {
            $0.ipProtocol = 6
            $0.destinationPorts = .init(8000, 8999)
        },
        .flower("ip_proto udp src_port 1-1023", "ip", to: "ip_proto udp src_port 2-1023", "sourcePorts.minimum 1, is 2") {
            $0.ipProtocol = 17
            $0.sourcePorts = .init(1, 1023)
        },
        .flower("ip_proto sctp src_port 10-20 dst_port 30-40", "ipv6", to: "ip_proto sctp src_port 10-20 dst_port 30-41", "destinationPorts.maximum 40, is 41") {
            $0.ipProtocol = 132
            $0.sourcePorts = .init(10, 20)
            $0.destinationPorts = .init(30, 40)
        },
        .flower("ip_proto tcp tcp_flags 0x2/0x17", "ip", to: "ip_proto tcp tcp_flags 0x12/0x17", "tcpFlags.value 2, is 18") {
            $0.ipProtocol = 6
            $0.tcpFlags = Masked(2, mask: 0x17)
        },
        .flower("ip_proto tcp tcp_flags 0x12", "ipv6", to: "ip_proto tcp tcp_flags 0x12/0xff", "tcpFlags.mask") {
            $0.ipProtocol = 6
            $0.tcpFlags = Masked(0x12, mask: 0xfff)
        },
    ]

    private static let linkLayer: [Case] = [
        .flower("dst_mac 02:00:00:00:00:01", "all", to: "dst_mac 02:00:00:00:00:02", "destinationMAC.value 02:00:00:00:00:01, is 02:00:00:00:00:02") {
            $0.destinationMAC = address("02:00:00:00:00:01")
        },
        .flower("src_mac 02:11:22:00:00:00/24", "all", to: "src_mac 02:11:22:00:00:00/28", "sourceMAC.mask") {
            $0.sourceMAC = address("02:11:22:00:00:00", mask: "ff:ff:ff:00:00:00")
        },
        .flower("dst_mac 01:00:00:00:00:00/01:00:00:00:00:00", "ip", to: "dst_mac 00:00:00:00:00:00/01:00:00:00:00:00", "destinationMAC.value") {
            $0.destinationMAC = address("01:00:00:00:00:00", mask: "01:00:00:00:00:00")
        },
        .flower("vlan_id 100", "802.1Q", to: "vlan_id 101", "vlan.id 100, is 101") { $0.vlan = .init(id: 100) },
        .flower("vlan_prio 5", "802.1Q", to: "vlan_prio 6", "vlan.priority 5, is 6") { $0.vlan = .init(priority: 5) },
        .flower("vlan_id 100 vlan_prio 3 vlan_ethtype ipv4 dst_ip 10.0.0.1", "802.1Q", to: "vlan_id 100 vlan_prio 3 vlan_ethtype ipv4 dst_ip 10.0.0.2", "destinationIPv4") {
            $0.vlan = .init(id: 100, priority: 3, etherType: 0x0800)
            $0.destinationIPv4 = prefix("10.0.0.1", 32)
        },
        .flower(
            "vlan_id 7 vlan_ethtype ipv6 ip_proto tcp dst_port 22", "802.1ad", to: "vlan_id 8 vlan_ethtype ipv6 ip_proto tcp dst_port 22", "vlan.id 7, is 8"
        ) {
            $0.vlan = .init(id: 7, etherType: 0x86dd)
            $0.ipProtocol = 6
            $0.destinationPort = Masked(22)
        },
        .flower("vlan_id 1000 vlan_ethtype 802.1q cvlan_id 200", "802.1ad", to: "vlan_id 1000 vlan_ethtype 802.1q cvlan_id 201", "cvlan.id 200, is 201") {
            $0.vlan = .init(id: 1000, etherType: 0x8100)
            $0.cvlan = .init(id: 200)
        },
        .flower(
            "vlan_id 1000 vlan_ethtype 802.1q cvlan_id 200 cvlan_prio 4 cvlan_ethtype ip src_ip 10.0.0.0/24", "802.1ad",
            to: "vlan_id 1000 vlan_ethtype 802.1q cvlan_id 200 cvlan_prio 5 cvlan_ethtype ip src_ip 10.0.0.0/24", "cvlan.priority 4, is 5"
        ) {
            $0.vlan = .init(id: 1000, etherType: 0x8100)
            $0.cvlan = .init(id: 200, priority: 4, etherType: 0x0800)
            $0.sourceIPv4 = prefix("10.0.0.0", 24)
        },
        .flower("num_of_vlans 2", "all", to: "num_of_vlans 3", "vlanCount 2, is 3") { $0.vlanCount = 2 },
        .flower("pppoe_sid 7", "ppp_ses", to: "pppoe_sid 8", "pppoeSession 7, is 8") {
            $0.pppoeSession = 7
        },
        .flower("pppoe_sid 7 ppp_proto ip dst_ip 10.0.0.1", "ppp_ses", to: "pppoe_sid 7 ppp_proto ip dst_ip 10.0.0.2", "destinationIPv4") {
            $0.pppoeSession = 7
            $0.pppProtocol = 0x21
            $0.destinationIPv4 = prefix("10.0.0.1", 32)
        },
        .flower("arp_op request arp_sip 10.0.0.1 arp_tip 10.0.0.0/24", "arp", to: "arp_op request arp_sip 10.0.0.1 arp_tip 10.0.0.0/25", "arp.targetIP.mask") {
            $0.arp = .init()
            $0.arp?.operation = Masked(1)
            $0.arp?.senderIP = prefix("10.0.0.1", 32)
            $0.arp?.targetIP = prefix("10.0.0.0", 24)
        },
        .flower("arp_sha 02:00:00:00:00:01 arp_tha 02:00:00:00:00:00/40", "arp", to: "arp_sha 02:00:00:00:00:02 arp_tha 02:00:00:00:00:00/40", "arp.senderMAC.value") {
            $0.arp = .init()
            $0.arp?.senderMAC = address("02:00:00:00:00:01")
            $0.arp?.targetMAC = address("02:00:00:00:00:00", mask: "ff:ff:ff:ff:ff:00")
        },
        .flower("mpls_label 1000 mpls_tc 3 mpls_bos 1 mpls_ttl 64", "mpls_uc", to: "mpls_label 1000 mpls_tc 4 mpls_bos 1 mpls_ttl 64", "trafficClass 3, is 4") {
            var label = Filter.Flower.MPLS()
            label.label = 1000
            label.trafficClass = 3
            label.bottomOfStack = 1
            label.ttl = 64
            $0.mpls = [label]
        },
        .flower("mpls lse depth 1 label 100 lse depth 2 label 200 tc 1 bos 1 ttl 9", "mpls_uc", to: "mpls lse depth 1 label 100 lse depth 2 label 201 tc 1 bos 1 ttl 9", "label 200, is 201") {
            var outer = Filter.Flower.MPLS()
            outer.depth = 1
            outer.label = 100
            var inner = Filter.Flower.MPLS()
            inner.depth = 2
            inner.label = 200
            inner.trafficClass = 1
            inner.bottomOfStack = 1
            inner.ttl = 9
            $0.mpls = [outer, inner]
        },
    ]

    private static let connections: [Case] = [
        .flower("ct_state +trk+est", "ip", to: "ct_state +trk+new", "ct.state.value 10, is 9") {
            $0.ct = .init()
            $0.ct?.state = Masked(8 | 2, mask: 8 | 2)
        },
        .flower("ct_state -trk", "ip", to: "ct_state +trk", "ct.state.value 0, is 8") {
            $0.ct = .init()
            $0.ct?.state = Masked(0, mask: 8)
        },
        .flower("ct_state +trk+rel-rpl", "ipv6", to: "ct_state +trk+rel+rpl", "ct.state.value") {
            $0.ct = .init()
            $0.ct?.state = Masked(8 | 4, mask: 8 | 4 | 32)
        },
        .flower("ct_state +trk ct_zone 7 ct_mark 0x1/0xff", "ip", to: "ct_state +trk ct_zone 7 ct_mark 0x2/0xff", "ct.mark.value 1, is 2") {
            $0.ct = .init()
            $0.ct?.state = Masked(8, mask: 8)
            $0.ct?.zone = Masked(7)
            $0.ct?.mark = Masked(1, mask: 0xff)
        },
        .flower("ct_mark 5 ct_zone 1/0xf", "ip", to: "ct_mark 5 ct_zone 2/0xf", "ct.zone.value 1, is 2") {
            $0.ct = .init()
            $0.ct?.mark = Masked(5)
            $0.ct?.zone = Masked(1, mask: 0xf)
        },
        .flower("ct_label 0f000000000000000000000000000000", "ip", to: "ct_label 0e000000000000000000000000000000", "ct.label.value") {
            $0.ct = .init()
            $0.ct?.label = Masked(HexBytes([0x0f] + Array(repeating: 0, count: 15)))
        },
    ]

    private static let tunnels: [Case] = [
        .flower("enc_key_id 42", "ip", to: "enc_key_id 43", "tunnel.keyID 42, is 43") {
            $0.tunnel = .init()
            $0.tunnel?.keyID = 42
        },
        .flower(
            "enc_src_ip 192.0.2.1 enc_dst_ip 192.0.2.0/24 enc_dst_port 4789", "ip", to: "enc_src_ip 192.0.2.1 enc_dst_ip 192.0.2.0/24 enc_dst_port 4790", "tunnel.destinationPort.value 4789, is 4790"
        ) {
            $0.tunnel = .init()
            $0.tunnel?.sourceIPv4 = prefix("192.0.2.1", 32)
            $0.tunnel?.destinationIPv4 = prefix("192.0.2.0", 24)
            $0.tunnel?.destinationPort = Masked(4789)
        },
        .flower("enc_src_ip 2001:db8::/32 enc_dst_ip 2001:db8::1 enc_key_id 9", "ipv6", to: "enc_src_ip 2001:db8::/32 enc_dst_ip 2001:db8::1 enc_key_id 8", "tunnel.keyID 9, is 8") {
            $0.tunnel = .init()
            $0.tunnel?.sourceIPv6 = prefix6("2001:db8::", 32)
            $0.tunnel?.destinationIPv6 = prefix6("2001:db8::1", 128)
            $0.tunnel?.keyID = 9
        },
        .flower("enc_tos 0x10/0xfc enc_ttl 64", "ip", to: "enc_tos 0x20/0xfc enc_ttl 64", "tunnel.tos.value") {
            $0.tunnel = .init()
            $0.tunnel?.tos = Masked(0x10, mask: 0xfc)
            $0.tunnel?.ttl = Masked(64)
        },
        .flower("enc_ttl 0x40/0xf0 enc_key_id 1", "ip", to: "enc_ttl 0x50/0xf0 enc_key_id 1", "tunnel.ttl.value") {
            $0.tunnel = .init()
            $0.tunnel?.ttl = Masked(0x40, mask: 0xf0)
            $0.tunnel?.keyID = 1
        },
        .flower("enc_dst_port 6081 geneve_opts 0102:80:00880022", "ip", to: "enc_dst_port 6081 geneve_opts 0102:80:00880023", "tunnel.options") {
            $0.tunnel = .init()
            $0.tunnel?.destinationPort = Masked(6081)
            $0.tunnel?.options = [.geneve(class: 0x0102, type: 0x80, data: HexBytes([0, 0x88, 0, 0x22]))]
            $0.tunnel?.optionsMask = [.geneve(class: 0xffff, type: 0xff, data: HexBytes([255, 255, 255, 255]))]
        },
        .flower(
            "geneve_opts 0102:80:0011223344556677,0103:81:01020304", "ip", to: "geneve_opts 0102:80:0011223344556677,0103:81:01020305", "tunnel.options.1"
        ) {
            $0.tunnel = .init()
            $0.tunnel?.options = [
                .geneve(class: 0x0102, type: 0x80, data: HexBytes([0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77])),
                .geneve(class: 0x0103, type: 0x81, data: HexBytes([1, 2, 3, 4])),
            ]
            $0.tunnel?.optionsMask = [
                .geneve(class: 0xffff, type: 0xff, data: HexBytes(Array(repeating: 255, count: 8))), .geneve(class: 0xffff, type: 0xff, data: HexBytes([255, 255, 255, 255])),
            ]
        },
        .flower("enc_key_id 7 vxlan_opts 114/0xff", "ip", to: "enc_key_id 7 vxlan_opts 115/0xff", "tunnel.options") {
            $0.tunnel = .init()
            $0.tunnel?.keyID = 7
            $0.tunnel?.options = [.vxlan(gbp: 114)]
            $0.tunnel?.optionsMask = [.vxlan(gbp: 0xff)]
        },
        .flower("erspan_opts 1:2:0:0/1:4294967295:0:0", "ip", to: "erspan_opts 1:3:0:0/1:4294967295:0:0", "tunnel.options") {
            $0.tunnel = .init()
            $0.tunnel?.options = [.erspan(version: 1, index: 2, direction: nil, hardwareID: nil)]
            $0.tunnel?.optionsMask = [.erspan(version: 1, index: .max, direction: nil, hardwareID: nil)]
        },
        .flower("erspan_opts 2:0:1:63/2:0:1:63", "ip", to: "erspan_opts 2:0:1:62/2:0:1:63", "tunnel.options") {
            $0.tunnel = .init()
            $0.tunnel?.options = [.erspan(version: 2, index: nil, direction: 1, hardwareID: 63)]
            $0.tunnel?.optionsMask = [.erspan(version: 2, index: nil, direction: 1, hardwareID: 63)]
        },
        .flower("gtp_opts 01:02/ff:ff", "ip", to: "gtp_opts 01:03/ff:ff", "tunnel.options") {
            $0.tunnel = .init()
            $0.tunnel?.options = [.gtp(pduType: 1, qfi: 2)]
            $0.tunnel?.optionsMask = [.gtp(pduType: 255, qfi: 255)]
        },
    ]

    private static let flags: [Case] = [
        .flower("skip_hw ip_proto tcp", "ip", to: "skip_hw ip_proto udp", "ipProtocol 6, is 17", flags: .skipHardware) { $0.ipProtocol = 6 },
        .flower("verbose ip_proto 6", "ip", to: "ip_proto 6", "flags 16, is 0", flags: .verbose) { $0.ipProtocol = 6 },
        .flower("skip_hw verbose ip_proto 6", "ip", to: "skip_hw ip_proto 6", "flags 17, is 1", flags: [.skipHardware, .verbose]) { $0.ipProtocol = 6 },
    ]
}
