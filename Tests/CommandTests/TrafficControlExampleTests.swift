import Foundation
import Tags
import Testing

/// Each policy of Examples/ that says something of links: in a sandbox, applied, diffed, changed by stock tc, repaired in place.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct TrafficControlExampleTests {
    struct Change: Sendable {
        /// By stock tc; a line of a shell.
        var command: String
        /// What the diff names then, and nothing else.
        var subjects: [String]
        /// As `tc class del` names it.
        var deletedClass: String? { command.contains("class del ") ? command.split(separator: " ").last.map(String.init) : nil }
    }

    struct Example: CustomTestStringConvertible, Sendable {
        /// Below Examples/.
        var policy: String
        /// As `ip link add` takes them; each has eight queues, and is set up.
        var links: [String]
        /// Of which packets are sent, to the ports 9 and 53.
        var sender: String
        var changes: [Change]
        var testDescription: String { policy }
    }

    @Test func noExampleIsMissing() {
        let withLinks = ExampleTests.policies.filter { ExampleTests.source(of: $0).contains("Link(") }
        #expect(Set(withLinks) == Set(TrafficControlExamples.all.map(\.policy)))
    }

    @Test(arguments: TrafficControlExamples.all)
    func isAppliedDiffedAndRepairedInPlace(_ example: Example) throws {
        let steps = example.changes.map { change in
            """
            echo "# \(change.command)"
            counters > counted
            \(change.command)
            status=0; $weir diff policy.weir || status=$?
            [ $status = 1 ] || { echo "diff: $status"; exit 1; }
            $weir apply policy.weir >/dev/null
            $weir diff policy.weir
            \(TcFormatTests.dump) | sed -E "$own" | sort | diff before - >&2
            # A class that was deleted counts anew; the others have counted on.
            counters > counting
            awk 'NR == FNR { now[$1 $2] = $3; next } !($1 $2 in now) || now[$1 $2] < $3 { print $2 }' counting counted | { grep -vxF '\(change.deletedClass ?? "none")' || true; } > lost
            [ ! -s lost ] || { echo "lost their counters: $(cat lost)" >&2; exit 1; }
            """
        }
        let result = try laboratory(
            [:],
            """
            $weir compile \(ExampleTests.folder.path)/\(example.policy) -o policy.weir
            $weir apply --sandbox policy.weir > sandbox 2> refusal || {
                grep -E 'unknown|not found|not supported' refusal && { echo absent; exit 0; }
                cat refusal >&2; exit 1
            }
            grep -q 'applied in a sandbox; no difference is left' refusal
            for link in \(example.links.map { "'\($0)'" }.joined(separator: " ")); do
                ip link add numtxqueues 8 numrxqueues 8 $link
                ip link set $(echo $link | sed 's/^name //; s/ .*//') up
            done
            # The classes count something.
            ip addr add 198.18.0.1/24 dev \(example.sender)
            ip neigh add 198.18.0.2 lladdr 02:00:00:00:00:02 dev \(example.sender)
            counters() {
                for link in $(ls /sys/class/net); do tc -s class show dev $link | awk -v link=$link '/^class htb/ { class = $3 } /Sent/ { print link, class, $2 }'; done
            }
            # Handles that the kernel gave.
            own='s/\\b80[0-9a-f]{2}0000\\b/own/g'
            $weir apply policy.weir >/dev/null
            $weir diff policy.weir
            for port in 9 53 53; do echo hello > /dev/udp/198.18.0.2/$port; done
            [ -z "$(counters)" ] || counters | grep -qv ' 0$' || { echo "no class has counted" >&2; counters >&2; exit 1; }
            \(TcFormatTests.dump) | sed -E "$own" | sort > before
            $weir apply policy.weir 2>&1 | grep -q 'nothing to do'
            \(steps.joined(separator: "\n"))
            """)
        let lines = result.output.split(separator: "\n").map(String.init)
        guard lines.last != "absent" else {
            withKnownIssue("skipped: \(example.policy): \(lines.first ?? "")") { Issue.record("\(result.output)") }
            return
        }
        let answers = lines.split(omittingEmptySubsequences: false) { $0.hasPrefix("# ") }.dropFirst()
        #expect(answers.count == example.changes.count, "\(result.output)")
        for (change, answer) in zip(example.changes, answers) {
            let findings = answer.filter { !$0.hasPrefix("    ") }
            for subject in change.subjects { #expect(findings.contains { $0.contains(subject) }, "\(change.command): \(findings)") }
            #expect(findings.allSatisfy { line in change.subjects.contains { line.contains($0) } }, "\(change.command): \(findings)")
        }
    }
}
