@testable import Weir

func metaCases(_ t: inout StatementTable) {
    t.kind = "meta"
    t.inet("meta length 100-200", meta.length == 100...200)
    t.inet("meta nfproto ipv4", meta.nfproto == .ipv4)
    t.inet("meta l4proto { tcp, udp }", meta.l4proto == [.tcp, .udp])
    t.netdev("meta protocol ip", meta.protocol == .ip)
    t.inet("meta mark 0x2a", meta.mark == 0x2a)
    t.inet("meta mark & 0xff == 0x10", meta.mark & 0xff == 0x10)
    t.inet("meta mark and 0x3 != 1", meta.mark & 3 != 1)
    t.inet("meta mark 1-10", meta.mark == 1...10)
    t.inet("meta priority 1:10", meta.priority == "1:10")
    t.inet("iif \"lo\"", meta.iif == "lo")
    t.inet("oif != \"lo\"", meta.oif != "lo")
    t.inet("iifname \"eth0\"", meta.iifname == "eth0")
    t.inet("iifname \"eth*\"", meta.iifname == "eth*")
    t.inet("oifname { \"eth0\", \"eth1\" }", meta.oifname == ["eth0", "eth1"])
    t.inet("iiftype ether", meta.iiftype == .ether)
    t.inet("meta oiftype != loopback", meta.oiftype != .loopback)
    t.inet("meta skuid 0", meta.skuid == 0)
    t.inet("meta skgid { 1000, 1001 }", meta.skgid == [1000, 1001])
    t.inet("meta skuid \"root\"", meta.skuid == "root")
    t.inet("meta rtclassid 7", meta.rtclassid == 7)
    t.inet("meta pkttype broadcast", meta.pkttype == .broadcast)
    t.inet("meta pkttype { unicast, multicast }", meta.pkttype == [.unicast, .multicast])
    t.inet("meta cpu 1-3", meta.cpu == 1...3)
    t.inet("iifgroup 1", meta.iifgroup == 1)
    t.inet("oifgroup { 11, 33 }", meta.oifgroup == [11, 33])
    t.inet("meta cgroup 1048577", meta.cgroup == 1_048_577)
    t.inet("meta random < 1000", meta.random < 1000)
    t.inet("meta iifkind \"vxlan\"", meta.iifkind == "vxlan")
    t.inet("meta oifkind \"vrf\"", meta.oifkind == "vrf")
    t.inet("meta hour \"17:00\"-\"18:00\"", meta.hour == "17:00"..."18:00")
    t.inet("meta day \"Saturday\"", meta.day == .saturday)
    t.inet("meta day { 1, 2 }", meta.day == [.monday, .tuesday])
    t.inet("meta time > 1577836800", meta.time > "2020-01-01 00:00")
    t.inet("meta sdif \"lo\" accept", meta.sdif == "lo", .accept)
    t.inet("meta sdifname != \"vrf1\"", meta.sdifname != "vrf1")
    t.needs = "NFT_BRIDGE_META"
    t.bridge("meta ibrname \"br0\"", meta.ibrname == "br0")
    t.bridge("meta obrname \"br0\"", meta.obrname == "br0")
    t.bridge("meta ibrpvid 100", meta.ibrpvid == 100)
    t.bridge("meta ibrvproto vlan", meta.ibrvproto == .vlan)
    t.needs = nil
}

func ctCases(_ t: inout StatementTable) {
    t.kind = "ct"
    t.inet("ct state established,related accept", ct.state.hasAny(.established, .related), .accept)
    t.inet("ct state { new, established }", ct.state == [.new, .established])
    t.inet("ct state invalid drop", ct.state.hasAny(.invalid), .drop)
    t.inet("ct state == new", ct.state == .new)
    t.inet("ct state != established", ct.state != .established)
    t.inet("ct direction original", ct.direction == .original)
    t.inet("ct status assured,confirmed", ct.status.hasAny(.assured, .confirmed))
    t.inet("ct status & (expected | seen-reply) == seen-reply", ct.status & [.expected, .seenReply] == .seenReply)
    t.inet("ct mark 0x32", ct.mark == 0x32)
    t.inet("ct mark and 0x23 == 0x11", ct.mark & 0x23 == 0x11)
    t.inet("ct expiration 30s", ct.expiration == "30s")
    t.inet("ct expiration 33s-45s", ct.expiration == "33s"..."45s")
    t.inet("ct helper \"ftp\"", ct.helper == "ftp")
    t.inet("ct label 3", ct.label.hasAny(3))
    t.inet("ct zone 2", ct.zone == 2)
    t.inet("ct original zone 1", ct.original.zone == 1)
    t.inet("ct original packets > 100", ct.original.packets > 100)
    t.inet("ct bytes > 100000", ct.bytes > 100_000)
    t.inet("ct reply avgpkt < 900", ct.reply.avgpkt < 900)
    t.inet("ct original l3proto ipv4", ct.original.l3proto == .ipv4)
    t.inet("ct original protocol tcp", ct.original.protocol == .tcp)
    t.inet("ct original ip saddr 192.0.2.1", ct.original.ip.saddr == "192.0.2.1")
    t.inet("ct reply ip6 daddr 2001:db8::/32", ct.reply.ip6.daddr == "2001:db8::/32")
    t.ip("ct original saddr 192.0.2.0/24", ct.original.saddr == "192.0.2.0/24")
    t.inet("meta l4proto tcp ct original proto-dst 22", meta.l4proto == .tcp, ct.original.protoDst == 22)
    t.inet("meta l4proto tcp ct reply proto-src 1-1023", meta.l4proto == .tcp, ct.reply.protoSrc == 1...1023)
    t.inet("ct id 12345", ct.id == 12345)
}

