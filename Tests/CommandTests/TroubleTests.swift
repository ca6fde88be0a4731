import Tags
import Testing

/// Bad input: one clear error, exit 2, and a kernel as before.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct TroubleTests {
    /// Nobody hears of it, and it ends all the same.
    @Test func nowhereToSayIt() throws {
        let result = try laboratory(
            ["policy.swift": "import Weir\n\nPolicy(\"p\") { Table(\"t\", .ip) { Chain(\"c\") { Rule(.drop) } } }\n"],
            "status=0; $weir compile policy.swift > /dev/full 2> /dev/full || status=$?; echo $status")
        #expect(result.output == "2\n")
    }

    struct Trouble: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var document: String
        var words: String
    }

    private static func document(_ tables: String) -> String {
        #"{"weir": {"format": "host-state", "version": 1}, "policy": "edge", "tables": [\#(tables)]}"#
    }

    static let troubles = [
        Trouble(testDescription: "an empty file", document: "", words: "the document is empty"),
        Trouble(testDescription: "neither form", document: "hello", words: "neither a JSON document nor a packed one"),
        Trouble(
            testDescription: "a truncated document", document: #"{"weir": {"format": "host-state", "version": 1}, "tables": ["#, words: "doc.json"),
        Trouble(
            testDescription: "another version", document: #"{"weir": {"format": "host-state", "version": 99}, "tables": []}"#, words: "version 99"),
        Trouble(
            testDescription: "a name too long",
            document: document(#"{"family": "inet", "name": "\#(String(repeating: "x", count: 300))"}"#), words: "has 300 bytes"),
        Trouble(
            testDescription: "a comment of 254 bytes",
            document: document(
                #"{"family": "inet", "name": "t", "chains": [{"name": "c", "rules": [{"statements": [], "comment": "\#(String(repeating: "x", count: 254))"}]}]}"#),
            words: "has 254 bytes"),
        Trouble(
            testDescription: "a jump to nowhere",
            document: document(
                #"{"family": "inet", "name": "t", "chains": [{"name": "c", "rules": [{"statements": [{"verdict": {"jump": {"named": "d"}}}]}]}]}"#),
            words: "no chain named `d` in table `inet t`"),
    ]

    @Test(arguments: troubles)
    func nothingIsApplied(_ trouble: Trouble) throws {
        let result = try laboratory(
            ["doc.json": trouble.document],
            """
            nft add table ip there
            nft list ruleset > before
            status=0; $weir apply doc.json >/dev/null 2> errors || status=$?
            nft list ruleset | diff before - >&2
            cat errors
            [ $status = 2 ]
            """)
        #expect(result.output.contains(trouble.words), "\(result.output)")
    }

    /// A document that names no policy may come from anywhere: it is checked as any other before it is lowered, and so is one to compare with.
    @Test func documentsWithoutAPolicyAreChecked() throws {
        let result = try laboratory(
            [
                "doc.json": #"""
                {"weir": {"format": "host-state", "version": 1}, "tables": [{"family": "ip", "name": "t", "sets": [{
                  "name": "s", "key": {"types": []}, "data": {"values": {"types": ["ipv4_addr"]}}, "flags": 4,
                  "elements": {"type": "inet_service", "data": "ipv4_addr", "elements": ["5060-5061 : 192.168.1.60", "10000-10999 : 192.168.1.60"]}
                }]}]}
                """#,
                "empty.json": #"{"weir": {"format": "host-state", "version": 1}}"#,
            ],
            """
            for words in 'diff doc.json' 'apply doc.json' 'diff empty.json --against doc.json' 'apply --sandbox doc.json'; do
                status=0; $weir $words > /dev/null 2> errors || status=$?
                [ $status = 2 ] || { echo "$words: $status" >&2; exit 1; }
                grep -q 'no type' errors || { echo "$words" >&2; cat errors >&2; exit 1; }
            done
            [ -z "$(nft list ruleset)" ]
            """)
        #expect(result.errors.isEmpty)
    }

    /// What a kernel holds and the checks would not let a policy ask for goes back to a kernel.
    @Test func whatAKernelHeldIsNotRefused() throws {
        try laboratory(
            [
                "ruleset.nft": """
                table inet t {
                    chain c {
                        type filter hook input priority 0; policy accept;
                        iifname "/never/" drop
                    }
                }
                """
            ],
            """
            nft -f ruleset.nft
            $weir capture -o state.json
            $weir diff state.json
            nft list ruleset > before
            nft flush ruleset
            $weir apply state.json > /dev/null
            nft list ruleset | diff before -
            """)
    }

    @Test func wrongUsageIsTrouble() throws {
        try laboratory(
            [:],
            """
            for words in 'bogus' 'apply' 'diff --format bogus x' 'apply x -- true' 'capture --netns no-such-namespace'; do
                status=0; $weir $words >/dev/null 2>errors || status=$?
                [ $status = 2 ] || { echo "$words: $status"; exit 1; }
                [ -s errors ] || { echo "$words: no message"; exit 1; }
            done
            $weir --help >/dev/null; $weir apply --help >/dev/null; $weir --generate-completion-script bash >/dev/null
            """)
    }

    @Test func whatTheKernelRefusesIsNotHalfApplied() throws {
        let result = try laboratory(
            ["ruleset.nft": "table netdev t { chain a { type filter hook ingress device lo priority 0; tcp dport 80 drop; }; }"],
            """
            nft -f ruleset.nft
            $weir capture -o state.json
            sed -i 's/"hook": "ingress"/&, "offload": "required"/' state.json
            nft flush ruleset
            status=0; $weir apply state.json >/dev/null 2> errors || status=$?
            [ -z "$(nft list ruleset)" ]
            cat errors
            [ $status = 2 ]
            """)
        #expect(result.output.contains("nothing was applied"), "\(result.output)")
    }
}
