/// A name for a number of a data type.
public struct Symbol: Sendable, Hashable {
    public var name: String
    public var value: UInt128

    public init(_ name: String, _ value: UInt128) { (self.name, self.value) = (name, value) }
}

extension DataType {
    /// nft's names for the type's numbers, or bits. Of several names for a number the first is nft's own when it lists.
    /// Names that only the host's files give (users, services, realms …) are not here.
    public var symbols: [Symbol] { SymbolTable.all[self]?.symbols ?? [] }

    func symbol(for value: UInt128) -> String? { SymbolTable.all[self]?.names[value] }

    func number(named name: String) -> UInt128? { SymbolTable.all[self]?.values[name] }
}

private struct SymbolTable: Sendable {
    var symbols: [Symbol]
    var names: [UInt128: String]
    var values: [String: UInt128]

    init(_ symbols: [Symbol]) {
        self.symbols = symbols
        names = Dictionary(symbols.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
        values = Dictionary(symbols.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    static let all: [DataType: SymbolTable] = rows.mapValues { row in
        SymbolTable(
            row.split(separator: " ").enumerated().map { index, word in
                let parts = word.split(separator: "=")
                return Symbol(String(parts[0]), parts.count > 1 ? UInt128(parts[1]) ?? 0 : UInt128(index))
            })
    }

    /// `name=number`; without a number, the place in the row.
    private static let rows: [DataType: String] = [
        .nfproto: "ipv4=2 ipv6=10",
        .etherType: "ip=2048 arp=2054 ip6=34525 8021q=33024 8021ad=34984 vlan=33024",
        .arpOperation: "request=1 reply=2 rrequest=3 rreply=4 inrequest=8 inreply=9 nak=10",
        // The protocols of nft's grammar, which don't depend on the host's /etc/protocols.
        .inetProtocol: "icmp=1 igmp=2 tcp=6 udp=17 dccp=33 esp=50 ah=51 icmpv6=58 comp=108 sctp=132 udplite=136",
        .icmpType: """
        echo-reply=0 destination-unreachable=3 source-quench=4 redirect=5 echo-request=8 router-advertisement=9 router-solicitation=10 \
        time-exceeded=11 parameter-problem=12 timestamp-request=13 timestamp-reply=14 info-request=15 info-reply=16 \
        address-mask-request=17 address-mask-reply=18
        """,
        .icmpCode: """
        net-unreachable=0 host-unreachable=1 prot-unreachable=2 port-unreachable=3 net-prohibited=9 host-prohibited=10 \
        admin-prohibited=13 frag-needed=4
        """,
        .icmpv6Type: """
        destination-unreachable=1 packet-too-big=2 time-exceeded=3 parameter-problem=4 echo-request=128 echo-reply=129 \
        mld-listener-query=130 mld-listener-report=131 mld-listener-done=132 mld-listener-reduction=132 nd-router-solicit=133 \
        nd-router-advert=134 nd-neighbor-solicit=135 nd-neighbor-advert=136 nd-redirect=137 router-renumbering=138 \
        ind-neighbor-solicit=141 ind-neighbor-advert=142 mld2-listener-report=143
        """,
        .icmpv6Code: "no-route=0 admin-prohibited=1 addr-unreachable=3 port-unreachable=4 policy-fail=5 reject-route=6",
        .icmpxCode: "port-unreachable=1 admin-prohibited=3 no-route=0 host-unreachable=2",
        .igmpType: "membership-query=17 membership-report-v1=18 membership-report-v2=22 membership-report-v3=34 leave-group=23",
        .tcpFlag: "fin=1 syn=2 rst=4 psh=8 ack=16 urg=32 ecn=64 cwr=128",
        .dccpPacketType: "request response data ack dataack closereq close reset sync syncack",
        .mhType: """
        binding-refresh-request home-test-init careof-test-init home-test careof-test binding-update binding-acknowledgement \
        binding-error fast-binding-update fast-binding-acknowledgement fast-binding-advertisement experimental-mobility-header \
        home-agent-switch-message
        """,
        .arphrd: "ether=1 ppp=512 ipip=768 ipip6=769 loopback=772 sit=776 ipgre=778",
        .ctState: "invalid=1 new=8 established=2 related=4 untracked=64",
        .ctDirection: "original reply",
        .ctStatus: "expected=1 seen-reply=2 assured=4 confirmed=8 snat=16 dnat=32 dying=512",
        .ctEventBit: "new=1 related=2 destroy=4 reply=8 assured=16 protoinfo=32 helper=64 mark=128 seqadj=256 secmark=512 label=1024",
        .packetType: "host=0 unicast=0 broadcast=1 multicast=2 other=3",
        .dscp: """
        cs0=0 cs1=8 cs2=16 cs3=24 cs4=32 cs5=40 cs6=48 cs7=56 df=0 be=0 lephb=1 af11=10 af12=12 af13=14 af21=18 af22=20 af23=22 \
        af31=26 af32=28 af33=30 af41=34 af42=36 af43=38 va=44 ef=46
        """,
        .ecn: "not-ect=0 ect1=1 ect0=2 ce=3",
        .fibAddressType: "unspec unicast local broadcast anycast multicast blackhole unreachable prohibit",
        .boolean: "exists=1 missing=0",
        .day: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    ]
}