func routeCases(_ t: inout StatementTable) {
    t.kind = "rt"
    t.ip("rt classid 7", rt.classid == 7)
    t.ip("rt nexthop 192.0.2.1", rt.ip.nexthop == "192.0.2.1")
    t.inet("rt ip nexthop 192.0.2.1", rt.ip.nexthop == "192.0.2.1")
    t.inet("rt ip6 nexthop fd00::1", rt.ip6.nexthop == "fd00::1")
    t.inet("rt mtu > 1400", rt.mtu > 1400)
    t.inet("rt ipsec exists", rt.ipsec == .exists)

    t.kind = "fib"
    t.inet("fib saddr . iif oif missing drop", fib(.saddr, .iif).check == .missing, .drop)
    t.inet("fib saddr oif exists", fib(.saddr).check == .exists)
    t.inet("fib daddr type local", fib(.daddr).type == .local)
    t.inet("fib daddr . iif type { blackhole, prohibit, unreachable }", fib(.daddr, .iif).type == [.blackhole, .prohibit, .unreachable])
    t.inet("fib daddr oifname \"eth0\"", fib(.daddr).oifname == "eth0")
    t.inet("fib saddr . mark . iif oif \"lo\"", fib(.saddr, .mark, .iif).oif == "lo")

    t.kind = "socket"
    t.inet("socket transparent 1", socket.transparent == 1)
    t.inet("socket mark 0x13", socket.mark == 0x13)
    t.inet("socket wildcard 0", socket.wildcard == 0)
    t.inet("socket transparent { 0, 1 }", socket.transparent == [0, 1])
    t.ip6("socket mark != 1-7", socket.mark != 1...7)

    t.kind = "osf"
    t.ip("osf name \"Linux\"", osf.name == "Linux")
    t.ip("osf ttl loose name \"Linux\"", osf.name(ttl: .loose) == "Linux")
    t.ip("osf ttl skip name { \"Windows\", \"MacOs\" }", osf.name(ttl: .skip) == ["Windows", "MacOs"])
    t.ip("osf version \"Linux:3.0\"", osf.version == "Linux:3.0")
    t.inet("osf name != \"Linux\"", osf.name != "Linux")

    t.kind = "numgen"
    t.inet("numgen inc mod 2 0", numgen(.inc, mod: 2) == 0)
    t.inet("numgen random mod 10 < 3 drop", numgen(.random, mod: 10) < 3, .drop)
    t.inet("numgen inc mod 10 offset 100 vmap { 100 : accept, 101 : drop }", numgen(.inc, mod: 10, offset: 100).vmap([100: .accept, 101: .drop]))
    t.inet("meta mark set numgen inc mod 2", meta.mark.set(numgen(.inc, mod: 2)))
    t.ip("dnat to numgen inc mod 2 map { 0 : 192.0.2.1, 1 : 192.0.2.2 }", .dnat(to: numgen(.inc, mod: 2).map([0: "192.0.2.1", 1: "192.0.2.2"])))

    t.kind = "jhash"
    t.ip("jhash ip saddr mod 2 == 0", jhash(Weir.ip.saddr, mod: 2) == 0)
    t.ip("meta mark set jhash ip saddr . ip daddr mod 2 seed 0xdeadbeef", meta.mark.set(jhash(concat(Weir.ip.saddr, Weir.ip.daddr), mod: 2, seed: 0xdead_beef)))
    t.ip("meta mark set jhash ip saddr mod 2 offset 100", meta.mark.set(jhash(Weir.ip.saddr, mod: 2, offset: 100)))
    t.ip6("jhash ip6 saddr mod 4 seed 0x1 vmap { 0 : accept, 1-3 : drop }", jhash(Weir.ip6.saddr, mod: 4, seed: 1).vmap([0: .accept, 1...3: .drop]))
    t.ip("dnat to jhash ip saddr mod 2 seed 0x1 map { 0 : 192.0.2.1, 1 : 192.0.2.2 }", .dnat(to: jhash(Weir.ip.saddr, mod: 2, seed: 1).map([0: "192.0.2.1", 1: "192.0.2.2"])))

    t.kind = "symhash"
    t.inet("symhash mod 2 0", symhash(mod: 2) == 0)
    t.inet("meta mark set symhash mod 2", meta.mark.set(symhash(mod: 2)))
    t.inet("meta mark set symhash mod 2 offset 100", meta.mark.set(symhash(mod: 2, offset: 100)))
    t.inet("symhash mod 4 vmap { 0 : accept, 1 : drop }", symhash(mod: 4).vmap([0: .accept, 1: .drop]))
    t.ip("snat to symhash mod 2 map { 0 : 192.0.2.1, 1 : 192.0.2.2 }", .snat(to: symhash(mod: 2).map([0: "192.0.2.1", 1: "192.0.2.2"])))
}
