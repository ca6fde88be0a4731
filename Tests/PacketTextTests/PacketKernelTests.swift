import Commands
import NetworkNamespace
import Tags
import Testing

@testable import PacketText

/// Packets of words in front of the kernel: stock nft reads the same words as a match, and conntrack verifies lengths and checksums.
@Suite(.tags(.kernel)) struct PacketKernelTests {
    static let packets = [
        "iif v ip saddr 192.0.2.1 ip daddr 192.0.2.100 tcp sport 1000 tcp dport 22 tcp flags syn",
        "iif v ip saddr 192.0.2.2 ip daddr 192.0.2.100 udp sport 5 udp dport 53",
        "iif v ip saddr 192.0.2.3 ip daddr 192.0.2.100 icmp type echo-request icmp id 5 icmp sequence 7",
        "iif v ip saddr 192.0.2.4 ip daddr 192.0.2.100 ip dscp ef ip ttl 3 ip id 77 udp dport 53",
        "iif v ip saddr 192.0.2.5 ip daddr 192.0.2.100 tcp dport 22 tcp option maxseg size 1360 tcp option window count 7",
        "iif v ip saddr 192.0.2.6 ip daddr 192.0.2.100 udp dport 9 meta length 101",
        "iif v ip6 saddr 2001:db8::1 ip6 daddr 2001:db8::100 tcp dport 443 tcp flags syn",
        "iif v ip6 saddr 2001:db8::2 ip6 daddr 2001:db8::100 ip6 dscp cs1 udp dport 53 meta length 99",
        "iif v ip6 saddr 2001:db8::3 ip6 daddr 2001:db8::100 icmpv6 type echo-request icmpv6 id 9",
        "iif v ip6 saddr 2001:db8::4 ip6 daddr 2001:db8::100 dst nexthdr 17 udp dport 53",
        "iif v ip saddr 192.0.2.7 ip daddr 192.0.2.100 meta l4proto esp esp spi 100",
        "iif v ip saddr 192.0.2.8 ip daddr 224.0.0.5 meta pkttype multicast udp dport 53",
    ]
    /// Those that conntrack has no opinion on, or that no one but netdev chains sees.
    static let seenByLinks = [
        "iif v vlan id 7 vlan pcp 3 ip saddr 192.0.2.20 ip daddr 192.0.2.100 udp dport 53",
        "iif v arp operation request arp saddr ip 192.0.2.21 arp daddr ip 192.0.2.100 arp saddr ether 02:00:00:00:00:09",
        "iif v ip saddr 192.0.2.22 ip daddr 192.0.2.100 sctp sport 5 sctp dport 6 sctp vtag 77",
        "iif v ip saddr 192.0.2.23 ip daddr 192.0.2.100 ip frag-off 5 ip protocol udp",
        "iif v ip6 saddr 2001:db8::24 ip6 daddr 2001:db8::100 frag id 5 frag more-fragments 1 udp dport 53",
        "iif v ether saddr 02:00:00:00:00:77 ip saddr 192.0.2.25 ip daddr 192.0.2.100 igmp type membership-query",
    ]

    @Test func theKernelSeesWhatTheWordsSay() throws {
        let all = Self.packets + Self.seenByLinks
        let frames = try all.map { words in
            try GivenPacket(words: words, defaults: PacketDefaults(hardwareAddress: { _ in 0x0200_0000_0001 })).frame
        }
        let rules = all.enumerated().map { "\($1) counter comment \"c\($0)\"" }.joined(separator: "\n")
        let script = """
            set -e
            ip link add v address 02:00:00:00:00:01 type veth peer name w address 02:00:00:00:00:02
            sysctl -qw net.ipv6.conf.v.accept_dad=0 net.ipv6.conf.w.disable_ipv6=1
            ip link set v up; ip link set w up; ip addr add 192.0.2.100/24 dev v; ip addr add 2001:db8::100/64 dev v nodad
            nft -f - <<'END'
            table netdev t {
            chain c {
            type filter hook ingress device "v" priority 0
            \(rules)
            }
            }
            table inet i {
            chain c {
            type filter hook prerouting priority 0
            iifname != "v" accept
            icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
            ct state invalid counter accept comment "bad"
            counter comment "good"
            }
            }
            END
            python3 - <<'END'
            import socket
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            s.bind(("w", 0))
            for frame in "\(frames.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }.prefix(Self.packets.count).joined(separator: " "))".split():
                s.send(bytes.fromhex(frame))
            END
            sleep 0.3
            nft list table inet i
            python3 - <<'END'
            import socket
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            s.bind(("w", 0))
            for frame in "\(frames.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }.dropFirst(Self.packets.count).joined(separator: " "))".split():
                s.send(bytes.fromhex(frame))
            END
            sleep 0.3
            nft list table netdev t
            """
        let result = try inNamespace { try shell(script) }
        #expect(result.status == 0, "\(result.output)")
        var counts: [String: Int] = [:]
        for line in result.output.split(separator: "\n") {
            guard let match = line.firstMatch(of: /packets (\d+) .*comment "(\w+)"/) else { continue }
            counts[String(match.2)] = Int(match.1)
        }
        for (index, words) in all.enumerated() { #expect(counts["c\(index)"] == 1, "\(words)\n\(result.output)") }
        #expect(counts["bad"] == 0 && counts["good"] == Self.packets.count, "\(counts)")
    }
}
