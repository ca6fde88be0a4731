import TrafficLowering
import WeirModel

@testable import Weir

/// Filters in the match language of policies, and what a person asks stock tc for instead.
extension Cases {
    static let matches: [Case] = u32Headers + u32Transport + basicHeaders + basicOrder + basicMetadata

    /// The filter of the policy, as the one of its protocol that stock tc makes here.
    private static func matching(_ words: String, protocol protocolName: String = "ip", _ filter: Weir.Filter) -> Case {
        let place = "dev d0 ingress protocol \(protocolName) pref 10"
        let number = Case.protocolNumbers[protocolName] ?? 0
        var notes = PendingDiagnostics()
        let models = ((try? filter.model(on: .parent(.ingress), classes: nil, &notes)?.lowered()) ?? []).filter { $0.protocolID == number }
        let handle = words.hasPrefix("u32") ? "" : "handle 1"
        return Case(
            "\(protocolName) matches as \(words)", ["qdisc add dev d0 clsact", "filter add \(place) \(handle) \(words) classid 1:10"],
            change: "filter del \(place)", "missing",
            model: {
                LinkConfiguration(
                    "d0", qdiscs: [Case.clsact],
                    filters: models.map { model in
                        var placed = model
                        (placed.priority, placed.classID) = (10, Handle(1, 0x10))
                        return placed
                    })
            })
    }

    private static let u32Headers: [Case] = [
        matching("u32 match u32 0 0", protocol: "all", Filter(by: .u32)),
        matching("u32 match ip dst 10.0.0.0/8", Filter(ip.daddr == "10.0.0.0/8", by: .u32)),
        matching("u32 match ip src 192.0.2.1 match ip dst 198.51.100.0/25", Filter(ip.saddr == "192.0.2.1", ip.daddr == "198.51.100.0/25", by: .u32)),
        matching("u32 match ip src 10.0.0.4/30", Filter(ip.saddr == "10.0.0.4"..."10.0.0.7", by: .u32)),
        matching("u32 match ip protocol 89 0xff", Filter(ip.protocol == 89, by: .u32)),
        matching("u32 match ip protocol 17 0xff", Filter(meta.l4proto == .udp, by: .u32)),
        matching("u32 match ip tos 0xb8 0xfc", Filter(ip.dscp == .ef, by: .u32)),
        matching("u32 match ip tos 0xb9 0xff", Filter(ip.dscp == .ef, ip.ecn == .ect1, by: .u32)),
        matching("u32 match ip ihl 5 0xf", Filter(ip.hdrlength == 5, by: .u32)),
        matching("u32 match ip df", Filter(ip.fragOff & 0x4000 == 0x4000, by: .u32)),
        matching("u32 match ip mf", Filter(ip.fragOff & 0x2000 != 0, by: .u32)),
        matching("u32 match ip nofrag", Filter(ip.fragOff & 0x3fff == 0, by: .u32)),
        matching("u32 match u16 0 0xff00 at 2", Filter(ip.length < 256, by: .u32)),
        matching("u32 match u16 0x8000 0x8000 at 2", Filter(ip.length >= 32768, by: .u32)),
        matching("u32 match u16 0x1234 0xffff at 4", Filter(ip.id == 0x1234, by: .u32)),
        matching("u32 match u8 64 0xff at 8", Filter(ip.ttl == 64, by: .u32)),
        matching("u32 match u16 0xbeef 0xffff at 10", Filter(ip.checksum == 0xbeef, by: .u32)),
        matching("u32 match ip6 dst 2001:db8::/32", protocol: "ipv6", Filter(ip6.daddr == "2001:db8::/32", by: .u32)),
        matching("u32 match ip6 src 2001:db8::1", protocol: "ipv6", Filter(ip6.saddr == "2001:db8::1", by: .u32)),
        matching("u32 match ip6 priority 0xb8 0xfc", protocol: "ipv6", Filter(ip6.dscp == .ef, by: .u32)),
        matching("u32 match ip6 flowlabel 0x12345 0xfffff", protocol: "ipv6", Filter(ip6.flowlabel == 0x12345, by: .u32)),
        matching("u32 match ip6 protocol 58 0xff", protocol: "ipv6", Filter(ip6.nexthdr == .icmpv6, by: .u32)),
        matching("u32 match u8 1 0xff at 7", protocol: "ipv6", Filter(ip6.hoplimit == 1, by: .u32)),
        matching("u32 match u16 1280 0xffff at 4", protocol: "ipv6", Filter(ip6.length == 1280, by: .u32)),
        matching("u32 match ether src 02:00:00:00:00:01", protocol: "all", Filter(ether.saddr == "02:00:00:00:00:01", by: .u32)),
        matching("u32 match ether dst 02:00:00:00:00:01", protocol: "ip", Filter(ether.daddr == "02:00:00:00:00:01", meta.protocol == .ip, by: .u32)),
        matching("u32 match u16 1 0xffff at 6 match u32 0x0a000001 0xffffffff at 24", protocol: "arp", Filter(arp.operation == .request, arp.daddrIp == "10.0.0.1", by: .u32)),
        matching("u32 match mark 7 0xffffffff match u32 0 0", protocol: "all", Filter(meta.mark == 7, by: .u32)),
        matching("u32 match mark 0x10 0xf0 match ip dst 10.0.0.1", Filter(meta.mark & 0xf0 == 0x10, ip.daddr == "10.0.0.1", by: .u32)),
        matching("u32 match u32 0 0 indev d1", protocol: "all", Filter(meta.iifname == "d1", by: .u32)),
        matching("u32 match u8 0x45 0xff at 0", protocol: "all", Filter(payload(.network, offset: 0, length: 8) == 0x45, by: .u32)),
    ]

