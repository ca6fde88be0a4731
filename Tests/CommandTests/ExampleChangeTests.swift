import Foundation
import Tags
import Testing

/// Each example with tables, changed by stock nft in each way that it can be: a diff names just that change, an apply repairs it and
/// leaves all the other rules' handles and counters alone.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct ExampleChangeTests {
    struct Change: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// Prints nft's commands, or nothing where the ruleset has nothing to change so.
        var commands: String
        /// How each finding of the diff begins.
        var findings: [String]
    }

    /// Each finding ends with the policy's line. In the scripts, `rules` lists the rules as `family table chain handle<tab>text`; `f`, `t`, `c`, `h`, `r` are free names.
    static let changes = [
        Change(
            testDescription: "deleted",
            commands: "rules | tail -1 | while read f t c h r; do echo delete rule $f $t $c handle $h; done", findings: ["+ rule missing"]),
        Change(
            testDescription: "inserted",
            commands: "rules | head -1 | while read f t c h r; do echo insert rule $f $t $c meta mark 77 drop; done", findings: ["- rule not in the policy"]),
        Change(
            testDescription: "moved",
            commands: """
                rules | awk '{ n[$1 " " $2 " " $3]++; last[$1 " " $2 " " $3] = $0 } END { for (k in n) if (n[k] > 1) print n[k] "\\t" last[k] }' | sort -rn | head -1 | cut -f 2- \
                    | while read f t c h r; do echo "delete rule $f $t $c handle $h; insert rule $f $t $c $r"; done
                """,
            findings: ["~ rule in another place, as rule 1"]),
        Change(
            testDescription: "element",
            commands: """
                nft -s list ruleset | awk 'BEGIN {
                        e["ipv4_addr"] = "8.8.77.7"; e["ipv6_addr"] = "2a00:77::7"; e["inet_service"] = "60077"; e["ipv4_addr . inet_service"] = "8.8.77.7 . 60077" }
                    $1 == "table" { f = $2; t = $3 } $1 == "set" || $1 == "map" { s = $2 } $1 == "type" { sub(/^[ \\t]*type /, ""); split($0, type, " : ") }
                    s != "" && ($1 == "}" || $1 == "flags") {
                        if ($0 !~ /dynamic|timeout/ && type[1] in e && (type[2] == "" || type[2] in e)) {
                            print "add element", f, t, s, "{ " e[type[1]] (type[2] == "" ? "" : " : " e[type[2]]) " }"; exit }
                        s = "" }'
                """,
            findings: ["- set elements not in the policy"]),
        Change(
            testDescription: "policy",
            commands: """
                nft list chains | awk '$1 == "table" { f = $2; t = $3 } $1 == "chain" { c = $2 }
                    /policy drop/ { print "chain", f, t, c, "{ policy accept; }"; exit }'
                """,
            findings: ["~ chain differs"]),
        Change(
            testDescription: "counter's name",
            commands: """
                rules | grep 'counter name' | head -1 | while read f t c h r; do
                    echo "add counter $f $t other77; replace rule $f $t $c handle $h $(sed 's/counter name [^ ]*/counter name other77/' <<< "$r")"; done
                """,
            findings: ["- counter not in the policy", "~ rule differs"]),
        Change(
            testDescription: "comment",
            commands: """
                rules | grep ' comment "' | head -1 | while read f t c h r; do
                    echo "replace rule $f $t $c handle $h $(sed 's/ comment "[^"]*"/ comment "changed"/' <<< "$r")"; done
                """,
            findings: ["~ rule differs"]),
    ]

    static let policies = ExampleTests.policies.filter { ExampleTests.source(of: $0).contains("Table(") }

    @Test(arguments: policies)
    func eachChangeIsNamedAloneAndRepaired(_ policy: String) throws {
        let steps = Self.changes.map { change in
            """
            try "\(change.testDescription)" <<'END'
            \(change.commands)
            END
            """
        }
        let script = """
            rules() {
                nft -s -a list ruleset | awk '$1 == "table" { f = $2; t = $3 } $1 ~ /^(set|map|counter|limit|quota|flowtable|ct)$/ { c = "" } $1 == "chain" { c = $2 }
                    c != "" && / # handle / && $1 != "chain" { h = $NF; sub(/ # handle.*/, ""); sub(/^[ \\t]+/, ""); print f, t, c, h "\\t" $0 }'
            }
            # Some packets, so that there are counters to lose.
            for port in 22 80 443 9; do (echo > /dev/tcp/127.0.0.1/$port) 2>/dev/null || true; done
            nft list ruleset | sed 's/ expires [0-9a-z]*//' > everything

            try() {
                name=$1
                commands=$(eval "$(cat)")
                if [ -z "$commands" ]; then echo "$name: nothing to change"; return; fi
                nft -a list ruleset | grep '# handle' | sed 's/^[ \\t]*//' | sort > before
                nft "$commands"
                status=0; $weir diff policy.json > difference || status=$?
                [ $status = 1 ] || { echo "$name: diff exits $status"; cat difference; exit 1; }
                echo "$name: $(sed -nE 's/^([-+~]) [a-z0-9]+ [^ ]+ (.* )?(rule|set|map|chain|counter)( [^:]*)?: ([^(]*)  \\(.*:[0-9]+:[0-9]+\\)$/\\1 \\3 \\5/p' difference | sed 's/^- map /- set /' | paste -sd ,) of $(grep -c '^[-+~] ' difference)"
                $weir apply policy.json >/dev/null
                $weir diff policy.json
                nft -s list ruleset | diff plain - >&2
                # Only the rule that was changed may be another, and of the counters only its.
                nft -a list ruleset | grep '# handle' | sed 's/^[ \\t]*//' | sort > after
                [ $(diff before after | grep -c '^>') -le 1 ] || { echo "$name: other rules changed:"; diff before after; exit 1; }
            }
            \(steps.joined(separator: "\n"))
            """
        guard let lines = try ExampleTests.lines(of: script, on: policy) else { return }
        let expected = Self.changes.map { "\($0.testDescription): \($0.findings.joined(separator: ",")) of \($0.findings.count)" }
        #expect(lines.count == expected.count, "\(lines)")
        for (line, expected) in zip(lines, expected) where !line.hasSuffix(": nothing to change") { #expect(line == expected) }
        // What every ruleset has.
        #expect(lines.prefix(3).allSatisfy { !$0.hasSuffix("nothing to change") })
        for line in lines where line.hasSuffix("nothing to change") { print("\(policy): \(line)") }
    }
}
