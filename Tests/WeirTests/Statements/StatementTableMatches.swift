@testable import Weir

func relationalCases(_ t: inout StatementTable) {
    t.kind = "comparison"
    t.inet("tcp dport < 1024", tcp.dport < 1024)
    t.inet("tcp dport <= 1023", tcp.dport <= 1023)
    t.inet("tcp dport >= 1024", tcp.dport >= 1024)
    t.inet("meta mark < 10", meta.mark < 10)
    t.inet("meta mark != 1-7", meta.mark != 1...7)
    t.ip("ip saddr > 192.0.2.1", Weir.ip.saddr > "192.0.2.1")
    t.ip("ip saddr != 192.0.2.0/24", Weir.ip.saddr != "192.0.2.0/24")

    t.kind = "bitwise"
    t.inet("meta mark & 0x3 == 0x1", meta.mark & 3 == 1)
    t.inet("meta mark | 0x3 == 0x7", meta.mark | 3 == 7)
    t.inet("meta mark ^ 0x3 == 0x1", meta.mark ^ 3 == 1)
    t.inet("meta cpu << 2 == 8", meta.cpu << 2 == 8)
    t.inet("ip saddr & 255.0.0.0 == 10.0.0.0", Weir.ip.saddr & "255.0.0.0" == "10.0.0.0")

    t.kind = "set"
    t.inet("ip saddr @blocked drop", Weir.ip.saddr == NamedSet("blocked", type: .ipv4Address), .drop, with: "set blocked { type ipv4_addr; }")
    t.inet("ip6 saddr != @ok drop", Weir.ip6.saddr != NamedSet("ok", ["2001:db8::1"]), .drop, with: "set ok { type ipv6_addr; elements = { 2001:db8::1 } }")
    t.inet("tcp dport @ports", tcp.dport == NamedSet("ports", [22, 80, 8000...8010]), with: "set ports { type inet_service; flags interval; elements = { 22, 80, 8000-8010 } }")
    t.inet("ip saddr @timed", Weir.ip.saddr == NamedSet("timed", timeout: .hours(1), size: 100, ["192.0.2.1"]), with: "set timed { type ipv4_addr; timeout 1h; size 100; elements = { 192.0.2.1 } }")
    t.inet("meta mark @marks", meta.mark == NamedSet("marks", [1, 2, 0x10]), with: "set marks { type mark; elements = { 1, 2, 0x10 } }")
    t.inet("iifname @wan", meta.iifname == NamedSet("wan", ["eth0", "ppp*"]), with: "set wan { type ifname; flags interval; elements = { \"eth0\", \"ppp*\" } }")
    t.inet(
        "ip saddr . tcp dport @pairs", concat(Weir.ip.saddr, tcp.dport) == NamedSet("pairs", [.of("192.0.2.1", 22), .of("192.0.2.2", 80)]),
        with: "set pairs { type ipv4_addr . inet_service; elements = { 192.0.2.1 . 22, 192.0.2.2 . 80 } }")
    t.inet(
        "ip saddr @commented", Weir.ip.saddr == NamedSet("commented", [.element("192.0.2.1", comment: "noc"), "192.0.2.2"]),
        with: "set commented { type ipv4_addr; elements = { 192.0.2.1 comment \"noc\", 192.0.2.2 } }")

    t.kind = "concatenation"
    t.inet("ip saddr . tcp dport { 192.0.2.1 . 22, 192.0.2.2 . 80 } accept", concat(Weir.ip.saddr, tcp.dport) == [.of("192.0.2.1", 22), .of("192.0.2.2", 80)], .accept)
    t.inet("ip saddr . ip daddr . tcp dport { 192.0.2.1 . 198.51.100.1 . 22 }", concat(Weir.ip.saddr, Weir.ip.daddr, tcp.dport) == [.of("192.0.2.1", "198.51.100.1", 22)])
    t.inet("ip saddr . tcp dport { 192.0.2.0/24 . 1-1023 }", concat(Weir.ip.saddr, tcp.dport) == [.of("192.0.2.0/24", 1...1023)])
    t.inet("iifname . ether saddr != { \"eth0\" . 00:16:3e:00:00:01 } drop", concat(meta.iifname, ether.saddr) != [.of("eth0", "00:16:3e:00:00:01")], .drop)
    t.inet("meta l4proto . th dport { tcp . 22, udp . 53 }", concat(meta.l4proto, th.dport) == [.of(.tcp, 22), .of(.udp, 53)])
    t.ip("ip saddr . ip daddr { 192.0.2.1 . 198.51.100.1 }", concat(Weir.ip.saddr, Weir.ip.daddr) == .of("192.0.2.1", "198.51.100.1"))
}

