import Tags
import Testing

/// Whose tables are whose.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct OwnershipTests {
    private static func document(policy: String, tables: [String]) -> String {
        let list = tables.map { #"{"family": "inet", "name": "\#($0)", "chains": [{"name": "c"}]}"# }.joined(separator: ", ")
        return #"{"weir": {"format": "host-state", "version": 1}, "policy": "\#(policy)", "tables": [\#(list)]}"#
    }

    @Test func aTableThatLeftThePolicyIsShownAndRemoved() throws {
        let result = try laboratory(
            ["two.json": Self.document(policy: "edge", tables: ["a", "b"]), "one.json": Self.document(policy: "edge", tables: ["a"])],
            """
            nft add table inet foreign
            $weir apply two.json >/dev/null
            $weir diff two.json
            status=0; $weir diff one.json || status=$?
            [ $status = 1 ]
            $weir apply one.json >/dev/null
            nft list tables
            $weir diff one.json
            """)
        #expect(
            result.output == """
                - table inet b: not in the policy
                    - 1 chain
                table inet foreign
                table inet a

                """)
    }

    @Test func tablesOfAnotherPolicyAreRefused() throws {
        let result = try laboratory(
            ["edge.json": Self.document(policy: "edge", tables: ["a"]), "web.json": Self.document(policy: "web", tables: ["a"])],
            """
            $weir apply edge.json >/dev/null 2>&1
            nft list ruleset > before
            status=0; $weir apply web.json >/dev/null 2> errors || status=$?
            nft list ruleset | diff before - >&2
            cat errors
            echo $status
            """)
        #expect(result.output.contains("error: table `inet a` belongs to policy `edge`, not to `web`"))
        #expect(result.output.hasSuffix("2\n"))
    }

    private static func policy(_ tables: String...) -> String {
        let list = tables.map { "Table(\"\($0)\", .inet) { Chain(\"c\") {} }" }.joined(separator: "; ")
        return "import Weir\nPolicy(\"imported\") { \(list) }\n"
    }

    /// Two policies of one name, each in its file: neither deletes what the other made, unless it is told to.
    @Test func aTableOfAnotherFileIsNotDeletedUnasked() throws {
        let result = try laboratory(
            ["a.swift": Self.policy("a", "both"), "b.swift": Self.policy("b", "both"), "less.txt": Self.policy("both")],
            """
            $weir apply a.swift > /dev/null
            $weir compile b.swift -o b.json
            for policy in b.swift b.json; do
                status=0; $weir apply $policy > /dev/null 2> errors || status=$?
                [ $status = 2 ]
                nft list tables
            done
            grep -E 'error|help' errors
            status=0; $weir diff b.json 2> /dev/null || status=$?
            [ $status = 1 ]
            $weir apply --prune b.json > /dev/null
            nft list tables
            # From its own file a table goes unasked.
            $weir compile a.swift -o a.json
            nft flush ruleset
            $weir apply a.json > /dev/null
            mkdir less; cp less.txt less/a.swift
            $weir apply less/a.swift > /dev/null
            nft list tables
            """)
        #expect(
            result.output == """
                table inet a
                table inet both
                table inet a
                table inet both
                b.swift:2:27: error: table `inet a` of policy `imported` came from `a.swift`, and this policy of the same name would delete it [other-files-table]
                  help: give one of the two policies another name, or delete it by `weir apply --prune`
                - table inet a: not in the policy
                    - 1 chain
                + table inet b: missing  (b.swift:2:27)
                    + 1 chain
                table inet b
                table inet both
                table inet both

                """, "\(result.output)\n\(result.errors)")
    }

    @Test func twoAppliesAtOnceBothSucceed() throws {
        try laboratory(
            ["edge.json": Self.document(policy: "edge", tables: ["a"]), "web.json": Self.document(policy: "web", tables: ["b"])],
            """
            for i in 1 2 3 4 5; do
                $weir apply edge.json >/dev/null 2>&1 & first=$!
                $weir apply web.json >/dev/null 2>&1 & second=$!
                wait $first; wait $second
                [ "$(nft list tables | wc -l)" = 2 ]
                nft flush ruleset
            done
            """)
    }

    @Test func aRulesetThatKeepsMovingIsReplanned() throws {
        try laboratory(
            ["edge.json": Self.document(policy: "edge", tables: ["a"])],
            """
            ( while [ $SECONDS -lt 30 ]; do nft add table ip busy; nft delete table ip busy; done ) >/dev/null 2>&1 & busy=$!
            trap 'kill $busy 2>/dev/null || true' EXIT
            for i in 1 2 3; do
                status=0; $weir apply edge.json >/dev/null 2> errors || status=$?
                # An error after several tries is honest too; a half-applied policy is not.
                [ $status = 0 ] || grep -q 'times' errors
                [ $status = 2 ] || nft list table inet a >/dev/null
                nft destroy table inet a 2>/dev/null || nft delete table inet a 2>/dev/null || true
            done
            """)
    }
}
