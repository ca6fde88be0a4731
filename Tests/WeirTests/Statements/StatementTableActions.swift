@testable import Weir

func statefulCases(_ t: inout StatementTable) {
    t.kind = "counter"
    t.inet("counter", .counter)
    t.inet("counter packets 5 bytes 100", .counter(packets: 5, bytes: 100))
    t.inet("tcp dport 22 counter accept", tcp.dport == 22, .counter, .accept)
    t.inet("counter name \"ssh\"", .counter("ssh"), with: "counter ssh { }")
    t.inet("counter name \"web\" drop", .counter(Counter("web", packets: 1, bytes: 2)), .drop, with: "counter web { packets 1 bytes 2 }")
    t.netdev("counter drop", .counter, .drop)

    t.kind = "quota"
    t.inet("quota 25 mbytes", .quota(.mbytes(25)))
    t.inet("quota over 1 kbytes drop", .quota(over: .kbytes(1)), .drop)
    t.inet("quota until 100 bytes accept", .quota(100), .accept)
    t.inet("quota over 500 bytes used 5 bytes", .quota(over: 500, used: 5))
    t.inet("quota name \"monthly\" drop", .quota(Quota("monthly", over: .mbytes(10))), .drop, with: "quota monthly { over 10 mbytes }")

    t.kind = "limit"
    t.inet("limit rate 10/second accept", .limit(10, per: .second), .accept)
    t.inet("limit rate 400/minute burst 20 packets", .limit(400, per: .minute, burst: 20))
    t.inet("limit rate over 40/day drop", .limit(over: 40, per: .day), .drop)
    t.inet("limit rate 1/hour", .limit(1, per: .hour))
    t.inet("limit rate 40/week", .limit(40, per: .week))
    t.inet("limit rate 1 mbytes/second", .limit(.mbytes(1), per: .second))
    t.inet("limit rate 2 kbytes/second burst 6 kbytes", .limit(.kbytes(2), per: .second, burst: .kbytes(6)))
    t.inet("limit rate over 1023 bytes/second", .limit(over: .bytes(1023), per: .second))
    t.inet("limit name \"slower\" accept", .limit(Limit("slower", 1, per: .second)), .accept, with: "limit slower { rate 1/second }")

    t.kind = "ct count"
    t.inet("ct count 5 accept", .ctCount(5), .accept)
    t.inet("ct count over 10 drop", .ctCount(over: 10), .drop)
    t.ip("tcp dport 22 ct count over 3 reject", tcp.dport == 22, .ctCount(over: 3), .reject)
    t.ip6("ct count over 1 counter drop", .ctCount(over: 1), .counter, .drop)
    t.inet("ct state new ct count over 20 drop", ct.state.hasAny(.new), .ctCount(over: 20), .drop)

    t.kind = "last"
    t.needs = "nft's last"
    t.inet("last", .last)
    t.inet("tcp dport 22 last", tcp.dport == 22, .last)
    t.ip("last counter", .last, .counter)
    t.ip6("icmpv6 type echo-request last accept", icmpv6.type == .echoRequest, .last, .accept)
    t.netdev("last drop", .last, .drop)

    t.needs = nil

    t.kind = "synproxy"
    t.inet("tcp dport 80 synproxy mss 1460 wscale 7 timestamp sack-perm", tcp.dport == 80, .synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true))
    t.inet("meta l4proto tcp synproxy", meta.l4proto == .tcp, .synproxy())
    t.inet("tcp dport 80 synproxy mss 536", tcp.dport == 80, .synproxy(mss: 536))
    t.ip("tcp dport 80 synproxy wscale 9 timestamp", tcp.dport == 80, .synproxy(wscale: 9, timestamp: true))
    t.inet("tcp dport 80 synproxy name \"web\"", tcp.dport == 80, .synproxy(Synproxy("web", mss: 1460, wscale: 7)), with: "synproxy web { mss 1460; wscale 7; }")
}

