import Foundation
import Tags
import Testing

/// `weir query`: which packets get through.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "skipped: queries, for want of a namespace"))
struct QueryCommandTests {
    private static let policy = """
        import Weir
        Policy("edge") {
            Table("nat", .ip) {
                Chain("prerouting", .nat(.prerouting)) { Rule(meta.iifname == "eth0", tcp.dport == 2222, .dnat(to: "10.0.0.12", port: 22)) }
            }
            Table("filter", .inet) {
                Chain("forward", .filter(.forward), policy: .drop) {
                    Rule(ct.status.hasAny(.dnat), .accept)
                    Rule(udp.dport == 53, .limit(10, per: .second), .accept)
                }
            }
        }
        """

    private func lines(_ words: String) throws -> [String] {
        let result = try laboratory(["p.swift": Self.policy], "status=0; $weir query p.swift \(words) 2>&1 || status=$?; echo; echo $status")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test func whatGetsThroughIsShownInRegions() throws {
        #expect(
            try lines("iif eth0 --path forward") == [
                "forward: accepted, depending on a limit", "  family ip iifname eth0 l4proto 6 dport 2222", "  iifname eth0 l4proto 17 dport 53",
                "  packet: iif eth0 oif eth0 ip saddr 198.51.100.7 ip daddr 203.0.113.9 udp sport 40960 udp dport 53",
                "  decided by rule 2 of `inet filter forward` (p.swift:9:17)", "0",
            ])
        #expect(try lines("iif eth1 tcp dport 2222 --path forward") == ["no packet is accepted", "0"])
        #expect(try lines("iif eth1 tcp dport 2222 --path forward --verdict dropped").first == "forward: dropped")
    }

    @Test func badWordsAreRefusedWithTheirPlace() throws {
        let lines = try lines("iif eth0 tcp dprot 22")
        #expect(lines.last == "2")
        #expect(lines.first?.contains("column 10") == true, "\(lines)")
    }

    @Test func documentsHaveTheSameAnswer() throws {
        let result = try laboratory(
            ["p.swift": Self.policy],
            """
            $weir compile p.swift -o p.json
            $weir query p.json tcp dport 2222 --format json | python3 -c 'import json, sys
            for answer in json.load(sys.stdin)["answers"]: print(answer["path"], answer["fate"], answer["packets"], answer["witness"]["dport"])'
            """)
        #expect(
            result.output == """
                input accepted [{'dport': [2222], 'proto': [6], 'unreadable': False}] 2222
                forward accepted [{'dport': [2222], 'family': ['ip'], 'iif': ['eth0'], 'proto': [6], 'unreadable': False}] 2222
                output accepted [{'dport': [2222], 'proto': [6], 'unreadable': False}] 2222

                """)
    }
}
