import Tags
import Testing
import WeirModel

@testable import PacketText

/// Packets and matches in nft's words, without a kernel.
@Suite(.tags(.pure)) struct PacketWordsTests {
    static let host = PacketDefaults(
        links: ["eth0", "wan"], address: { _, family in family == .ip ? 0xc000_0201 : 0x2001_0db8 << 96 | 1 },
        hardwareAddress: { _ in 0x0200_0000_00aa })

    struct Mistake: Sendable {
        var words: String
        var column: Int
        var message: String
        var help: String?
    }

    static let mistakes: [Mistake] = [
        .init(words: "iif eth0 ip saddr 192.0.2.1 tcp dport 22 udp dport 53", column: 42, message: "both tcp and udp", help: "leave one"),
        .init(words: "ip6 saddr 192.0.2.1", column: 11, message: "not an IPv6 address", help: "goes with `ip`"),
        .init(words: "ip saddr 2001:db8::1", column: 10, message: "not an IPv4 address", help: "goes with `ip6`"),
        .init(words: "ip saddr 192.0.2.1 ip6 daddr ::1", column: 20, message: "both ip and ip6", help: nil),
        .init(words: "iif eth1 ip saddr 192.0.2.1", column: 1, message: "no link named `eth1`", help: "`eth0`"),
        .init(words: "iif eth0 ip saddr 192.0.2.1 tcp dprot 22", column: 29, message: "begins no field", help: "`tcp dport`"),
        .init(words: "iif eth0 ip saddr 192.0.2.0/24", column: 19, message: "one value", help: "ranges"),
        .init(words: "iif eth0 ip saddr 192.0.2.1 tcp dport != 22", column: 42, message: "one value", help: nil),
        .init(words: "iif eth0 ip saddr 192.0.2.1 tcp dport 22 tcp dport 23", column: 52, message: "two values", help: nil),
        .init(words: "iif eth0 ip saddr 192.0.2.1 tcp dport 70000", column: 39, message: "too large", help: nil),
        .init(words: "iif eth0 tcp dport 22", column: 1, message: "network layer", help: "ip saddr"),
        .init(words: "iif eth0 ip protocol udp ip saddr 192.0.2.1 tcp dport 22", column: 45, message: "both udp and tcp", help: nil),
        .init(words: "iif eth0 ip saddr 192.0.2.1 ip frag-off 5 udp dport 22", column: 43, message: "later fragment", help: "ip protocol"),
        .init(words: "iif eth0 ip saddr 192.0.2.1 icmp type redirect icmp id 4", column: 48, message: "no `icmp id`", help: "echo-request"),
        .init(words: "iif eth0 ip saddr 192.0.2.1 meta length 10", column: 29, message: "between 20", help: nil),
        .init(words: "ether saddr 02:00:00:00:00:01 ip daddr 192.0.2.9", column: 1, message: "no Ethernet header", help: "iif"),
        .init(words: "iif eth0 ip saddr", column: 18, message: "missing", help: nil),
        .init(words: "iif \"eth0", column: 5, message: "quote", help: nil),
        .init(words: "", column: 1, message: "empty", help: nil),
        .init(words: "iif eth0 hex 0200", column: 13, message: "2 bytes", help: nil),
        .init(words: "iif eth0 hex 02000000000102000000000208004500001", column: 48, message: "one digit", help: nil),
        .init(words: "iif eth0 hex 020000zz0001", column: 20, message: "not a hexadecimal digit", help: nil),
        .init(words: "iif eth0 tcp dport 5 hex 020000000001020000000002080045", column: 10, message: "bytes have this field", help: nil),
        .init(words: "hex 0200000000010200000000020800450000200000", column: 4, message: "neither IPv4 nor IPv6", help: "iif"),
    ]

    @Test(arguments: mistakes) func aPacketThatCannotBeIsRefused(_ mistake: Mistake) throws {
        let error = try #require(throws: PacketTextError.self) { try GivenPacket(words: mistake.words, defaults: Self.host) }
        guard case .words(_, let column) = error.source else {
            Issue.record("no column")
            return
        }
        #expect(column == mistake.column, "\(error)")
        #expect(error.message.contains(mistake.message), "\(error)")
        if let help = mistake.help { #expect(error.help?.contains(help) == true, "\(error)") }
    }

    /// What a packet's description gives again.
    static let described = [
        "ip saddr 192.0.2.1 ip daddr 198.51.100.1 tcp sport 40000 tcp dport 22 tcp flags syn|ack",
        "ip saddr 192.0.2.1 ip daddr 198.51.100.1 ip dscp ef ip ttl 3 udp sport 5 udp dport 53",
        "ip6 saddr 2001:db8::1 ip6 daddr 2001:db8::2 sctp sport 5 sctp dport 6",
        "ip saddr 192.0.2.1 ip daddr 198.51.100.1 icmp type echo-request icmp id 7 icmp sequence 8",
        "ip6 saddr fe80::1 ip6 daddr ff02::1 icmpv6 type nd-neighbor-solicit",
        "ip saddr 192.0.2.1 ip daddr 198.51.100.1 meta l4proto 253",
    ]

    @Test(arguments: described) func aPacketHasItsWordsAgain(_ words: String) throws {
        #expect(PacketDescription(try GivenPacket(words: words)).words == words)
        let arrived = try GivenPacket(words: "iif wan " + words, defaults: Self.host)
        #expect(arrived.origin == .wire && arrived.link == "wan")
        #expect(PacketDescription(arrived).words == words)
        let tagged = try GivenPacket(words: "iif wan vlan id 7 vlan pcp 3 " + words, defaults: Self.host)
        #expect(PacketDescription(tagged).words == "vlan id 7 vlan pcp 3 " + words)
    }

    @Test func aNameOfAHeaderStandsForTheFieldsAfterIt() throws {
        let short = try GivenPacket(words: "iif eth0 ip saddr 192.0.2.9 daddr 192.0.2.8 tcp dport 22 flags syn", defaults: Self.host)
        let long = try GivenPacket(words: "iif eth0 ip saddr 192.0.2.9 ip daddr 192.0.2.8 tcp dport 22 tcp flags syn", defaults: Self.host)
        #expect(short == long)
    }

    @Test func theHostGivesWhatIsLeftOut() throws {
        let arrived = try GivenPacket(words: "iif eth0 ip saddr 198.51.100.7 udp dport 53", defaults: Self.host)
        #expect(PacketDescription(arrived).words.contains("ip daddr 192.0.2.1"))
        #expect(arrived.frame.starts(with: [2, 0, 0, 0, 0, 0xaa]))
        let local = try GivenPacket(words: "oif wan ip6 daddr 2001:db8::9 udp dport 53 meta mark 5 skuid 1000", defaults: Self.host)
        #expect(local.origin == .local && local.outLink == "wan" && PacketDescription(local).words.contains("ip6 saddr 2001:db8::1"))
        #expect(local.facts == [.meta(.mark): .number(5, .mark), .meta(.skuid): .number(1000, .uid)])
    }

    @Test func hexIsTakenAsItIs() throws {
        let bytes: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 6, 0, 1]
        let packet = try GivenPacket(words: "iif eth0 mark 7 hex 02:00:00:00:00:01 020000000002 0806 0001", defaults: Self.host)
        #expect(packet.frame == bytes && packet.link == "eth0" && packet.facts == [.meta(.mark): .number(7, .mark)])
    }

    @Test func checksumsAreThoseOfTheStandards() {
        // RFC 1071, section 3; and the check value of CRC-32C, which SCTP sends low byte first.
        #expect(PacketChecksums.internet([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]) == ~0xddf2)
        #expect(PacketChecksums.crc32c(Array("123456789".utf8)) == UInt32(0xe306_9283).byteSwapped)
    }

    @Test func matchesAreOfNftsGrammar() throws {
        let match = try MatchWords("iif \"eth0\" ip saddr 192.0.2.0/24 tcp dport { 22, 80-90 } tcp flags & (syn | ack) == syn ct state new,related meta mark != 0x1")
        #expect(match.matches.map(\.comparison) == [.equal, .equal, .equal, .equal, .anyOf, .notEqual])
        #expect(match.matches[1].right == .prefix(.number(0xc000_0200, .ipv4Address), length: 24))
    }

    @Test(arguments: ["tcp dport { 22", "tcp dport { }", "tcp dport 22,23", "tcp flags & syn", "ct state", "tcp dport ! 22", "\u{1}"])
    func aMatchThatNftWouldRefuseIsRefused(_ words: String) { #expect(throws: PacketTextError.self) { try MatchWords(words) } }
}