    /// Stock tc's offsets are those of a header without options; what that takes, its user writes down.
    private static let u32Transport: [Case] = [
        matching("u32 match ip ihl 5 0xf match ip protocol 6 0xff match u16 0 0x1fff at 6 match ip dport 443 0xffff", Filter(tcp.dport == 443, by: .u32)),
        matching("u32 match ip6 protocol 6 0xff match ip6 dport 443 0xffff", protocol: "ipv6", Filter(tcp.dport == 443, by: .u32)),
        matching(
            "u32 match ip ihl 5 0xf match ip protocol 17 0xff match u16 0 0x1fff at 6 match ip dst 10.0.0.0/8 match ip sport 4096 0xf000 match ip dport 53 0xffff",
            Filter(ip.daddr == "10.0.0.0/8", udp.sport == 4096...8191, udp.dport == 53, by: .u32)),
        matching("u32 match ip ihl 5 0xf match ip protocol 1 0xff match u16 0 0x1fff at 6 match ip icmp_type 8 0xff", Filter(icmp.type == .echoRequest, by: .u32)),
        matching(
            "u32 match ip ihl 5 0xf match ip protocol 1 0xff match u16 0 0x1fff at 6 match u8 0 0xf7 at 20 match u16 7 0xffff at 24", Filter(icmp.id == 7, by: .u32)),
        matching("u32 match ip6 protocol 58 0xff match ip6 icmp_type 128 0xff", protocol: "ipv6", Filter(icmpv6.type == .echoRequest, by: .u32)),
        matching("u32 match ip ihl 5 0xf match ip protocol 6 0xff match u16 0 0x1fff at 6 match u8 0x02 0x12 at 33", Filter(tcp.flags & [.syn, .ack] == .syn, by: .u32)),
        matching("u32 match ip ihl 5 0xf match ip protocol 6 0xff match u16 0 0x1fff at 6 match u32 1 0xffffffff at 24", Filter(tcp.sequence == 1)),
        matching("u32 match ip ihl 5 0xf match ip protocol 17 0xff match u16 0 0x1fff at 6 match u16 8 0xffff at 24", Filter(udp.length == 8)),
        matching("u32 match ip6 protocol 132 0xff match u32 9 0xffffffff at 44", protocol: "ipv6", Filter(ip6.nexthdr == .sctp, sctp.vtag == 9)),
        matching("u32 match ip ihl 5 0xf match ip protocol 50 0xff match u16 0 0x1fff at 6 match u32 0x100 0xffffffff at 20", Filter(ip.protocol == .esp, esp.spi == 0x100)),
        matching("u32 match ip ihl 5 0xf match u16 0 0x1fff at 6 match ip dport 53 0xffff", Filter(meta.protocol == .ip, th.dport == 53)),
    ]

