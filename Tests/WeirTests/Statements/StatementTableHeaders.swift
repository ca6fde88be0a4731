@testable import Weir

func linkCases(_ t: inout StatementTable) {
    t.kind = "ether"
    t.inet("ether saddr 00:16:3e:00:00:01", ether.saddr == "00:16:3e:00:00:01")
    t.inet("ether daddr != 00:16:3e:00:00:01 drop", ether.daddr != "00:16:3e:00:00:01", .drop)
    t.bridge("ether type arp", ether.type == .arp)
    t.bridge("ether type { ip, ip6 } accept", ether.type == [.ip, .ip6], .accept)
    t.netdev("ether saddr { 00:16:3e:00:00:01, 00:16:3e:00:00:02 }", ether.saddr == ["00:16:3e:00:00:01", "00:16:3e:00:00:02"])
    t.inet("ether saddr & ff:ff:ff:00:00:00 == 00:16:3e:00:00:00", ether.saddr & "ff:ff:ff:00:00:00" == "00:16:3e:00:00:00")

    t.kind = "vlan"
    t.bridge("vlan id 100", vlan.id == 100)
    t.bridge("vlan id 100-200", vlan.id == 100...200)
    t.bridge("vlan pcp 3", vlan.pcp == 3)
    t.bridge("vlan dei 1", vlan.dei == 1)
    t.netdev("vlan id { 1, 2, 100 }", vlan.id == [1, 2, 100])
    t.bridge("ether type 8021ad vlan id 10", ether.type == .ieee8021ad, vlan.id == 10)
    t.netdev("vlan type ip", vlan.type == .ip)
    t.bridge("ether type 8021ad vlan id 10 vlan type 8021q vlan id 100", ether.type == .ieee8021ad, vlan.id == 10, vlan.type == .vlan, vlan.id == 100)

    t.kind = "arp"
    t.arp("arp operation request", arp.operation == .request)
    t.arp("arp htype 1", arp.htype == 1)
    t.arp("arp ptype ip", arp.ptype == .ip)
    t.arp("arp saddr ip 192.0.2.1", arp.saddrIp == "192.0.2.1")
    t.arp("arp daddr ether 00:16:3e:00:00:01", arp.daddrEther == "00:16:3e:00:00:01")
    t.arp("arp operation { request, reply } accept", arp.operation == [.request, .reply], .accept)
    t.arp("arp plen 4 arp hlen 6", arp.plen == 4, arp.hlen == 6)
    t.bridge("arp saddr ip != 192.0.2.0/24 drop", arp.saddrIp != "192.0.2.0/24", .drop)
}

func internetCases(_ t: inout StatementTable) {
    t.kind = "ip"
    t.ip("ip saddr 192.0.2.1", Weir.ip.saddr == "192.0.2.1")
    t.inet("ip saddr 192.0.2.0/24 ip daddr 198.51.100.7 accept", Weir.ip.saddr == "192.0.2.0/24", Weir.ip.daddr == "198.51.100.7", .accept)
    t.inet("ip daddr 192.0.2.1-192.0.2.9", Weir.ip.daddr == "192.0.2.1-192.0.2.9")
    t.inet("ip saddr { 192.0.2.1, 198.51.100.0/24, 203.0.113.4-203.0.113.9 }", Weir.ip.saddr == ["192.0.2.1", "198.51.100.0/24", "203.0.113.4-203.0.113.9"])
    t.ip("ip version 4", Weir.ip.version == 4)
    t.ip("ip hdrlength 5", Weir.ip.hdrlength == 5)
    t.inet("ip dscp ef", Weir.ip.dscp == .ef)
    t.inet("ip dscp { cs1, af11 }", Weir.ip.dscp == [.cs1, .af11])
    t.inet("ip ecn ce", Weir.ip.ecn == .ce)
    t.ip("ip length 100-1500", Weir.ip.length == 100...1500)
    t.ip("ip id 7", Weir.ip.id == 7)
    t.ip("ip frag-off & 0x1fff != 0", Weir.ip.fragOff & 0x1fff != 0)
    t.ip("ip ttl < 5", Weir.ip.ttl < 5)
    t.ip("ip protocol tcp", Weir.ip.protocol == .tcp)
    t.inet("ip protocol { icmp, esp, ah }", Weir.ip.protocol == [.icmp, .esp, .ah])
    t.ip("ip checksum 0xbeef", Weir.ip.checksum == 0xbeef)
    t.netdev("ip daddr & 255.255.255.1 == 192.0.2.1", Weir.ip.daddr & "255.255.255.1" == "192.0.2.1")

    t.kind = "ip6"
    t.ip6("ip6 saddr 2001:db8::1", Weir.ip6.saddr == "2001:db8::1")
    t.inet("ip6 daddr 2001:db8::/32 accept", Weir.ip6.daddr == "2001:db8::/32", .accept)
    t.inet("ip6 daddr 2001:db8::1-2001:db8::9", Weir.ip6.daddr == "2001:db8::1-2001:db8::9")
    t.inet("ip6 saddr { ::1, fe80::/10 }", Weir.ip6.saddr == ["::1", "fe80::/10"])
    t.ip6("ip6 version 6", Weir.ip6.version == 6)
    t.ip6("ip6 dscp cs3", Weir.ip6.dscp == .cs3)
    t.ip6("ip6 ecn ect0", Weir.ip6.ecn == .ect0)
    t.ip6("ip6 flowlabel 0x12345", Weir.ip6.flowlabel == 0x12345)
    t.ip6("ip6 length > 1000", Weir.ip6.length > 1000)
    t.ip6("ip6 nexthdr { tcp, udp }", Weir.ip6.nexthdr == [.tcp, .udp])
    t.inet("ip6 hoplimit 255", Weir.ip6.hoplimit == 255)
}

