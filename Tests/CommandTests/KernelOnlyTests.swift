import Tags
import Testing

/// What not every kernel has, through the commands: captured, applied, changed by stock nft, named and repaired.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct KernelOnlyTests {
    struct Kind: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var ruleset: String
        /// By stock nft; `$rule` is the handle of the rule with the comment "mark".
        var change: String
        var finding: String
    }

    static let kinds = [
        Kind(
            testDescription: "a flowtable",
            ruleset: """
                table inet t {
                    flowtable fast { hook ingress priority 0; devices = { weir0, weir1 }; counter; }
                    chain forward { type filter hook forward priority 0; meta l4proto { tcp, udp } flow add @fast counter comment "mark"; }
                }
                """, change: "nft delete rule inet t forward handle $rule", finding: "+ inet t forward rule 1: missing"),
        Kind(
            testDescription: "queue",
            ruleset: """
                table inet t {
                    chain input { type filter hook input priority 0; accept; tcp dport 80 counter queue flags bypass,fanout to 3-5 comment "mark"; }
                }
                """, change: "nft replace rule inet t input handle $rule tcp dport 80 counter queue flags bypass to 3 comment '\"mark\"'",
            finding: "~ inet t input rule 2: differs"),
        Kind(
            testDescription: "bridge meta and reject",
            ruleset: """
                table bridge t {
                    chain input { type filter hook input priority 0; meta ibrname "br0" meta ibrpvid 12 counter; ether type ip reject with icmp type host-unreachable comment "mark"; }
                }
                """, change: "nft delete rule bridge t input handle $rule", finding: "+ bridge t input rule 2: missing"),
    ]

    @Test(arguments: kinds)
    func isNamedAndRepaired(_ kind: Kind) throws {
        let result = try laboratory(
            ["ruleset.nft": kind.ruleset],
            """
            for link in weir0 weir1; do ip link add $link type dummy 2>/dev/null || ip link add $link type ifb; done
            nft -f ruleset.nft 2> refusal || { grep -qE 'No such file|not supported' refusal && echo absent; exit 0; }
            nft -s -n list ruleset > before
            $weir capture -o state.json
            ! grep -q '"raw"' state.json
            nft flush ruleset
            $weir apply state.json > /dev/null
            $weir diff state.json
            nft -s -n list ruleset | diff before - >&2
            rule=$(nft -a list ruleset | grep 'comment "mark"' | sed 's/.*# handle //')
            \(kind.change)
            status=0; $weir diff state.json || status=$?
            [ $status = 1 ]
            $weir apply state.json > /dev/null
            nft -s -n list ruleset | diff before - >&2
            """)
        guard result.output != "absent\n" else {
            withKnownIssue("skipped: this kernel has no \(kind)") { Issue.record("\(kind)") }
            return
        }
        #expect(result.output.hasPrefix(kind.finding), "\(result.output)")
    }
}
