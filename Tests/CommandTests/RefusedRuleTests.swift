import Tags
import Testing

/// Rules that stock nft or the kernel refuses, or that can match nothing: the check says so at their line, before anything is asked.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct RefusedRuleTests {
    struct Refused: CustomTestStringConvertible, Sendable {
        var rule: String
        /// The same for stock nft, which refuses it itself or hands it to the kernel.
        var nft: String
        var finding: String
        var testDescription: String { nft }
    }

    static let refused = [
        Refused(rule: ".accept, tcp.dport == 22", nft: "accept tcp dport 22", finding: "statement-after-verdict"),
        Refused(rule: ".drop, .counter", nft: "drop counter", finding: "statement-after-verdict"),
        Refused(rule: ".jump(\"other\"), .drop", nft: "jump other drop", finding: "statement-after-verdict"),
        Refused(rule: ".reject, .counter", nft: "reject counter", finding: "statement-after-verdict"),
        Refused(rule: ".queue(1), .counter", nft: "queue num 1 counter", finding: "statement-after-verdict"),
        Refused(rule: ".limit(0, per: .second)", nft: "limit rate 0/second", finding: "number-range"),
        Refused(rule: ".limit(.bytes(0), per: .hour)", nft: "limit rate 0 bytes/hour", finding: "number-range"),
        Refused(rule: ".limit(18446744073709551615, per: .week)", nft: "limit rate 18446744073709551615/week", finding: "number-range"),
        Refused(rule: ".limit(5, per: .second, burst: 0)", nft: "limit rate 5/second burst 0 packets", finding: "number-range"),
        Refused(rule: ".quota(.bytes(1), used: .bytes(9))", nft: "quota until 1 bytes used 9 bytes", finding: "number-range"),
        Refused(rule: "numgen(.inc, mod: 0) == 0", nft: "numgen inc mod 0 0", finding: "number-range"),
        Refused(rule: "numgen(.random, mod: 4294967295, offset: 9) == 1", nft: "numgen random mod 4294967295 offset 9 1", finding: "number-range"),
        Refused(rule: "symhash(mod: 0) == 1", nft: "symhash mod 0 1", finding: "number-range"),
        Refused(rule: "jhash(ip.saddr, mod: 0) == 1", nft: "jhash ip saddr mod 0 1", finding: "number-range"),
        Refused(rule: "meta.iifname == \"\"", nft: "iifname \"\"", finding: "link-name"),
        Refused(rule: "meta.iifname == \"*\"", nft: "iifname \"*\"", finding: "link-name"),
        Refused(rule: "meta.oifname == [\"eth0\", \"\"]", nft: "oifname { \"eth0\", \"\" }", finding: "link-name"),
    ]

    @Test(arguments: refused)
    func isFoundAtItsLine(_ refused: Refused) throws {
        let policy = """
            import Weir

            Policy("p") {
                Table("t", .inet) {
                    Chain("in", .filter(.input)) {
                        Rule(\(refused.rule))
                    }
                    Chain("other") {}
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": policy],
            """
            nft 'add table inet t; add chain inet t other; add chain inet t in { type filter hook input priority 0; }'
            if nft add rule inet t in '\(refused.nft)' 2> refusal; then echo nft takes it; fi
            nft delete table inet t
            status=0; $weir check policy.swift > findings || status=$?
            [ $status = 1 ]
            grep -c 'policy.swift:6:[0-9]*: error: .*\\[\(refused.finding)\\]' findings
            status=0; $weir apply policy.swift > /dev/null 2>&1 || status=$?
            [ $status = 2 ]
            nft list ruleset
            """)
        #expect(result.output == "1\n")
    }
}
