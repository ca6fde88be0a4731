import Rendering
import StockNft
import Tags
import Testing
import WeirModel

private func number(_ number: UInt128, _ type: DataType) -> Value { .number(number, type) }
private func port(_ number: UInt128) -> Value { .number(number, .inetService) }
private func address(_ text: String) -> Value {
    (try? DataType.ipv4Address.parse(text)) ?? (try? DataType.ipv6Address.parse(text)) ?? .text(text, .string)
}
private let state = Term.field(.ct(.state, direction: nil))
private let dport = Term.field(.header(.tcpDport))
private let saddr = Term.field(.header(.ipSaddr))
private let mark = Term.field(.meta(.mark))
private let flags = Term.field(.header(.tcpFlags))

/// Each statement's text as nft's manual has it; and nft reads it.
@Suite("nft text: statements", .tags(.pure)) struct NftStatementTests {
    struct Case: Sendable, CustomStringConvertible {
        var statement: Statement
        var text: String
        var family: Family
        init(_ statement: Statement, _ text: String, _ family: Family = .inet) {
            self.statement = statement
            self.text = text
            self.family = family
        }
        var description: String { text }
    }

    static let matches = [
        Case(.match(dport, .equal, .value(port(22))), "tcp dport 22"),
        Case(.match(dport, .notEqual, .value(port(22))), "tcp dport != 22"),
        Case(.match(dport, .equal, .range(port(1), port(1023))), "tcp dport 1-1023"),
        Case(.match(dport, .greaterOrEqual, .value(port(1024))), "tcp dport >= 1024"),
        Case(
            .match(dport, .notEqual, .set([Element(.values([port(1)])), Element(.ranges(lower: [port(5)], upper: [port(9)]))])),
            "tcp dport != { 1, 5-9 }"),
        Case(.match(saddr, .equal, .prefix(address("10.0.0.0"), length: 8)), "ip saddr 10.0.0.0/8"),
        Case(.match(saddr, .equal, .namedSet("hosts")), "ip saddr @hosts"),
        Case(.match(state, .anyOf, .flags([number(2, .ctState), number(4, .ctState)])), "ct state established,related"),
        Case(.match(state, .anyOf, .value(number(2, .ctState))), "ct state established"),
        Case(.match(state, .equal, .value(number(2, .ctState))), "ct state == established"),
        Case(
            .match(state, .equal, .set([Element(.values([number(2, .ctState)])), Element(.values([number(8, .ctState)]))])),
            "ct state { established, new }"),
        Case(
            .match(.binary(.and, flags, .value(number(18, .tcpFlag))), .equal, .value(number(2, .tcpFlag))),
            "tcp flags & (syn | ack) == syn"),
        Case(
            .match(.binary(.and, flags, .value(number(3, .tcpFlag))), .equal, .value(number(0, .tcpFlag))), "tcp flags & (fin | syn) == 0x0"
        ),
        Case(
            .match(.binary(.and, mark, .value(number(0xff, .mark))), .notEqual, .value(number(16, .mark))),
            "meta mark & 0x000000ff != 0x00000010"),
        Case(.match(.concatenation([saddr, dport]), .equal, .namedSet("pairs")), "ip saddr . tcp dport @pairs"),
        Case(
            .match(
                .concatenation([saddr, dport]), .equal,
                .set([Element(.ranges(lower: [address("10.0.0.0"), port(80)], upper: [address("10.0.0.255"), port(90)]))])),
            "ip saddr . tcp dport { 10.0.0.0/24 . 80-90 }"),
        Case(.match(.field(.meta(.iifname)), .equal, .value(.text("eth*", .ifname))), "iifname \"eth*\""),
        Case(.match(.field(.meta(.iif)), .equal, .value(.text("lo", .ifindex))), "iif \"lo\""),
        Case(.match(.field(.meta(.skuid)), .equal, .value(.text("root", .uid))), "meta skuid \"root\""),
        Case(.match(.field(.meta(.hour)), .equal, .range(number(61_200, .hour), number(64_800, .hour))), "meta hour 61200-64800"),
        Case(.match(.field(.meta(.time)), .less, .value(number(1_600_000_000_000_000_000, .date))), "meta time < 1600000000"),
        Case(.match(.field(.meta(.day)), .equal, .range(number(1, .day), number(5, .day))), "meta day 1-5"),
        Case(.match(.field(.meta(.priority)), .equal, .value(number(0x1_0002, .classid))), "meta priority 1:2"),
        Case(.match(.field(.ct(.ipSaddr, direction: .original)), .equal, .value(address("10.0.0.1"))), "ct original ip saddr 10.0.0.1"),
        Case(.match(.field(.ct(.expiration, direction: nil)), .greater, .value(number(90_000, .time))), "ct expiration > 1m30s"),
        Case(.match(.field(.ct(.label, direction: nil)), .anyOf, .value(number(1 << 5, .ctLabel))), "ct label 5"),
        Case(
            .match(.field(.fib(.oif, flags: [.saddr, .iif, .present])), .equal, .value(number(0, .boolean))), "fib saddr . iif oif missing"),
        Case(.match(.field(.fib(.type, flags: .daddr)), .equal, .value(number(2, .fibAddressType))), "fib daddr type local"),
        Case(.match(.field(.socket(.mark, level: 0)), .equal, .value(number(1, .mark))), "socket mark 0x00000001"),
        Case(.match(.field(.osf(.name, ttl: .loose)), .equal, .value(.text("Linux", .string))), "osf ttl loose name \"Linux\""),
        Case(
            .match(.field(.ipsec(.ipSaddr, direction: .in, spnum: 1)), .equal, .value(address("10.0.0.1"))),
            "ipsec in spnum 1 ip saddr 10.0.0.1"),
        Case(.match(.field(.rt(.nexthop6)), .equal, .value(address("2001:db8::1"))), "rt ip6 nexthop 2001:db8::1"),
        Case(.match(.field(.extensionHeaderPresence(.frag)), .equal, .value(number(1, .boolean))), "exthdr frag exists"),
        Case(.match(.field(.tcpOptionPresence(kind: 42)), .equal, .value(number(1, .boolean))), "tcp option 42 exists"),
        Case(
            .match(.field(.rawTCPOption(kind: 42, bitOffset: 16, bitLength: 8)), .equal, .value(number(3, .integer))),
            "tcp option @42,16,8 3"),
        Case(.match(.field(.tcpOption(.maxsegKind)), .equal, .value(number(2, .integer))), "tcp option @2,0,8 2"),
        Case(.match(.field(.ipOption(.lsrrPtr)), .equal, .value(number(4, .integer))), "ip option lsrr ptr 4", .ip),
        Case(.match(.field(.sctpChunk(.dataTsn)), .equal, .value(number(23, .integer))), "sctp chunk data tsn 23"),
        Case(.match(.field(.payload(base: .network, bitOffset: 96, bitLength: 32)), .equal, .value(number(1, .integer))), "@nh,96,32 1"),
        Case(
            .match(.field(.numgen(.inc, modulus: 3, offset: 1)), .equal, .value(number(2, .integer))), "numgen inc mod 3 offset 1 2"
        ),
        Case(
            .match(.jhash(.concatenation([saddr, dport]), modulus: 8, seed: 0xbeef, offset: 2), .less, .value(number(4, .integer))),
            "jhash ip saddr . tcp dport mod 8 seed 0xbeef offset 2 < 4"),
        Case(.match(.field(.header(.arpSaddrIp)), .equal, .value(address("10.0.0.1"))), "arp saddr ip 10.0.0.1", .arp),
        Case(.match(.field(.header(.vlanId)), .equal, .value(number(7, .integer))), "vlan id 7", .bridge),
    ]

    static let actions = [
        Case(.verdict(.jump(.named("other"))), "jump other"),
        Case(
            .verdict(
                .goto(
                    .anonymous([
                        Rule([.match(dport, .equal, .value(port(1))), .verdict(.drop)], comment: "one"), Rule([.verdict(.accept)]),
                    ]))),
            "goto { tcp dport 1 drop comment \"one\"; accept; }"),
        Case(
            .verdictMap(
                key: dport,
                .anonymous([
                    Element(.values([port(22)]), data: .verdict(.accept)),
                    Element(.ranges(lower: [port(5)], upper: [port(9)]), data: .verdict(.jump(.named("other")))),
                    Element(.catchAll, data: .verdict(.drop)),
                ])), "tcp dport vmap { 22 : accept, 5-9 : jump other, * : drop }"),
        Case(.set(.meta(.mark), to: .value(number(7, .mark))), "meta mark set 0x00000007"),
        Case(
            .set(
                .ct(.mark, direction: nil), to: .binary(.or, .binary(.and, mark, .value(number(0xff, .mark))), .value(number(0x100, .mark)))
            ),
            "ct mark set (meta mark & 0x000000ff) | 0x00000100"),
        Case(
            .set(.meta(.mark), to: .map(key: dport, .anonymous([Element(.values([port(22)]), data: .values([number(1, .mark)]))]))),
            "meta mark set tcp dport map { 22 : 0x00000001 }"),
        Case(.set(.ct(.zone, direction: .original), to: .value(number(3, .integer))), "ct original zone set 3"),
        Case(.set(.ct(.event, direction: nil), to: .value(number(5, .ctEventBit))), "ct event set (new | destroy)"),
        Case(.set(.ct(.event, direction: nil), to: .flags([number(1, .ctEventBit), number(1024, .ctEventBit)])), "ct event set new,label"),
        Case(.set(.ct(.label, direction: nil), to: .value(number(1 << 3, .ctLabel))), "ct label set 3"),
        Case(.set(.header(.ipProtocol), to: .value(number(6, .inetProtocol))), "ip protocol set 6"),
        Case(.set(.header(.ipDscp), to: .value(number(8, .dscp))), "ip dscp set cs1"),
        Case(.set(.meta(.priority), to: .value(number(0x1_0002, .classid))), "meta priority set 1:2"),
        Case(.set(.meta(.pkttype), to: .value(number(0, .packetType))), "meta pkttype set host"),
        Case(.set(.tcpOption(.maxsegSize), to: .field(.rt(.tcpmss))), "tcp option maxseg size set rt mtu"),
        Case(.resetTCPOption(kind: 4), "reset tcp option sack-perm"),
        Case(.counter(Counter()), "counter"),
        Case(.counter(Counter(packets: 3, bytes: 400)), "counter packets 3 bytes 400"),
        Case(.quota(Quota(bytes: 5000, over: true, used: 20)), "quota over 5000 bytes used 20 bytes"),
        Case(.limit(Limit(rate: 10, per: 60, burst: 7, over: true)), "limit rate over 10/minute burst 7 packets"),
        Case(.limit(Limit(rate: 4096, unit: .bytes, per: 1, burst: 1000)), "limit rate 4096 bytes/second burst 1000 bytes"),
        Case(.limit(Limit(rate: 4096, unit: .bytes, per: 1, burst: 0)), "limit rate 4096 bytes/second"),
        Case(.connectionLimit(count: 10, over: true), "ct count over 10"),
        Case(
            .log(Log(prefix: "in: ", level: .info, flags: [.tcpSequence, .tcpOptions, .ether])),
            "log prefix \"in: \" level info flags tcp sequence,options flags ether"),
        Case(.log(Log(group: 0, snaplen: 128, queueThreshold: 5)), "log group 0 snaplen 128 queue-threshold 5"),
        Case(.log(Log(flags: .all)), "log flags all"),
        Case(.reject(.tcpReset), "reject with tcp reset"),
        Case(.reject(.icmpx(code: 3)), "reject with icmpx admin-prohibited"),
        Case(.reject(.icmp(code: 1)), "reject with icmp host-unreachable"),
        Case(.reject(.icmpv6(code: 0)), "reject with icmpv6 no-route"),
        Case(.reject(.automatic), "reject"),
        Case(.notrack, "notrack"),
        Case(
            .synproxy(Synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true)),
            "synproxy mss 1460 wscale 7 timestamp sack-perm"),
        Case(.queue(Queue(number: .value(number(3, .integer)))), "queue to 3"),
        Case(
            .queue(Queue(number: .range(number(1, .integer), number(4, .integer)), bypass: true, fanout: true)),
            "queue flags bypass,fanout to 1-4"),
        Case(.queue(Queue(number: .field(.symhash(modulus: 4, offset: 0)))), "queue to symhash mod 4"),
        Case(.object(.counter, .named("web")), "counter name \"web\""),
        Case(.object(.ctHelper, .named("ftp")), "ct helper set \"ftp\""),
        Case(.object(.secmark, .named("ssh")), "meta secmark set \"ssh\""),
        Case(
            .object(.limit, .map(key: dport, .anonymous([Element(.values([port(22)]), data: .object("slow"))]))),
            "limit name tcp dport map { 22 : \"slow\" }"),
        Case(.dup(to: .value(address("10.0.0.1")), device: .value(.text("lo", .ifindex))), "dup to 10.0.0.1 device \"lo\"", .ip),
        Case(.fwd(device: .value(.text("lo", .ifindex)), family: nil, address: nil), "fwd to \"lo\"", .netdev),
        Case(
            .fwd(device: .value(.text("lo", .ifindex)), family: .ip, address: .value(address("10.0.0.1"))),
            "fwd ip to 10.0.0.1 device \"lo\"", .netdev),
        Case(
            .update(SetUpdate(.update, set: "seen", key: saddr, timeout: 60_000, statements: [.limit(Limit(rate: 5, per: 1, burst: 5))])),
            "update @seen { ip saddr timeout 1m limit rate 5/second burst 5 packets }"),
        Case(.update(SetUpdate(.add, set: "marks", key: saddr, data: mark)), "add @marks { ip saddr : meta mark }"),
    ]

    static let translations = [
        Case(
            .nat(NAT(.masquerade, port: .range(port(1024), port(2048)), flags: [.random, .persistent])),
            "masquerade to :1024-2048 random,persistent"),
        Case(.nat(NAT(.masquerade)), "masquerade"),
        Case(.nat(NAT(.redirect, port: .value(port(8080)))), "redirect to :8080"),
        Case(.nat(NAT(.dnat, family: .ip, address: .value(address("10.0.0.1")), port: .value(port(80)))), "dnat ip to 10.0.0.1:80"),
        Case(
            .nat(NAT(.dnat, family: .ip6, address: .value(address("2001:db8::1")), port: .value(port(80)))), "dnat ip6 to [2001:db8::1]:80"),
        Case(.nat(NAT(.dnat, family: .ip6, address: .value(address("2001:db8::1")))), "dnat ip6 to 2001:db8::1"),
        Case(
            .nat(NAT(.snat, family: .ip6, address: .range(address("2001:db8::1"), address("2001:db8::9")), port: .range(port(1), port(9)))),
            "snat ip6 to [2001:db8::1]-[2001:db8::9]:1-9"),
        Case(
            .nat(NAT(.snat, address: .range(address("10.0.0.1"), address("10.0.0.9")), flags: .fullyRandom)),
            "snat to 10.0.0.1-10.0.0.9 fully-random", .ip),
        Case(.nat(NAT(.dnat, port: .value(port(80)))), "dnat to :80", .ip),
        Case(.nat(NAT(.snat, address: .prefix(address("10.0.0.0"), length: 24), prefix: true)), "snat prefix to 10.0.0.0/24", .ip),
        Case(
            .nat(
                NAT(
                    .dnat,
                    address: .map(
                        key: dport, .anonymous([Element(.values([port(80)]), data: .values([address("10.0.0.1"), port(8080)]))])),
                    portFromMap: true)),
            "dnat ip addr . port to tcp dport map { 80 : 10.0.0.1 . 8080 }", .ip),
        Case(
            .nat(
                NAT(
                    .dnat,
                    address: .map(
                        key: .field(.numgen(.inc, modulus: 2, offset: 0)),
                        .anonymous([Element(.values([number(0, .integer)]), data: .values([address("10.0.0.1")]))])))),
            "dnat to numgen inc mod 2 map { 0 : 10.0.0.1 }", .ip),
        Case(
            .tproxy(TransparentProxy(family: .ip6, address: .value(address("::1")), port: .value(port(50080)))), "tproxy ip6 to [::1]:50080"
        ),
        Case(.tproxy(TransparentProxy(port: .value(port(50080)))), "tproxy to :50080"),
    ]

    static let all = matches + actions + translations

    @Test(arguments: all) func text(_ test: Case) { #expect(NftRenderer.line(for: test.statement, family: test.family) == test.text) }

    /// Words that nft has learnt since 1.0.6 are for those that know them.
    @Test func newerWords() throws {
        let mark = Term.field(.meta(.mark))
        let cases: [(Statement, String, String)] = [
            (.last(since: nil), "last", "1.0.7"), (.last(since: 300_000), "last used 5m", "1.0.7"),
            (.match(.field(.inner(.vxlan, .header(.ipTtl))), .equal, .value(number(1, .integer))), "vxlan ip ttl 1", "1.0.7"),
            (.match(.field(.header(.vxlanVni)), .equal, .value(number(10, .integer))), "vxlan vni 10", "1.0.7"),
            (.set(.meta(.broute), to: .value(number(1, .integer))), "meta broute set 1", "1.0.8"),
            (.set(.meta(.mark), to: .binary(.or, .field(.ct(.mark, direction: nil)), mark)), "meta mark set ct mark | meta mark", "1.1.2"),
            (
                .verdictMap(key: .field(.fib(.oif, flags: [.daddr, .present])), .named("m")), "fib daddr check vmap @m", "1.1.4"
            ),
            (.set(.header(.etherDaddr), to: .field(.meta(.ibrhwaddr))), "ether daddr set meta ibrhwaddr", "1.1.6"),
        ]
        for (statement, text, version) in cases {
            let table = Table(family: .inet, name: "t", chains: [Chain(name: "c", rules: [Rule([statement])])])
            #expect(try NftRenderer.block(for: table, dialect: .checks).contains(text))
            let error = #expect(throws: RenderingError.self) { try NftRenderer.block(for: table) }
            #expect(error?.message.hasSuffix("needs nft \(version)") == true)
            #expect(NftRenderer.line(for: statement, family: .inet) == text)
        }
    }

    @Test func unspellable() {
        let cases: [(Statement, String)] = [
            (.raw(RawExpression(name: "xt", data: [1, 2])), "xt"),
            (.raw(RawExpression(name: "lookup", data: [], set: RawSet(attributes: [], elements: []))), "lookup"), (.log(Log(prefix: "a\"b")), "quote"),
            (.log(Log(prefix: "$x")), "$"), (.limit(Limit(rate: 1, per: 7, burst: 1)), "7 seconds"),
            (.verdict(.jump(.named("a b"))), "a b"),
            (.match(.field(.meta(.time)), .equal, .value(.number(1, .date))), "fractions"),
            (.match(.field(.socket(.cgroupv2, level: 1)), .equal, .value(number(1, .cgroupv2))), "path"),
            (.match(dport, .equal, .set([])), "empty"),
        ]
        for (statement, word) in cases {
            let table = Table(family: .inet, name: "t", chains: [Chain(name: "c", rules: [Rule([statement])])])
            let error = #expect(throws: RenderingError.self) { try NftRenderer.block(for: table) }
            #expect(error?.description.contains(word) == true, "\(String(describing: error))")
            #expect(error?.subject == "inet t c")
            #expect(!NftRenderer.line(for: statement, family: .inet).isEmpty)
        }
        #expect(NftRenderer.line(for: .raw(RawExpression(name: "xt", data: [1, 255])), family: .ip) == "[xt 01ff]")
        let set = RawSet(attributes: [16], elements: [[1, 2], [3]])
        #expect(NftRenderer.line(for: .raw(RawExpression(name: "lookup", data: [255], set: set)), family: .ip) == "[lookup ff 10 { 0102, 03 }]")
    }
}

/// nft reads the same text.
@Suite(
    "nft text: statements against nft", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
    .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"))
struct StockStatementTextTests {
    @Test(arguments: NftStatementTests.all) func nftReads(_ test: NftStatementTests.Case) throws {
        let declarations =
            test.family == .netdev || test.family == .arp || test.family == .bridge
            ? ""
            : """
            set hosts { type ipv4_addr; }
            set pairs { type ipv4_addr . inet_service; }
            set seen { type ipv4_addr; flags dynamic,timeout; }
            map marks { type ipv4_addr : mark; flags dynamic; }
            counter web { }
            limit slow { rate 1/second }
            ct helper ftp { type "ftp" protocol tcp; }
            chain other { }
            """
        let needsPort = NftStatementTests.translations.contains { $0.text == test.text } && !test.text.hasPrefix("dnat ip addr")
        let code = try StockNft.bytecode(
            of: (needsPort ? "meta l4proto tcp " : "") + test.text, family: test.family.rawValue, declarations: declarations)
        #expect(!code.isEmpty, "\(test.text)")
    }
}