    private static let basicHeaders: [Case] = [
        matching("basic", protocol: "all", Filter(by: .basic)),
        matching("basic match 'cmp(u32 at 16 layer network mask 0xff000000 eq 0x0a000000)'", Filter(ip.daddr == "10.0.0.0/8", by: .basic)),
        matching(
            "basic match 'cmp(u32 at 12 layer network eq 0xc0000201) and not cmp(u32 at 16 layer network mask 0xffffff80 eq 0xc6336400)'",
            Filter(ip.saddr == "192.0.2.1", ip.daddr != "198.51.100.0/25")),
        matching("basic match 'not cmp(u8 at 9 layer network eq 6)'", Filter(ip.protocol != .tcp)),
        matching("basic match 'not cmp(u8 at 6 layer network eq 6)'", protocol: "ipv6", Filter(meta.l4proto != .tcp)),
        matching("basic match 'cmp(u8 at 1 layer network mask 0xfc eq 0xb8)'", Filter(ip.dscp == .ef, by: .basic)),
        matching("basic match 'cmp(u8 at 0 layer network mask 0x0f gt 5)'", Filter(ip.hdrlength > 5)),
        matching("basic match 'cmp(u16 at 6 layer network mask 0x4000 eq 0x4000)'", Filter(ip.fragOff & 0x4000 != 0, by: .basic)),

        matching("basic match 'nbyte(\"\\x20\\x01\\x0d\\xb8\" at 24 layer network)'", protocol: "ipv6", Filter(ip6.daddr == "2001:db8::/32", by: .basic)),
        matching("basic match 'cmp(u32 at 8 layer network eq 1) and cmp(u32 at 12 layer network mask 0xf0000000 eq 0)'", protocol: "ipv6", Filter(ip6.saddr == "0:1::/36", by: .basic)),
        matching("basic match 'cmp(u32 at 0 layer network mask 0xfffff eq 0x12345)'", protocol: "ipv6", Filter(ip6.flowlabel == 0x12345, by: .basic)),
        matching("basic match 'not nbyte(\"abcdef\" at 6 layer link)'", protocol: "all", Filter(ether.saddr != "61:62:63:64:65:66")),
        matching(
            "basic match 'not (cmp(u32 at 0 layer link mask 0x0f000000 eq 0x02000000) and cmp(u16 at 4 layer link mask 0xf eq 1))'", protocol: "all",
            Filter(ether.daddr & "0f:00:00:00:00:0f" != "02:00:00:00:00:01")),
        matching(
            "basic match 'cmp(u16 at 6 layer network eq 1) and cmp(u32 at 24 layer network eq 0x0a000001)'", protocol: "arp", Filter(arp.operation == .request, arp.daddrIp == "10.0.0.1", by: .basic)),
        matching(
            "basic match 'cmp(u8 at 0 layer network mask 0xf eq 5) and cmp(u8 at 9 layer network eq 6) and cmp(u16 at 6 layer network mask 0x1fff eq 0) and not cmp(u16 at 22 layer network eq 22)'",
            Filter(tcp.dport != 22)),
        matching("basic match 'cmp(u8 at 6 layer network eq 6) and not cmp(u16 at 42 layer network eq 22)'", protocol: "ipv6", Filter(tcp.dport != 22)),
    ]

    private static let basicOrder: [Case] = [
        matching("basic match 'cmp(u16 at 2 layer network gt 999) and cmp(u16 at 2 layer network lt 1501)'", Filter(ip.length == 1000...1500)),
        matching("basic match '(cmp(u16 at 2 layer network lt 1000) or cmp(u16 at 2 layer network gt 1500))'", Filter(ip.length != 1000...1500)),
        matching("basic match 'cmp(u8 at 8 layer network lt 6)'", Filter(ip.ttl <= 5)),
        matching("basic match 'cmp(u8 at 8 layer network gt 9)'", Filter(ip.ttl >= 10)),
        matching("basic match 'cmp(u32 at 12 layer network gt 0x0a000000) and cmp(u32 at 12 layer network lt 0x0a00000a)'", Filter(ip.saddr == "10.0.0.1"..."10.0.0.9", by: .basic)),
        matching("basic match 'cmp(u8 at 1 layer network mask 0xfc gt 0x20) and cmp(u8 at 1 layer network mask 0xfc lt 0x40)'", Filter(ip.dscp == 9...15)),
        matching(
            "basic match 'not cmp(u8 at 8 layer network eq 1) and (cmp(u16 at 2 layer network lt 100) or cmp(u16 at 2 layer network gt 200)) and not cmp(u16 at 4 layer network eq 0) and (cmp(u32 at 16 layer network lt 1) or cmp(u32 at 16 layer network gt 6))'",
            Filter(ip.ttl != 1, ip.length != 100...200, ip.id != 0, ip.daddr != "0.0.0.1"..."0.0.0.6")),
    ]

    private static let basicMetadata: [Case] = [
        matching("basic match 'meta(pkt_len gt 999)'", protocol: "all", Filter(meta.length >= 1000)),
        matching("basic match 'meta(priority eq 0x10010)'", protocol: "all", Filter(meta.priority == "1:10")),
        matching("basic match 'meta(pkt_type eq 1)'", protocol: "all", Filter(meta.pkttype == .broadcast)),
        matching("basic match 'not meta(pkt_type eq 0)'", protocol: "ip", Filter(meta.protocol == .ip, meta.pkttype != .host)),
        matching("basic match 'meta(random lt 1000)'", protocol: "all", Filter(meta.random < 1000)),
        matching("basic match 'meta(rt_classid eq 3)'", protocol: "all", Filter(rt.classid == 3)),
        matching("basic match 'meta(fwmark mask 0xff eq 7)'", protocol: "all", Filter(meta.mark & 0xff == 7, by: .basic)),
        matching("basic match 'cmp(u32 at 16 layer network eq 0x0a000001) and meta(fwmark eq 7)'", protocol: "ip", Filter(meta.mark == 7, ip.daddr == "10.0.0.1")),
        matching("basic match 'meta(vlan mask 0xfff eq 12)'", protocol: "802.1Q", Filter(vlan.id == 12, by: .basic)),
        matching("basic match 'meta(vlan mask 0xfff gt 99) and meta(vlan mask 0xfff lt 200) and meta(vlan shift 13 mask 7 eq 3)'", protocol: "802.1Q", Filter(vlan.id == 100...199, vlan.pcp == 3)),
        matching("basic match 'meta(vlan shift 12 mask 1 eq 1)'", protocol: "802.1ad", Filter(ether.type == 0x88a8, vlan.dei == 1)),
    ]
}