func logCases(_ t: inout StatementTable) {
    t.kind = "log"
    t.inet("log", .log)
    t.inet("log prefix \"in: \" drop", .log(prefix: "in: "), .drop)
    t.inet("log level debug", .log(level: .debug))
    t.inet("log prefix \"x\" level emerg flags all", .log(prefix: "x", level: .emerg, flags: .all))
    t.inet("log flags tcp sequence,options flags ip options", .log(flags: [.tcpSequence, .tcpOptions, .ipOptions]))
    t.inet("log flags skuid flags ether", .log(flags: [.skuid, .ether]))
    t.inet("log group 2", .log(group: 2))
    t.inet("log prefix \"nf\" group 2 snaplen 128 queue-threshold 20", .log(prefix: "nf", group: 2, snaplen: 128, queueThreshold: 20))
    t.inet("log level audit", .log(level: .audit))

    t.kind = "reject"
    t.inet("reject", .reject)
    t.ip("reject", .reject)
    t.ip6("reject", .reject)
    t.inet("reject with tcp reset", .reject(with: .tcpReset))
    t.inet("tcp dport 22 reject with tcp reset", tcp.dport == 22, .reject(with: .tcpReset))
    t.ip("reject with icmp type host-unreachable", .reject(with: .icmp(.hostUnreachable)))
    t.inet("reject with icmp type admin-prohibited", .reject(with: .icmp(.adminProhibited)))
    t.ip6("reject with icmpv6 type no-route", .reject(with: .icmpv6(.noRoute)))
    t.inet("reject with icmpx type admin-prohibited", .reject(with: .icmpx(.adminProhibited)))
    t.inet("reject with icmpx type host-unreachable", .reject(with: .icmpx(.hostUnreachable)))
    t.needs = "NFT_REJECT_NETDEV"
    t.netdev("reject with icmpx type port-unreachable", .reject(with: .icmpx(.portUnreachable)))
}

func natCases(_ t: inout StatementTable) {
    t.kind = "snat"
    t.ip("snat to 192.0.2.1", .snat(to: "192.0.2.1"))
    t.inet("snat ip to 192.0.2.1", .snat(to: "192.0.2.1"))
    t.inet("snat ip6 to 2001:db8::1", .snat(to: "2001:db8::1"))
    t.ip("snat to 192.0.2.1-192.0.2.9", .snat(to: "192.0.2.1-192.0.2.9"))
    t.ip("meta l4proto tcp snat to 192.0.2.1:1024-65535 random", meta.l4proto == .tcp, .snat(to: "192.0.2.1", port: 1024...65535, flags: .random))
    t.ip("snat to 192.0.2.1 persistent", .snat(to: "192.0.2.1", flags: .persistent))
    t.ip("snat to 192.0.2.1 fully-random,persistent", .snat(to: "192.0.2.1", flags: [.fullyRandom, .persistent]))
    t.ip("snat ip prefix to ip saddr map { 10.0.0.0/24 : 192.0.2.0/24 }", .snat(prefix: Weir.ip.saddr.map(["10.0.0.0/24": "192.0.2.0/24"])))

    t.kind = "dnat"
    t.ip("dnat to 192.0.2.1", .dnat(to: "192.0.2.1"))
    t.ip("tcp dport 80 dnat to 192.0.2.1:8080", tcp.dport == 80, .dnat(to: "192.0.2.1", port: 8080))
    t.inet("tcp dport 80 dnat ip6 to [2001:db8::1]:8080", tcp.dport == 80, .dnat(to: "2001:db8::1", port: 8080))
    t.ip("tcp dport 80-90 dnat to 192.0.2.1:8080-8090", tcp.dport == 80...90, .dnat(to: "192.0.2.1", port: 8080...8090))
    t.ip("tcp dport 80 dnat to :8080", tcp.dport == 80, .dnat(port: 8080))
    t.ip("dnat ip to tcp dport map { 80 : 192.0.2.1 . 8080, 443 : 192.0.2.2 . 8443 }", .dnat(addressAndPort: tcp.dport.map([80: .of("192.0.2.1", 8080), 443: .of("192.0.2.2", 8443)])))
    t.inet("dnat ip to tcp dport map { 80 : 192.0.2.1, 443 : 192.0.2.2 }", .dnat(to: tcp.dport.map([80: "192.0.2.1", 443: "192.0.2.2"])))
    t.ip("dnat ip prefix to ip daddr map { 192.0.2.0/24 : 10.0.0.0/24 }", .dnat(prefix: Weir.ip.daddr.map(["192.0.2.0/24": "10.0.0.0/24"])))

    t.kind = "masquerade"
    t.ip("masquerade", .masquerade)
    t.inet("masquerade random", .masquerade(flags: .random))
    t.ip6("masquerade random,persistent", .masquerade(flags: [.random, .persistent]))
    t.ip("meta l4proto tcp masquerade to :1024-65535", meta.l4proto == .tcp, .masquerade(port: 1024...65535))
    t.inet("tcp dport 80 masquerade to :1024 fully-random", tcp.dport == 80, .masquerade(port: 1024, flags: .fullyRandom))

    t.kind = "redirect"
    t.ip("redirect", .redirect)
    t.inet("tcp dport 80 redirect to :8080", tcp.dport == 80, .redirect(port: 8080))
    t.ip6("udp dport 53 redirect to :5353-5360 random", udp.dport == 53, .redirect(port: 5353...5360, flags: .random))
    t.inet("tcp dport 22 redirect", tcp.dport == 22, .redirect)
    t.ip("meta l4proto tcp redirect to :tcp dport map { 22 : 8000, 80 : 8080 }", meta.l4proto == .tcp, .redirect(port: tcp.dport.map([22: 8000, 80: 8080])))
}

