import Foundation
import Tags
import Testing

/// Documents whose parts hang on each other deeper than a thread's stack, or in circles: no kernel holds such, and anybody can write one.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct DeepDocumentTests {
    private static let depth = 20_000

    private static func document(_ parts: String) -> String { #"{"weir": {"format": "host-state", "version": 1}, \#(parts)}"# }

    /// Each chain jumps to the next; the last to the first where that is asked for.
    private static func chains(inACircle: Bool) -> String {
        let chains = (0..<depth).map { number in
            let next = number + 1 < depth ? number + 1 : inACircle ? 0 : nil
            let rules = next.map { #"{"statements": [{"verdict": {"jump": {"named": "c\#($0)"}}}]}"# } ?? ""
            let base = number == 0 ? #""base": {"type": "filter", "hook": "input", "priority": 0}, "# : ""
            return #"{"name": "c\#(number)", \#(base)"rules": [\#(rules)]}"#
        }
        return document(#""tables": [{"family": "inet", "name": "t", "chains": [\#(chains.joined(separator: ", "))]}]"#)
    }

    private static func hexadecimal(_ number: Int) -> String { String(number, radix: 16) }

    /// Each class below the one before it.
    private static let classes: String = {
        let classes = (1..<depth).map { number in
            #"{"id": "1:\#(hexadecimal(number))", "parent": "1:\#(number == 1 ? "" : hexadecimal(number - 1))", "options": {"htb": {"rate": 1000}}}"#
        }
        return document(
            #""links": [{"name": "lo", "qdiscs": [{"parent": "root", "handle": "1:", "options": {"htb": {}}}], "classes": [\#(classes.joined(separator: ", "))]}]"#)
    }()

    /// Each qdisc on a class of the one before it, and the second on the last as well.
    private static let qdiscs: String = {
        let qdiscs = (1..<depth).map { number in
            #"{"parent": "\#(number == 1 ? "root" : "\(hexadecimal(number - 1)):1")", "handle": "\#(hexadecimal(number)):", "options": {"htb": {}}}"#
        }
        let circle = #"{"parent": "\#(hexadecimal(depth - 1)):1", "handle": "2:", "options": {"htb": {}}}"#
        return document(#""links": [{"name": "lo", "qdiscs": [\#((qdiscs + [circle]).joined(separator: ", "))]}]"#)
    }()

    /// Each command ends with an answer, which may be a refusal.
    @Test(arguments: ["chains.json", "circle.json", "classes.json", "qdiscs.json"]) func everyCommandAnswers(_ name: String) throws {
        let texts = ["chains.json": Self.chains(inACircle: false), "circle.json": Self.chains(inACircle: true), "classes.json": Self.classes, "qdiscs.json": Self.qdiscs]
        let result = try laboratory(
            [name: texts[name] ?? "", "empty.json": Self.document(#""tables": []"#)],
            """
            for words in "check \(name)" "compile \(name) --format nft" "compile \(name) --format tc" "compile \(name) --format swift" \\
                "compile \(name) -o again.weir" "diff \(name)" "diff \(name) --against empty.json" "diff empty.json --against \(name)" \\
                "apply --dry-run \(name)" "tips \(name)"; do
                status=0; $weir $words > out 2> errors || status=$?
                case $status in
                0|1|2) ;;
                *) echo "$words: exit status $status"; tail -c 500 errors ;;
                esac
                ! grep -q 'internal error' errors || { echo "$words: internal error"; tail -c 500 errors; }
            done
            """)
        #expect(result.output.isEmpty)
    }
}
