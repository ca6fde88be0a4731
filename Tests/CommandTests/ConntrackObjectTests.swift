import Tags
import Testing

/// Objects of conntrack of which a policy says a part: the kernel fills in the rest, and that is no difference.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ConntrackObjectTests {
    @Test(arguments: ["ip", "ip6", "inet"])
    func whatThePolicyLeavesOpenIsNoDifference(_ family: String) throws {
        let l3 = family == "inet" ? ", l3: .ip" : ""
        let policy = """
            import Weir

            Policy("p") {
                Table("t", .\(family)) {
                    Chain("pre", .filter(.prerouting)) {
                        Rule(tcp.dport == 21, .ctHelper(CtHelper("ftp", "ftp", .tcp)))
                        Rule(.ctTimeout(CtTimeout("short", .tcp, [.established: .seconds(120)])))
                        Rule(udp.dport == 53, .ctTimeout(CtTimeout("shortu", .udp, [.unreplied: .seconds(12)])))
                        Rule(udp.dport == 99, .ctExpectation(CtExpectation("next", .udp, dport: 100, timeout: .seconds(60), size: 4\(l3))))
                    }
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": policy],
            """
            $weir apply policy.swift > /dev/null 2>&1
            $weir diff policy.swift
            $weir apply policy.swift 2>&1
            $weir capture -o state.json
            sed -i 's/120)/121)/' policy.swift
            status=0; $weir diff policy.swift > difference || status=$?
            [ $status = 1 ]
            grep -c 'ct timeout short: differs' difference
            """)
        #expect(result.output == "weir: nothing to do\n1\n", "\(result.output)")
    }
}
