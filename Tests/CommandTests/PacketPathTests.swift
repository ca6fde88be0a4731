import Foundation
import Tags
import Testing

/// Frames through a network namespace: `weir trace` tells the way that the kernel's own trace tells.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot && Laboratory.has("python3"), "needs root, python3 and TAP links"))
struct PacketPathTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "packet-paths").path

    /// Frames from a neighbour of `v0`: with options of TCP, VLAN tags, fragments, a cut header, errors of ICMP, IPv6 with headers.
    private static let frames: [String] = {
        let ether = "020000000010" + "020000000110"
        func four(_ kind: String, _ body: String, fragment: String = "0000", ttl: String = "40", to: String = "0a000102") -> String {
            let length = 20 + body.count / 2
            let head = "4500" + hex(length, 4) + "0007" + fragment + ttl + kind
            return ether + "0800" + head + checksum(head + "0000" + "0a000002" + to) + "0a000002" + to + body
        }
        func six(_ kind: String, _ body: String) -> String {
            let head = "60000000" + hex(body.count / 2, 4) + kind + "40"
            return ether + "86dd" + head + "fd000000000000000000000000000002" + "fd000001000000000000000000000002" + body
        }
        let udp = "03e80035000c000001020304"
        let tcp = "03e80050000000010000000050022000" + "00000000"
        return [
            four("11", udp), four("11", udp, to: "0a000001"), four("11", udp, fragment: "0001"), four("11", udp, ttl: "01"),
            four("11", "03e8"), four("06", tcp), four("06", "03e80050000000010000000060022000" + "00000000" + "02040578"),
            four("01", "0800f7fa00070001"), four("32", "00000001"), six("11", "03e80035000c000001020304"),
            six("00", "1100010400000000" + "03e80035000c000001020304"), six("2c", "1100000800000001" + "03e80035000c000001020304"),
            ether + "81000005" + String(four("11", udp).dropFirst(24)), ether + "81000000" + String(four("11", udp).dropFirst(24)),
            "020000000077" + String(four("11", udp).dropFirst(12)),
        ].map { "v0 " + $0 }
    }()

    private static func hex(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func checksum(_ header: String) -> String {
        var sum = 0
        var rest = header[...]
        while !rest.isEmpty {
            sum += Int(rest.prefix(4), radix: 16) ?? 0
            rest = rest.dropFirst(4)
        }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return hex(sum ^ 0xffff, 4)
    }

    static let rulesets = [
        """
        table ip t {
            chain late { type filter hook prerouting priority 0; ip ttl 64; udp dport 53; @th,0,24 1; meta length > 30; }
            chain also { type filter hook prerouting priority 0; udp dport != 53; tcp dport != 80; th dport { 53, 80 } meta mark set 5; }
            chain out { type filter hook forward priority 0; ip ttl 63 goto plain; drop; }
            chain plain { meta mark 5 return; tcp flags syn accept; tcp option maxseg exists; }
            chain in { type filter hook input priority 0; policy drop; udp dport vmap { 53 : continue, 80 : accept }; }
        }
        """,
        """
        table inet t {
            set seen { type ipv4_addr; flags dynamic; size 8; }
            chain pre { type filter hook prerouting priority -300; ct state invalid; add @seen { ip saddr } meta mark set 1; ip6 nexthdr 44 notrack; }
            chain mid {
                type filter hook prerouting priority -150; ct state new ct mark set 7; ct state untracked; ct mark 7;
                exthdr frag exists; exthdr hbh missing; meta l4proto { tcp, udp } th dport 53
                limit rate 1/hour burst 2 packets; ip saddr @seen meta mark 1
            }
            chain nat { type nat hook prerouting priority -100; meta l4proto tcp dnat ip to 10.0.1.2:8080; ip6 daddr fd00::1 redirect; }
            chain through { type filter hook forward priority 0; tcp dport 8080 ct status dnat; meta l4proto tcp ct original proto-dst 80; oifname v1 reject; }
        }
        """,
        """
        table netdev t {
            chain i {
                type filter hook ingress device v0 priority 0; ether type vlan vlan id 5; ip saddr 10.0.0.2; meta protocol ip udp dport 53
                numgen inc mod 2 0; quota 100 bytes; ip dscp set cs1; th sport 1000 udp dport set 54; udp dport 54
            }
            chain e { type filter hook egress device v1 priority 0; ip dscp cs1; meta length 46; ether saddr 02:00:00:00:00:11; ip ttl 63; }
        }
        """,
    ]

    @Test(arguments: rulesets) func theKernelTellsTheSame(ruleset: String) throws {
        // Each frame twice: what the first left behind is seen by the second.
        let frames = (Self.frames + Self.frames).joined(separator: "\n")
        try laboratory(["rules": ruleset, "frames": frames], "\(Self.script) $weir rules frames")
    }
}
