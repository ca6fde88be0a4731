import Tags
import Testing

/// What the kernel says to a step of traffic control reaches the author at the policy's own line.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct TrafficRefusalTests {
    private static func policy(_ content: String) -> String {
        """
        import Weir
        Policy("edge") {
            Link("one") {
                Root(.htb(default: 1)) {
                    Class(1, rate: .mbit(10))
        \(content)
                }
            }
        }
        """
    }

    @Test func aRefusedFilterIsNamedByItsLine() throws {
        let result = try laboratory(
            [
                "policy.swift": Self.policy(
                    """
                                Filter(using: .u32 { $0.keys = [.init(value: 1, mask: 1, offset: 0)] }, classify: 1, priority: 1)
                                Filter(using: .u32 { $0.keys = [.init(value: 2, mask: 2, offset: 0)]; $0.link = 0x77 }, priority: 2)
                    """)
            ],
            """
            ip link add one type dummy 2>/dev/null || ip link add one type ifb; ip link set one up
            tc qdisc show dev one > before
            status=0; $weir apply policy.swift >/dev/null 2> errors || status=$?
            tc qdisc show dev one | diff before - >&2
            cat errors
            [ $status = 2 ]
            """)
        let lines = result.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("weir: policy.swift:7:19: can't add filter u32 at 1: pref 2") && $0.hasSuffix("Link hash table not found") }, "\(result.output)")
        #expect(lines.contains("nothing was applied"), "\(result.output)")
    }

    @Test func whatTheKernelRemarksOnIsSaidAtItsLine() throws {
        let result = try laboratory(
            ["policy.swift": Self.policy("            Class(2, rate: .gbit(8))\n")],
            """
            ip link add one type dummy 2>/dev/null || ip link add one type ifb; ip link set one up
            tc qdisc add dev one root handle 1: htb; tc class add dev one parent 1: classid 1:2 htb rate 8gbit 2> stock || true
            tc qdisc del dev one root
            $weir apply policy.swift > /dev/null 2> said
            cat stock said
            """)
        guard result.output.contains("Warning: sch_htb") else {
            withKnownIssue("skipped: this kernel remarks nothing on a large quantum") { Issue.record("\(result.output)") }
            return
        }
        #expect(result.output.contains("weir: policy.swift:6:18: add class htb 1:2 on one: sch_htb: quantum of class 10002 is big"), "\(result.output)")
    }
}