func forwardingCases(_ t: inout StatementTable) {
    t.kind = "tproxy"
    t.ip("meta l4proto tcp tproxy to 192.0.2.1", meta.l4proto == .tcp, .tproxy(to: "192.0.2.1"))
    t.ip("meta l4proto tcp tproxy to 192.0.2.1:50080", meta.l4proto == .tcp, .tproxy(to: "192.0.2.1", port: 50080))
    t.ip("tcp dport 80 tproxy to :50080", tcp.dport == 80, .tproxy(port: 50080))
    t.inet("tcp dport 80 tproxy ip to :50080", tcp.dport == 80, .tproxy(port: 50080, family: .ip))
    t.inet("tcp dport 80 tproxy ip6 to [2001:db8::1]:50080", tcp.dport == 80, .tproxy(to: "2001:db8::1", port: 50080))
    t.inet("meta l4proto tcp tproxy to :50080", meta.l4proto == .tcp, .tproxy(port: 50080))

    t.kind = "dup"
    t.ip("dup to 192.0.2.1", .dup(to: "192.0.2.1"))
    t.ip("dup to 192.0.2.1 device \"lo\"", .dup(to: "192.0.2.1", device: "lo"))
    t.ip6("dup to 2001:db8::1 device \"lo\"", .dup(to: "2001:db8::1", device: "lo"))
    t.netdev("dup to \"lo\"", .dup(device: "lo"))
    t.ip("dup to ip saddr map { 192.0.2.1 : 198.51.100.1 } device \"lo\"", .dup(to: Weir.ip.saddr.map(["192.0.2.1": "198.51.100.1"]), device: "lo"))

    t.kind = "fwd"
    t.netdev("fwd to \"lo\"", .fwd(device: "lo"))
    t.netdev("ip daddr 192.0.2.1 fwd to \"lo\"", Weir.ip.daddr == "192.0.2.1", .fwd(device: "lo"))
    t.netdev("fwd ip to 192.0.2.1 device \"lo\"", .fwd(to: "192.0.2.1", device: "lo"))
    t.netdev("fwd ip6 to 2001:db8::1 device \"lo\"", .fwd(to: "2001:db8::1", device: "lo"))
    t.netdev("fwd to meta mark map { 1 : \"lo\" }", .fwd(device: meta.mark.map([1: "lo"])))

    t.kind = "notrack"
    t.ip("notrack", .notrack)
    t.ip6("notrack", .notrack)
    t.inet("udp dport 53 notrack", udp.dport == 53, .notrack)
    t.inet("iifname \"lo\" notrack accept", meta.iifname == "lo", .notrack, .accept)
    t.inet("tcp flags syn notrack", tcp.flags.hasAny(.syn), .notrack)

    t.kind = "flow add"
    t.needs = "NF_FLOW_TABLE"
    let flowtable = Flowtable("fast", devices: ["lo"])
    let declaration = "flowtable fast { hook ingress priority 0; devices = { lo }; }"
    t.inet("flow add @fast", .flowAdd(flowtable), with: declaration)
    t.inet("ct state established flow add @fast", ct.state.hasAny(.established), .flowAdd(flowtable), with: declaration)
    t.inet("meta l4proto { tcp, udp } flow add @fast", meta.l4proto == [.tcp, .udp], .flowAdd(flowtable), with: declaration)
    t.ip("ip protocol tcp flow add @fast", Weir.ip.protocol == .tcp, .flowAdd(flowtable), with: declaration)
    t.ip6("flow add @fast counter", .flowAdd(flowtable), .counter, with: declaration)
    t.needs = nil
}

