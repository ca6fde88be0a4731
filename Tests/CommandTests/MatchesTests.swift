import Tags
import Testing

/// Filters with matches: what an author wrote is what weir shows, and stock tc says what the kernel holds of it.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct MatchesTests {
    private static func policy(_ filter: String) -> String {
        """
        import Weir

        Policy("p") {
            Link("one") {
                Root(.htb(default: 1)) {
                    Class(1, rate: .mbit(1))
                    \(filter)
                }
            }
        }
        """
    }

    private static let link = "ip link add one type dummy 2>/dev/null || ip link add one type ifb"

    @Test func aDiffSpeaksOfMatches() throws {
        let result = try laboratory(
            [
                "22.swift": Self.policy("Filter(ip.daddr == \"10.0.0.1\", tcp.dport == 22, by: .u32, classify: 1)"),
                "23.swift": Self.policy("Filter(ip.daddr == \"10.0.0.1\", tcp.dport == 23, by: .u32, classify: 1)"),
                "keys.swift": Self.policy(
                    "Filter(using: .u32 { $0.keys = [.init(value: 0, mask: 255, offset: 4)] }, protocol: .ip, classify: 1)"),
            ],
            """
            \(Self.link)
            $weir apply 22.swift > /dev/null 2>&1
            tc filter show dev one | grep -o 'match 0016.*\\|match 00000016.*'
            $weir diff 22.swift; echo $?
            $weir diff 23.swift || true
            $weir diff 23.swift --format json | grep -A1 -B2 '"name" : "matches"' || true
            $weir diff keys.swift | grep -c 'keys' || true
            """)
        #expect(
            result.output == """
                match 00000016/0000ffff at 20
                0
                ~ link one: filter u32 at 1: pref 10 handle 0x800: matches ip daddr 10.0.0.1 tcp dport 23, is ip daddr 10.0.0.1 tcp dport 22  (23.swift:7:19)
                          "desired" : "ip daddr 10.0.0.1 tcp dport 23",
                          "live" : "ip daddr 10.0.0.1 tcp dport 22",
                          "name" : "matches"
                        }
                1

                """)
    }

    /// Through a document, and back to the policy.
    @Test func documentsKeepWhatWasWritten() throws {
        let call = "Filter(ip.daddr == [\"10.0.0.1\", \"10.0.0.8/29\"], udp.dport == [53, 123], by: .u32, classify: 1)"
        let result = try laboratory(
            ["p.swift": Self.policy(call)],
            """
            $weir compile p.swift -o p.json; $weir compile p.swift -o p.weir
            grep -c '"cases"' p.json
            $weir compile p.json --format swift | grep Filter
            $weir compile p.weir --format swift | grep Filter
            $weir compile p.weir --format tc | grep -c 'u32'
            """)
        #expect(result.output == "1\n            \(call)\n            \(call)\n4\n")
    }

    @Test func whatNoClassifierKnowsIsRefusedAtItsLine() throws {
        let result = try laboratory(
            ["p.swift": Self.policy("Filter(meta.skuid == 0, classify: 1)")],
            """
            $weir check p.swift > found || echo $?
            head -1 found
            $weir compile p.swift > document 2> refusal || echo $?
            grep error refusal
            test ! -s document
            sed 's/meta.skuid/meta.mark/' p.swift > marked.swift
            $weir compile marked.swift -o marked.json
            sed -i 's/"meta": "mark"/"meta": "skuid"/' marked.json
            $weir apply --dry-run marked.json 2> refusal || echo $?
            grep error refusal
            """)
        let error = "error: no classifier has a key for `meta skuid`"
        #expect(
            result.output == """
                1
                p.swift:7:19: \(error) [filter-match]
                2
                p.swift:7:19: \(error) [filter-match]
                weir: 1 error: nothing is written
                2
                marked.swift:7:19: \(error) [filter-match]
                weir: 1 error: nothing is applied

                """)
    }
}
