@testable import Weir

/// What packets carry that carry packets.
func tunnelCases(_ t: inout StatementTable) {
    t.needs = "matches in tunnels: nft 1.0.7 and Linux 6.2"
    t.kind = "vxlan"
    t.inet("udp dport 4789 vxlan vni 10", udp.dport == 4789, vxlan.vni == 10)
    t.ip("udp dport 4789 vxlan flags 8", udp.dport == 4789, vxlan.flags == 8)
    t.netdev("udp dport 4789 vxlan ip saddr 10.141.11.0/24 drop", udp.dport == 4789, vxlan(Weir.ip.saddr) == "10.141.11.0/24", .drop)
    t.ip6("udp dport 4789 vxlan ip6 daddr fe80::1", udp.dport == 4789, vxlan(Weir.ip6.daddr) == "fe80::1")
    t.bridge("udp dport 4789 vxlan ether saddr 02:00:00:00:00:01", udp.dport == 4789, vxlan(ether.saddr) == "02:00:00:00:00:01")
    t.inet("udp dport 4789 vxlan vlan id 10", udp.dport == 4789, vxlan(vlan.id) == 10)
    t.inet("udp dport 4789 vxlan arp operation request", udp.dport == 4789, vxlan(Weir.arp.operation) == .request)
    t.inet("udp dport 4789 vxlan ip dscp 0x02", udp.dport == 4789, vxlan(Weir.ip.dscp) == 2)
    t.inet("udp dport 4789 vxlan icmp type echo-reply", udp.dport == 4789, vxlan(icmp.type) == .echoReply)
    t.inet("udp dport 4789 vxlan tcp dport 1024-65535", udp.dport == 4789, vxlan(tcp.dport) == 1024...65535)
    t.inet("udp dport 4789 vxlan tcp flags syn", udp.dport == 4789, vxlan(tcp.flags).hasAny(.syn))
    t.inet("udp dport 4789 vxlan ip saddr { 10.0.0.1, 10.1.0.0/16 }", udp.dport == 4789, vxlan(Weir.ip.saddr) == ["10.0.0.1", "10.1.0.0/16"])
    t.inet("udp dport 4789 vxlan ip protocol tcp vxlan tcp dport 22", udp.dport == 4789, vxlan(Weir.ip.protocol) == .tcp, vxlan(tcp.dport) == 22)
    t.inet("udp dport 4789 vxlan ip saddr 10.0.0.1 vxlan ip daddr 10.0.0.2", udp.dport == 4789, vxlan(Weir.ip.saddr) == "10.0.0.1", vxlan(Weir.ip.daddr) == "10.0.0.2")
    t.inet("ip saddr 192.0.2.1 udp dport 4789 vxlan ip saddr 10.0.0.1", Weir.ip.saddr == "192.0.2.1", udp.dport == 4789, vxlan(Weir.ip.saddr) == "10.0.0.1")
    t.inet("udp dport 4789 vxlan tcp dport vmap { 22 : drop, 80 : accept }", udp.dport == 4789, vxlan(tcp.dport).vmap([22: .drop, 80: .accept]))

    t.kind = "geneve"
    t.inet("udp dport 6081 geneve vni 10", udp.dport == 6081, geneve.vni == 10)
    t.inet("udp dport 6081 geneve type ip", udp.dport == 6081, geneve.type == .ip)
    t.inet("udp dport 6081 geneve ip protocol icmp", udp.dport == 6081, geneve(Weir.ip.protocol) == .icmp)
    t.netdev("udp dport 6081 geneve udp sport 8888", udp.dport == 6081, geneve(udp.sport) == 8888)
    t.inet(
        "udp dport 6081 geneve ip saddr . geneve ip daddr { 1.2.3.4 . 4.3.2.1 }", udp.dport == 6081,
        concat(geneve(Weir.ip.saddr), geneve(Weir.ip.daddr)) == [.of("1.2.3.4", "4.3.2.1")])

    t.kind = "gre"
    t.inet("gre version 0", gre.version == 0)
    t.inet("gre protocol ip", gre.protocol == .ip)
    t.ip("gre ip saddr 10.141.11.0/24", gre(Weir.ip.saddr) == "10.141.11.0/24")
    t.ip6("gre ip dscp ef", gre(Weir.ip.dscp) == .ef)
    t.netdev("gre icmp type echo-reply", gre(icmp.type) == .echoReply)
    t.bridge("gre udp sport 8888", gre(udp.sport) == 8888)

    t.kind = "gretap"
    t.inet("gretap ether saddr 02:00:00:00:00:01", gretap(ether.saddr) == "02:00:00:00:00:01")
    t.inet("gretap vlan id 10", gretap(vlan.id) == 10)
    t.netdev("gretap ip saddr 10.141.11.2", gretap(Weir.ip.saddr) == "10.141.11.2")
    t.bridge("gretap icmp type echo-reply", gretap(icmp.type) == .echoReply)
    t.ip("gretap ip saddr . gretap ip daddr { 1.2.3.4 . 4.3.2.1 }", concat(gretap(Weir.ip.saddr), gretap(Weir.ip.daddr)) == [.of("1.2.3.4", "4.3.2.1")])
}