func icmpCases(_ t: inout StatementTable) {
    t.kind = "icmp"
    t.ip("icmp type echo-request accept", icmp.type == .echoRequest, .accept)
    t.inet("icmp type { echo-reply, destination-unreachable, time-exceeded }", icmp.type == [.echoReply, .destinationUnreachable, .timeExceeded])
    t.inet("icmp type destination-unreachable icmp code frag-needed", icmp.type == .destinationUnreachable, icmp.code == .fragNeeded)
    t.ip("icmp code != 2-4", icmp.code != 2...4)
    t.ip("icmp id 12", icmp.id == 12)
    t.ip("icmp sequence 1", icmp.sequence == 1)
    t.ip("icmp mtu 1400", icmp.mtu == 1400)
    t.ip("icmp gateway 0x0a000001", icmp.gateway == 0x0a00_0001)
    t.ip("icmp checksum 3", icmp.checksum == 3)

    t.kind = "icmpv6"
    t.ip6("icmpv6 type nd-neighbor-solicit", icmpv6.type == .ndNeighborSolicit)
    t.inet("icmpv6 type { nd-router-advert, nd-neighbor-advert, nd-neighbor-solicit } accept", icmpv6.type == [.ndRouterAdvert, .ndNeighborAdvert, .ndNeighborSolicit], .accept)
    t.ip6("icmpv6 code no-route", icmpv6.code == .noRoute)
    t.ip6("icmpv6 mtu 1280", icmpv6.mtu == 1280)
    t.ip6("icmpv6 id 33-45", icmpv6.id == 33...45)
    t.ip6("icmpv6 sequence { 3, 4 }", icmpv6.sequence == [3, 4])
    t.ip6("icmpv6 max-delay 10", icmpv6.maxDelay == 10)
    t.ip6("icmpv6 checksum 2222", icmpv6.checksum == 2222)

    t.kind = "igmp"
    t.ip("igmp type membership-query", igmp.type == .membershipQuery)
    t.ip("igmp type { membership-report-v1, membership-report-v2 } drop", igmp.type == [.membershipReportV1, .membershipReportV2], .drop)
    t.ip("igmp mrt 10", igmp.mrt == 10)
    t.ip("igmp checksum 0x1234", igmp.checksum == 0x1234)
    t.ip("igmp type != leave-group", igmp.type != .leaveGroup)
}

