import Documents
import Foundation
import ModelGenerators
import Tags
import Testing
import WeirModel

/// Text that others wrote is shown, and not obeyed: by the terminal, by a CI runner, by the reader.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct HostileTextTests {
    /// Those that fit into a comment.
    private static let comments = HostileText.texts.filter { $0.utf8.count <= 120 && !$0.utf8.contains(0) && !$0.contains("\u{10feff}") }

    /// A table with the texts as comments and log prefixes, as stock nft takes it.
    private static func ruleset(_ texts: [String]) throws -> String {
        var objects: [[String: Any]] = [
            ["table": ["family": "inet", "name": "t"]], ["chain": ["family": "inet", "table": "t", "name": "c"]],
            ["set": ["family": "inet", "table": "t", "name": "s", "type": "ipv4_addr"]],
        ]
        for (index, text) in texts.enumerated() {
            let log: [String: Any] = ["log": ["prefix": text]]
            objects.append(["rule": ["family": "inet", "table": "t", "chain": "c", "expr": [log], "comment": text]])
            let element: [String: Any] = ["elem": ["val": "10.0.0.\(index)", "comment": text]]
            objects.append(["element": ["family": "inet", "table": "t", "name": "s", "elem": [element]]])
        }
        let commands: [String: Any] = ["nftables": objects.map { ["add": $0] }]
        return String(decoding: try JSONSerialization.data(withJSONObject: commands), as: UTF8.self)
    }

    private static let bare = #"""
        {"weir": {"format": "host-state", "version": 1}, "policy": "p", "tables": [{"family": "inet", "name": "t", "chains": [{"name": "c"}],
         "sets": [{"name": "s", "key": {"types": ["ipv4_addr"]}}]}]}
        """#

    @Test func aDiffCanNotBeRepainted() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        try hostile.laboratory.write(try Self.ruleset(Self.comments), to: "ruleset.json")
        // nft has no way to say a quote.
        try hostile.laboratory.write(try Self.ruleset(Self.comments.filter { !$0.contains("\"") }), to: "sayable.json")
        try hostile.laboratory.write(Self.bare, to: "bare.json")
        let outputs = try hostile.judge(
            """
            nft -j -f sayable.json
            $weir compile <($weir capture) --format nft > out/nft 2> out/nft-refusal && exit 1
            grep -q 'would steer a terminal' out/nft-refusal
            $weir compile <($weir capture) -o state.nft
            nft list ruleset > before; nft flush ruleset; nft -f state.nft; nft list ruleset | diff before - >&2; nft flush ruleset
            nft -j -f ruleset.json
            status=0; $weir diff bare.json > out/diff 2> out/diff-notes || status=$?
            [ $status = 1 ]
            $weir diff bare.json --format json > out/diff-json || true
            TERM=xterm script -qec "$weir diff bare.json" /dev/null < /dev/null | tr -d '\\r' > out/coloured-diff || true
            $weir apply --dry-run bare.json > out/plan 2> out/plan-notes
            $weir capture > out/capture
            $weir import > out/import 2> out/import-notes
            $weir apply bare.json > out/applied 2> out/applied-notes
            """)
        let count = Self.comments.count
        for name in ["diff", "plan", "applied", "coloured-diff"] {
            let lines = (outputs[name] ?? "").rawLines.filter {
                // Findings, and the names above them.
                !$0.contains("warning:") && !$0.hasPrefix("  help:") && $0 != "inet t" && $0 != ""
            }
            // Two for each rule, one for each element and one above them.
            #expect(lines.count == 3 * count + 1, "\(name): \(lines.joined(separator: "\n"))")
            #expect(lines.allSatisfy { $0.hasPrefix("- inet t ") || $0.hasPrefix("    - ") || $0.hasPrefix("\u{1b}[31m") })
        }
        #expect(outputs["diff"]?.contains(#"comment "nl\nflush ruleset\n""#) == true)
        #expect(outputs["diff"]?.contains(#"comment "e\u{1b}[31mred\u{1b}]0;title\u{7}""#) == true)
    }

    /// A document says anything: names, places, findings of its own.
    @Test func documentsAreShown() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        var full = HostState(policy: "p")
        var found = HostState(policy: "p")
        for text in HostileText.texts {
            let parts = Self.parts(text)
            full.accepted.append(Acceptance(text, on: text, because: text, at: parts.place))
            full.tables.append(parts.table)
            full.links.append(parts.link)
            found.tables.append(Table(family: .ip, name: text, comment: text, at: parts.place))
            found.diagnostics.append(Diagnostic(.warning, id: .swift, text, help: text, subject: Subject(.unknown, text), at: parts.place))
        }
        var captured = found
        captured.policy = nil
        captured.diagnostics = []
        // The kernel has been the judge of a state without a policy: the checks don't look at it.
        var raw = full
        raw.policy = nil
        raw.accepted = []
        for (name, state) in [("full", full), ("found", found), ("captured", captured), ("raw", raw)] {
            try Data(try Document.encode(state, as: .packed)).write(to: hostile.laboratory.folder.appending(path: "\(name).weir"))
        }
        for (index, text) in HostileText.texts.enumerated() {
            try hostile.laboratory.write(
                #"{"weir": {"format": "host-state", "version": 1}, "tables": [{"family": \#(quoted(text)), \#(quoted(text)): 1}]}"#, to: "bad\(index).json")
        }
        try hostile.laboratory.write(Self.bare, to: "bare.json")
        try hostile.judge(
            """
            for kind in full found captured raw; do
                for format in text json sarif github; do
                    $weir check $kind.weir --format $format > out/$format-$kind 2> out/$format-$kind-notes || [ $? -le 2 ]
                done
                $weir diff $kind.weir --against bare.json > out/diff-$kind 2> out/diff-$kind-notes || [ $? -le 2 ]
                $weir diff bare.json --against $kind.weir > out/against-$kind 2> out/against-$kind-notes || [ $? -le 2 ]
                $weir diff bare.json --against $kind.weir --format json > out/json-against-$kind 2> out/json-against-$kind-notes || [ $? -le 2 ]
                for format in json nft tc swift; do
                    $weir compile $kind.weir --format $format > out/$format-compile-$kind 2> out/$format-compile-$kind-notes || [ $? -le 2 ]
                done
                $weir diff $kind.weir > out/live-$kind 2> out/live-$kind-notes || [ $? -le 2 ]
                $weir apply $kind.weir --dry-run > out/apply-$kind 2> out/apply-$kind-notes || [ $? -le 2 ]
            done
            [ "$(wc -l < out/text-full)" -gt 100 ]
            for kind in captured raw; do $weir compile $kind.weir -o $kind.swift && swiftc -parse $kind.swift; done
            for number in $(seq 0 \(HostileText.texts.count - 1)); do $weir check bad$number.json > out/bad-$number 2>&1 && exit 1; done; true
            """)
    }

    private static func parts(_ text: String) -> (place: WeirModel.SourceLocation, table: Table, link: LinkConfiguration) {
        let place = WeirModel.SourceLocation(file: text, line: 3, column: 4)
        var table = Table(family: .inet, name: text, comment: text, at: place)
        table.chains = [
            Chain(
                name: text, base: BaseChain(type: .filter, hook: .ingress, priority: 0, devices: [text]), comment: text,
                rules: [
                    Rule([.log(Log(prefix: text)), .verdict(.jump(.named("not" + text)))], comment: text, at: place),
                    Rule([.match(.field(.meta(.iifname)), .equal, .value(.text(text, .ifname)))], at: place),
                    Rule([.raw(RawExpression(name: text, data: [1]))], at: place),
                ], at: place)
        ]
        table.sets = [SetDeclaration(name: text, key: .types([.ipv4Address]), comment: text)]
        var link = LinkConfiguration(text)
        link.qdiscs = [Qdisc(Qdisc.HTB(), handle: Handle(1), at: place), Qdisc(RawOptions(kind: text, payload: nil), parent: Handle(1, 1))]
        return (place, table, link)
    }

    private func quoted(_ text: String) -> String {
        String(decoding: (try? JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)) ?? Data("\"\"".utf8), as: UTF8.self)
    }

    /// The words of nft about a script quote the script, and go to standard error.
    @Test func stockNftIsQuoted() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        try hostile.laboratory.write("list ruleset\nadd table ip t\n\u{1b}[2K::error::x \u{202e}\n::stop-commands::x\n", to: "bad.nft")
        try hostile.laboratory.write("add table ip t { comment \"nl\n::error::x\" ; }\nlist ruleset\n", to: "lists.nft")
        let outputs = try hostile.judge(
            """
            $weir import --nft bad.nft > out/bad 2> out/bad-notes && exit 1
            $weir import --nft lists.nft > out/lists 2> out/lists-notes
            """)
        #expect(outputs["bad"] == "")
        #expect(outputs["bad-notes"]?.rawLines.contains { $0.hasPrefix("nft: ") && $0.contains(#"\u{1b}[2K::error::x"#) } == true)
        #expect(outputs["lists"]?.hasPrefix("import Weir\n") == true)
        #expect(outputs["lists-notes"]?.rawLines.contains("nft: ::error::x\"") == true)
    }

    @Test func theCommandLineIsQuoted() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        try hostile.judge(
            #"""
            number=0
            for word in $'a\n::error::x' $'\e[2Kb' $'##[error]c' $'::error::d' $'\u202ee' $'weir: applied\nweir: applied'; do
                number=$((number + 1))
                for command in check diff apply compile explain nic tips; do
                    $weir $command "$word" > out/$command-$number 2>&1 || [ $? -le 2 ]
                    $weir $command "--$word" > out/$command-option-$number 2>&1 || [ $? -le 2 ]
                    $weir $command "$word.swift" > out/$command-swift-$number 2>&1 || [ $? -le 2 ]
                done
                $weir check x --format "$word" > out/format-$number 2>&1 || [ $? = 2 ]
                $weir check x --nic "$word" > out/nic-none-$number 2>&1 || [ $? = 2 ]
                $weir check x --nic "$word=$word" > out/nic-$number 2>&1 || [ $? = 2 ]
                $weir capture --netns "$word" > out/netns-$number 2>&1 || [ $? = 2 ]
                $weir capture -o "$word/$word" > out/output-$number 2>&1 || [ $? = 2 ]
                $weir import --table "$word" > out/table-$number 2>&1 || [ $? = 2 ]
                $weir import --link "$word" > out/link-$number 2>&1 || [ $? = 2 ]
                $weir "$word" > out/command-$number 2>&1 || [ $? = 2 ]
            done
            """#)
    }
}