/// What tunnel devices noted of packets, and the headers that they give them.
func tunnelDeviceCases(_ t: inout StatementTable) {
    t.needs = "facts of tunnel devices: nft 1.1.6"
    t.kind = "tunnel"
    t.netdev("tunnel id 10", tunnel.id == 10)
    t.netdev("tunnel id != 3-7", tunnel.id != 3...7)
    t.netdev("tunnel id { 1, 2 } accept", tunnel.id == [1, 2], .accept)
    t.netdev("tunnel path exists", tunnel.path == .exists)
    t.netdev("tunnel path vmap { missing : drop, exists : accept }", tunnel.path.vmap([.missing: .drop, .exists: .accept]))
    t.netdev("meta mark set tunnel id", meta.mark.set(.field(tunnel.id)))
    t.netdev(
        "tunnel name \"y\" accept",
        .tunnelTemplate(
            TunnelTemplate("y") {
                $0.keyID = 10
                $0.destinationIPv4 = "192.0.2.2"
                $0.ttl = 10
            }), .accept,
        with: "tunnel y { id 10; ip daddr 192.0.2.2; ttl 10; }")
    t.netdev(
        "tunnel name ip saddr map { 10.0.0.1 : \"v\" }",
        .tunnelTemplate(
            Weir.ip.saddr.map([
                "10.0.0.1": TunnelTemplate("v", comment: "six") {
                    $0.keyID = 1
                    $0.destinationIPv6 = "fe80::2"
                    $0.options = [.vxlan(gbp: 200)]
                }
            ])), with: "tunnel v { comment \"six\"; id 1; ip6 daddr fe80::2; vxlan { gbp 200; }; }")
}

/// Whether there is a route, in sets and maps.
func routeCheckCases(_ t: inout StatementTable) {
    t.needs = "routes in sets and maps: nft 1.1.4"
    t.kind = "fib check"
    t.inet("fib daddr check exists", fib(.daddr).check == .exists)
    t.ip("fib daddr . iif check missing drop", fib(.daddr, .iif).check == .missing, .drop)
    t.inet("fib daddr check vmap { missing : drop, exists : accept }", fib(.daddr).check.vmap([.missing: .drop, .exists: .accept]))
    t.ip6("fib saddr check { exists }", fib(.saddr).check == [.exists])
    t.inet("fib daddr check . tcp dport { exists . 22 }", concat(fib(.daddr).check, tcp.dport) == [.of(.exists, 22)])
}

/// Bits that are computed from what the packet, or another field, has.
func computedBitCases(_ t: inout StatementTable) {
    t.needs = "operations on two registers: nft 1.1.2 and Linux 6.13"
    t.kind = "two registers"
    t.inet("ct mark set ct mark and 0xffff0000 or meta mark and 0xffff", ct.mark.set(ct.mark & 0xffff_0000 | (meta.mark & 0xffff)))
    t.ip("meta mark set meta mark | iif | meta cpu", meta.mark.set(meta.mark | meta.iif | meta.cpu))
    t.ip("ct mark set ct mark | ip dscp | 0x200 counter", ct.mark.set(ct.mark | Weir.ip.dscp | 0x200), .counter)
    t.ip6("ct mark set ct mark | ip6 dscp | 0x200", ct.mark.set(ct.mark | Weir.ip6.dscp | 0x200))
    t.inet("meta mark set meta mark & ct mark", meta.mark.set(meta.mark & ct.mark))
    t.inet("meta mark set meta mark ^ ct mark", meta.mark.set(meta.mark ^ ct.mark))

    t.needs = "marks of all their bits, and fields that are set to their own: nft 1.1.2"
    t.kind = "marks from fields"
    t.ip("meta mark set ip dscp << 2 | 0x10", meta.mark.set(.field(Weir.ip.dscp << 2 | 0x10)))
    t.ip("ct mark set ip dscp << 26 | 0x10", ct.mark.set(.field(Weir.ip.dscp << 26 | 0x10)))
    t.ip("ct mark set ip dscp & 0x0f << 1", ct.mark.set(.field(Weir.ip.dscp & 0x1e)))
    t.ip6("meta mark set ip6 dscp << 2 | 0x10", meta.mark.set(.field(Weir.ip6.dscp << 2 | 0x10)))
    t.ip6("ct mark set ip6 dscp | 0xff000000", ct.mark.set(.field(Weir.ip6.dscp | 0xff00_0000)))
    t.inet("meta mark set ip6 dscp | 0x40", meta.mark.set(.field(Weir.ip6.dscp | 0x40)))
    t.ip("meta mark set ip saddr & 0xff", meta.mark.set(.field(Weir.ip.saddr & "0.0.0.255")))

    t.kind = "own bits"
    t.ip("ip dscp set ip dscp | lephb", Weir.ip.dscp.set(Weir.ip.dscp | 1))
    t.ip("ip ecn set ip ecn & ect0", Weir.ip.ecn.set(Weir.ip.ecn & .ect0))
    t.inet("ip version set ip version | 1", Weir.ip.version.set(Weir.ip.version | 1))
    t.bridge("ip hdrlength set ip hdrlength & 1", Weir.ip.hdrlength.set(Weir.ip.hdrlength & 1))
    t.inet("tcp flags set tcp flags & (fin | syn | rst | psh | ack | urg)", tcp.flags.set(tcp.flags & [.fin, .syn, .rst, .psh, .ack, .urg]))
    t.inet("tcp flags set tcp flags | ecn | cwr", tcp.flags.set(tcp.flags | [.ecn, .cwr]))
}