func verdictCases(_ t: inout StatementTable) {
    t.kind = "verdict"
    let other = "chain other { }"
    t.inet("accept", .accept)
    t.inet("drop", .drop)
    t.inet("continue", .continue)
    t.inet("return", .return)
    t.inet("jump other", .jump("other"), with: other)
    t.inet("tcp dport 22 goto other", tcp.dport == 22, .goto("other"), with: other)
    t.inet(
        "tcp dport 22 jump { ip saddr 192.0.2.1 accept; drop; }", tcp.dport == 22,
        .jump {
            Rule(Weir.ip.saddr == "192.0.2.1", .accept)
            Rule(.drop)
        })

    t.kind = "vmap"
    t.inet("tcp dport vmap { 22 : accept, 23 : drop }", tcp.dport.vmap([22: .accept, 23: .drop]))
    t.inet("ct state vmap { established : accept, related : accept, invalid : drop }", ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
    t.inet("iifname vmap { \"lo\" : accept, \"eth0\" : jump other }", meta.iifname.vmap(["lo": .accept, "eth0": .jump("other")]), with: other)
    t.inet(
        "tcp dport vmap @services", tcp.dport.vmap(NamedMap("services", [22: .accept, 80: .goto("other")])),
        with: "\(other)\nmap services { type inet_service : verdict; elements = { 22 : accept, 80 : goto other } }")
    t.inet("ip saddr . tcp dport vmap { 192.0.2.1 . 22 : accept }", concat(Weir.ip.saddr, tcp.dport).vmap([.of("192.0.2.1", 22): .accept]))
    t.inet("ip saddr vmap { 192.0.2.0/24 : accept, * : drop }", Weir.ip.saddr.vmap(["192.0.2.0/24": .accept, .catchAll: .drop]))
    t.inet("meta l4proto vmap { tcp : jump other, udp : return, icmp : continue }", meta.l4proto.vmap([.tcp: .jump("other"), .udp: .return, .icmp: .continue]), with: other)

    t.kind = "queue"
    t.needs = "NFT_QUEUE"
    t.inet("queue", .queue())
    t.inet("queue num 2", .queue(2))
    t.inet("queue num 0-3 bypass", .queue(0...3, bypass: true))
    t.inet("queue num 4-5 fanout,bypass", .queue(4...5, bypass: true, fanout: true))
    t.inet("queue to symhash mod 4", .queue(to: symhash(mod: 4)))
    t.needs = nil
}

func mapCases(_ t: inout StatementTable) {
    t.kind = "map"
    t.inet("meta mark set tcp dport map { 22 : 1, 80 : 2 }", meta.mark.set(tcp.dport.map([22: 1, 80: 2])))
    t.ip("dnat to tcp dport map { 80 : 192.0.2.1, 443 : 192.0.2.2 }", .dnat(to: tcp.dport.map([80: "192.0.2.1", 443: "192.0.2.2"])))
    t.inet("meta mark set ip saddr map @marks", meta.mark.set(Weir.ip.saddr.map(NamedMap("marks", ["192.0.2.1": 7]))), with: "map marks { type ipv4_addr : mark; elements = { 192.0.2.1 : 7 } }")
    t.ip("snat to ip saddr map { 192.0.2.0/24 : 198.51.100.1, 192.0.3.0/24 : 198.51.100.2 }", .snat(to: Weir.ip.saddr.map(["192.0.2.0/24": "198.51.100.1", "192.0.3.0/24": "198.51.100.2"])))
    t.inet("ct mark set meta mark map { 1 : 2, 3 : 4 }", ct.mark.set(meta.mark.map([1: 2, 3: 4])))
    t.inet("meta priority set tcp dport map { 22 : 1:1, 80 : 1:2 }", meta.priority.set(tcp.dport.map([22: "1:1", 80: "1:2"])))
}

func setUpdateCases(_ t: inout StatementTable) {
    t.kind = "set update"
    let blocked = NamedSet<Address>("blocked", timeout: .hours(1), size: 1000)
    let declaration = "set blocked { type ipv4_addr; size 1000; flags dynamic,timeout; timeout 1h; }"
    t.inet("add @blocked { ip saddr }", .add(Weir.ip.saddr, to: blocked), with: declaration)
    t.inet("add @blocked { ip saddr timeout 10m }", .add(Weir.ip.saddr, to: blocked, timeout: .minutes(10)), with: declaration)
    t.inet("update @blocked { ip saddr timeout 10m counter } drop", .update(Weir.ip.saddr, in: blocked, timeout: .minutes(10), .counter), .drop, with: declaration)
    t.inet("add @blocked { ip saddr limit rate over 10/second burst 5 packets } drop", .add(Weir.ip.saddr, to: blocked, .limit(over: 10, per: .second)), .drop, with: declaration)
    t.inet(
        "delete @blocked { ip saddr limit rate 7/minute }", .delete(Weir.ip.saddr, from: blocked, .limit(7, per: .minute)),
        with: "set blocked { type ipv4_addr; size 1000; flags dynamic,timeout; timeout 1h; }")
    t.inet("delete @blocked { ip saddr }", .delete(Weir.ip.saddr, from: blocked), with: "set blocked { type ipv4_addr; size 1000; flags timeout; timeout 1h; }")
    t.inet(
        "update @pairs { ip saddr . tcp dport }", .update(concat(Weir.ip.saddr, tcp.dport), in: NamedSet("pairs", size: 10)),
        with: "set pairs { type ipv4_addr . inet_service; size 10; flags dynamic; }")
    t.inet(
        "add @seen { ip6 saddr ct count over 5 } reject", .add(Weir.ip6.saddr, to: NamedSet("seen", size: 10), .ctCount(over: 5)), .reject, with: "set seen { type ipv6_addr; size 10; flags dynamic; }"
    )
    t.inet("update @last { ip saddr : tcp dport }", .update(Weir.ip.saddr, tcp.dport, in: NamedMap("last", size: 10)), with: "map last { type ipv4_addr : inet_service; size 10; flags dynamic; }")
}