func assignmentCases(_ t: inout StatementTable) {
    t.kind = "meta set"
    t.inet("meta mark set 0x2a", meta.mark.set(0x2a))
    t.inet("meta mark set ct mark", meta.mark.set(ct.mark))
    t.inet("meta mark set meta mark & 0xffffff00 | 0x1", meta.mark.set(meta.mark & 0xffff_ff00 | 1))
    t.inet("meta priority set 1:10", meta.priority.set("1:10"))
    t.inet("meta nftrace set 1", meta.nftrace.set(1))
    t.netdev("meta pkttype set host", meta.pkttype.set(.host))

    t.kind = "ct set"
    t.inet("ct mark set 0x11", ct.mark.set(0x11))
    t.inet("ct mark set meta mark", ct.mark.set(meta.mark))
    t.inet("ct mark set ct mark | 0x10", ct.mark.set(ct.mark | 0x10))
    t.inet("ct zone set 2", ct.zone.set(2))
    t.inet("ct original zone set 1", ct.original.zone.set(1))
    t.inet("ct event set new,destroy", ct.event.set([.new, .destroy]))
    t.inet("ct label set 3", ct.label.set(3))

    t.kind = "payload set"
    t.ip("ip dscp set cs1", Weir.ip.dscp.set(.cs1))
    t.ip("ip ttl set 64", Weir.ip.ttl.set(64))
    t.ip("ip daddr set 192.0.2.1", Weir.ip.daddr.set("192.0.2.1"))
    t.inet("tcp dport set 8080", tcp.dport.set(8080))
    t.inet("udp checksum set 0", udp.checksum.set(0, overZeroChecksum: t.sumsOverZero))
    t.ip6("ip6 hoplimit set 64", Weir.ip6.hoplimit.set(64))
    t.ip6("ip6 dscp set ef", Weir.ip6.dscp.set(.ef))
    t.bridge("vlan id set 10", vlan.id.set(10))
    t.netdev("ether daddr set 00:16:3e:00:00:01", ether.daddr.set("00:16:3e:00:00:01"))
    t.inet("@th,16,16 set 22", payload(.transport, offset: 16, length: 16).set(22))

    t.kind = "tcp option set"
    t.inet("tcp option maxseg size set 1360", tcp.option.maxseg.size.set(1360))
    t.inet("tcp flags syn tcp option maxseg size set rt mtu", tcp.flags.hasAny(.syn), tcp.option.maxseg.size.set(rt.mtu))
    t.inet("tcp option sack right set 1", tcp.option.sack.right.set(1))
    t.inet("tcp option timestamp tsval set 1", tcp.option.timestamp.tsval.set(1))
    t.inet("tcp option sack left set 1", tcp.option.sack.left.set(1))

    t.kind = "tcp option reset"
    t.inet("reset tcp option sack-perm", .resetTCPOption(.sackPerm))
    t.inet("reset tcp option timestamp", .resetTCPOption(.timestamp))
    t.inet("tcp flags syn reset tcp option fastopen", tcp.flags.hasAny(.syn), .resetTCPOption(.fastopen))
    t.ip("reset tcp option mptcp", .resetTCPOption(.mptcp))
    t.ip6("reset tcp option 254", .resetTCPOption(254))
}