func transportCases(_ t: inout StatementTable) {
    t.kind = "tcp"
    t.inet("tcp dport 22 accept", tcp.dport == 22, .accept)
    t.inet("tcp sport 1024-65535", tcp.sport == 1024...65535)
    t.inet("tcp dport { 22, 80, 443, 8000-8010 } accept", tcp.dport == [22, 80, 443, 8000...8010], .accept)
    t.ip("tcp dport != 22", tcp.dport != 22)
    t.ip6("tcp dport > 1023", tcp.dport > 1023)
    t.inet("tcp sequence 42", tcp.sequence == 42)
    t.inet("tcp ackseq 42", tcp.ackseq == 42)
    t.inet("tcp doff 8", tcp.doff == 8)
    t.inet("tcp window 1024", tcp.window == 1024)
    t.inet("tcp checksum 22", tcp.checksum == 22)
    t.inet("tcp urgptr 1", tcp.urgptr == 1)
    t.inet("tcp flags syn", tcp.flags.hasAny(.syn))
    t.inet("tcp flags == syn", tcp.flags == .syn)
    t.inet("tcp flags { syn, syn | ack }", tcp.flags == [.syn, .syn | .ack])
    t.inet("tcp flags & (syn | ack) == syn", tcp.flags & [.syn, .ack] == .syn)
    t.inet("tcp flags & (fin | syn | rst | ack) == syn | ack", tcp.flags & [.fin, .syn, .rst, .ack] == .syn | .ack)
    t.inet("tcp flags fin,syn,rst", tcp.flags.hasAny(.fin, .syn, .rst))
    t.inet("tcp flags & (syn | rst) == 0", tcp.flags.hasNone(.syn, .rst))
    t.inet("tcp flags != syn", tcp.flags != .syn)

    t.kind = "udp"
    t.inet("udp dport 53", udp.dport == 53)
    t.inet("udp sport { 67, 68 }", udp.sport == [67, 68])
    t.inet("udp length 8-100", udp.length == 8...100)
    t.inet("udp checksum 0", udp.checksum == 0)
    t.netdev("udp dport 1-1023 drop", udp.dport == 1...1023, .drop)

    t.kind = "udplite"
    t.inet("udplite sport 80", udplite.sport == 80)
    t.inet("udplite dport != 80 accept", udplite.dport != 80, .accept)
    t.inet("udplite checksum 33", udplite.checksum == 33)
    t.inet("udplite dport 49152-65535", udplite.dport == 49152...65535)
    t.ip6("udplite sport { 1, 2 }", udplite.sport == [1, 2])

    t.kind = "sctp"
    t.inet("sctp dport 3868", sctp.dport == 3868)
    t.inet("sctp sport 23-44", sctp.sport == 23...44)
    t.inet("sctp vtag 33", sctp.vtag == 33)
    t.inet("sctp checksum { 22, 33 }", sctp.checksum == [22, 33])
    t.ip("sctp dport != { 23, 24, 25 }", sctp.dport != [23, 24, 25])

    t.kind = "dccp"
    t.inet("dccp sport 21-35", dccp.sport == 21...35)
    t.inet("dccp dport 23", dccp.dport == 23)
    t.inet("dccp type request", dccp.type == .request)
    t.inet("dccp type { request, response, data, ack }", dccp.type == [.request, .response, .data, .ack])
    t.inet("dccp type != reset", dccp.type != .reset)

    t.kind = "th"
    t.inet("th dport 53", th.dport == 53)
    t.inet("meta l4proto { tcp, udp } th dport 53 accept", meta.l4proto == [.tcp, .udp], th.dport == 53, .accept)
    t.inet("th sport 1024-65535", th.sport == 1024...65535)
    t.ip("th dport { 80, 443 }", th.dport == [80, 443])
    t.ip6("th sport != 0", th.sport != 0)

    t.kind = "payload"
    t.inet("@th,16,16 22", payload(.transport, offset: 16, length: 16) == 22)
    t.inet("@nh,8,8 0x2a", payload(.network, offset: 8, length: 8) == 0x2a)
    t.inet("@ll,0,48 0x00163e000001", payload(.link, offset: 0, length: 48) == 0x0016_3e00_0001)
    t.inet("@ih,32,32 0x14000000", payload(.inner, offset: 32, length: 32) == 0x1400_0000)
    t.inet("meta l4proto udp @th,64,8 & 0xf0 == 0x40", meta.l4proto == .udp, payload(.transport, offset: 64, length: 8) & 0xf0 == 0x40)
    t.inet("@th,0,16 { 1, 2 }", payload(.transport, offset: 0, length: 16) == [1, 2])
}

func ipsecCases(_ t: inout StatementTable) {
    t.kind = "ah"
    t.inet("ah spi 111", ah.spi == 111)
    t.inet("ah sequence 123", ah.sequence == 123)
    t.inet("ah hdrlength 11-23", ah.hdrlength == 11...23)
    t.inet("ah reserved 22", ah.reserved == 22)
    t.ip("ah nexthdr 99", ah.nexthdr == 99)
    t.inet("ah spi { 111, 122 }", ah.spi == [111, 122])

    t.kind = "esp"
    t.inet("esp spi 100", esp.spi == 100)
    t.inet("esp spi != 100", esp.spi != 100)
    t.inet("esp spi 111-222", esp.spi == 111...222)
    t.inet("esp sequence 22", esp.sequence == 22)
    t.inet("esp sequence { 22, 24 }", esp.sequence == [22, 24])

    t.kind = "comp"
    t.inet("comp nexthdr 99", comp.nexthdr == 99)
    t.inet("comp nexthdr != { esp, ah, comp }", comp.nexthdr != [.esp, .ah, .comp])
    t.inet("comp flags 0x4", comp.flags == 4)
    t.inet("comp cpi 22", comp.cpi == 22)
    t.inet("comp cpi 33-45", comp.cpi == 33...45)

    t.kind = "ipsec"
    t.inet("ipsec in reqid 1", ipsec.in.reqid == 1)
    t.inet("ipsec in spnum 0 reqid 1-561", ipsec.in.reqid == 1...561)
    t.inet("ipsec out spi 0x1a2b", ipsec.out.spi == 0x1a2b)
    t.inet("ipsec in ip saddr { 192.0.2.1, 10.0.0.0/8 }", ipsec.in.ip.saddr == ["192.0.2.1", "10.0.0.0/8"])
    t.inet("ipsec out ip6 daddr 2001:db8::1", ipsec.out.ip6.daddr == "2001:db8::1")
    t.inet("ipsec in spnum 2 spi != 7", ipsec.in.spnum(2).spi != 7)
    t.inet("meta ipsec exists", meta.ipsec == .exists)
}