func objectCases(_ t: inout StatementTable) {
    t.kind = "object map"
    let counters = "counter a { }\ncounter b { }"
    t.inet("counter name tcp dport map { 22 : \"a\", 80 : \"b\" }", .counter(tcp.dport.map([22: Counter("a"), 80: Counter("b")])), with: counters)
    t.inet(
        "counter name tcp dport map @byport", .counter(tcp.dport.map(NamedMap("byport", [22: Counter("a"), 80: Counter("b")]))),
        with: "\(counters)\nmap byport { type inet_service : counter; elements = { 22 : \"a\", 80 : \"b\" } }")
    t.inet("quota name ip saddr map { 192.0.2.1 : \"q\" }", .quota(Weir.ip.saddr.map(["192.0.2.1": Quota("q", over: .mbytes(1))])), with: "quota q { over 1 mbytes }")
    t.inet("limit name tcp dport map { 22 : \"l\" } accept", .limit(tcp.dport.map([22: Limit("l", 5, per: .second)])), .accept, with: "limit l { rate 5/second }")
    t.ip("counter name ip saddr map { 192.0.2.0/24 : \"a\" }", .counter(Weir.ip.saddr.map(["192.0.2.0/24": Counter("a")])), with: "counter a { }")

    t.kind = "ct object"
    t.inet("ct helper set \"ftp-std\"", .ctHelper(CtHelper("ftp-std", "ftp", .tcp)), with: "ct helper ftp-std { type \"ftp\" protocol tcp; }")
    t.ip("tcp dport 21 ct helper set \"ftp-std\"", tcp.dport == 21, .ctHelper(CtHelper("ftp-std", "ftp", .tcp)), with: "ct helper ftp-std { type \"ftp\" protocol tcp; }")
    t.inet(
        "udp dport 69 ct helper set \"tftp-basic\"", udp.dport == 69, .ctHelper(CtHelper("tftp-basic", "tftp", .udp, l3: .ip)), with: "ct helper tftp-basic { type \"tftp\" protocol udp; l3proto ip; }"
    )
    t.ip(
        "tcp dport 80 ct timeout set \"short\"", tcp.dport == 80, .ctTimeout(CtTimeout("short", .tcp, [.established: .seconds(120), .close: .seconds(4)])),
        with: "ct timeout short { protocol tcp; l3proto ip; policy = { established : 120, close : 4 }; }")
    t.ip(
        "udp dport 53 ct timeout set \"dns\"", udp.dport == 53, .ctTimeout(CtTimeout("dns", .udp, [.unreplied: .seconds(5), .replied: .seconds(10)])),
        with: "ct timeout dns { protocol udp; policy = { unreplied : 5, replied : 10 }; }")
    t.ip(
        "ct expectation set \"later\"", .ctExpectation(CtExpectation("later", .tcp, dport: 9876, timeout: .minutes(1), size: 12)),
        with: "ct expectation later { protocol tcp; dport 9876; timeout 1m; size 12; l3proto ip; }")
    t.inet(
        "tcp dport 5060 ct expectation set \"sip\"", tcp.dport == 5060, .ctExpectation(CtExpectation("sip", .udp, dport: 5061, timeout: .seconds(30), size: 8, l3: .ip)),
        with: "ct expectation sip { protocol udp; dport 5061; timeout 30s; size 8; l3proto ip; }")

    t.kind = "secmark"
    t.needs = "SELinux"
    let context = "system_u:object_r:ssh_server_packet_t:s0"
    t.inet("meta secmark set \"ssh\"", .secmark(Secmark("ssh", context: context)), with: "secmark ssh { \"\(context)\" }")
    t.inet("tcp dport 22 meta secmark set \"ssh\"", tcp.dport == 22, .secmark(Secmark("ssh", context: context)), with: "secmark ssh { \"\(context)\" }")
    t.inet("ct secmark set meta secmark", ct.secmark.set(meta.secmark))
    t.inet("meta secmark set ct secmark", meta.secmark.set(ct.secmark))
    t.inet("meta secmark set tcp dport map { 22 : \"ssh\" }", .secmark(tcp.dport.map([22: Secmark("ssh", context: context)])), with: "secmark ssh { \"\(context)\" }")
    t.needs = nil
}
