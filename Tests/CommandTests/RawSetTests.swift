import Tags
import Testing

/// Rules that stock nft takes and Weir has no words for: a packet of both families. What stands in their braces is kept.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct RawSetTests {
    /// Sets, intervals, concatenations, comments; maps to verdicts with chains, to values and to objects; a chain without a name.
    private static let ruleset = """
        table inet t {
            counter web { }
            counter other { }
            chain leaf { accept; }
            chain side { drop; }
            chain c {
                jhash ct reply ip6 daddr . ip daddr mod 8 { 1, 2 } accept
                jhash ct reply ip6 daddr . ip daddr mod 8 1 tcp dport vmap { 1 : jump leaf, 2-9 : goto side, 10 : drop, * : continue }
                jhash ct reply ip6 daddr . ip daddr mod 8 1 tcp dport { 1-3 comment "few", 10-20, 30 } counter packets 3 bytes 180
                jhash ct reply ip6 daddr . ip daddr mod 8 2 counter name tcp dport map { 1 : "web", 2 : "other" }
                jhash ct reply ip6 daddr . ip daddr mod 8 2 meta mark set tcp dport map { 1 : 0x10, 2-7 : 0x20 }
                jhash ct reply ip6 daddr . ip daddr mod 8 2 meta mark . tcp dport { 0x1-0x7 . 22-23, 0x17 . 80 }
                jhash ct reply ip6 daddr . ip daddr mod 8 1 jump { jhash ct reply ip6 daddr . ip daddr mod 8 { 3, 4 } accept; tcp dport { 22, 23 } drop; }
            }
        }
        """

    /// What the kernel holds, without the numbers that it gives and in an order of its own.
    private static let kernel = """
        set -o pipefail
        kernel() { nft --debug=netlink list ruleset | sed -E 's/__(set|map|objmap|chain)[0-9]+/__\\1/; s/^(inet t [a-z_]+) .*/\\1/' | sort; }

        """

    @Test func aCaptureKeepsThem() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            Self.kernel + """
                nft -f rules.nft
                kernel > before
                $weir capture -o state.json
                $weir capture -o state.weir
                for state in state.json state.weir; do
                    $weir diff $state
                    $weir diff $state --against state.json
                    nft flush ruleset
                    $weir apply $state > /dev/null
                    kernel | diff before -
                    $weir diff $state
                done
                status=0; $weir compile state.json --format nft > /dev/null || status=$?
                [ $status = 2 ]
                """)
        #expect(result.output == "")
        #expect(result.errors.contains("has no spelling in nft's language"))
    }

    @Test func anImportKeepsThem() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            Self.kernel + """
                nft -f rules.nft
                kernel > before
                status=0; $weir import -o policy.swift || status=$?
                [ $status = 2 ]
                [ ! -e policy.swift ]
                $weir import --allow-raw --with-runtime -o policy.swift
                $weir diff policy.swift
                nft flush ruleset
                $weir apply policy.swift > /dev/null
                kernel | diff before -
                $weir diff policy.swift
                cat policy.swift
                """)
        #expect(result.errors.contains("not understood: rule 1 of chain `c` in table `inet t`: `ct`, `payload`, `hash`, `lookup`"))
        #expect(result.errors.contains("imported 1 table, 9 rules (7 raw)"))
        // What needs nothing of the expressions before it is in words.
        #expect(result.output.contains("elements: ["), "\(result.output)")
        #expect(result.output.contains(", .accept)") && result.output.contains(".counter(packets: 3, bytes: 180)"), "\(result.output)")
        #expect(result.output.contains("Rule(tcp.dport == [22, 23], .drop)"), "\(result.output)")
    }

    /// The order of the elements says nothing; another element is a difference of that rule, and is repaired.
    @Test func aChangedElementIsNamedAndRepaired() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            Self.kernel + """
                nft -f rules.nft
                kernel > before
                $weir capture -o state.json
                replace() {
                    handle=$(nft -a list chain inet t c | sed -nE "s/^.*$1.* # handle ([0-9]+)$/\\1/p")
                    nft replace rule inet t c handle $handle jhash ct reply ip6 daddr . ip daddr mod 8 "$2"
                }
                replace '[{] 1, 2 [}] accept' '{ 2, 1 } accept'
                $weir diff state.json
                replace '[{] 1, 2 [}] accept' '{ 1, 3 } accept'
                replace 'jump leaf' '1 tcp dport vmap { 1 : jump side, 10 : drop }'
                status=0; $weir diff state.json || status=$?
                [ $status = 1 ]
                $weir apply state.json > /dev/null
                $weir diff state.json
                kernel | diff before -
                """)
        let named = result.output.split(separator: "\n").filter { $0.hasPrefix("~") }
        #expect(named.count == 2 && named[0].contains("c rule 1: differs") && named[1].contains("c rule 2: differs"), "\(result.output)")
        // The element 3 in place of 2, in the bytes that the two lines show.
        #expect(result.output.contains("{ 0c0001800800010001000000, 0c0001800800010003000000 }] accept"), "\(result.output)")
        #expect(result.output.contains("{ 0c0001800800010001000000, 0c0001800800010002000000 }] accept"))
    }

    /// A policy's bytes that can't be read are an error at their rule.
    @Test func aPolicyWithDamagedBytesIsRefused() throws {
        let policy = """
            import Weir

            Policy("damaged") {
                Table("t", .inet) {
                    Chain("c") {
                        Rule(.raw("lookup", [8, 0, 2, 0, 0, 0, 0, 1, 12, 0, 1, 0, 0x5f, 0x5f, 0x73, 0x65, 0x74, 0x25, 0x64, 0], set: [8, 0], elements: []))
                    }
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": policy],
            """
            nft add table ip there
            status=0; $weir check policy.swift || status=$?
            [ $status = 1 ]
            status=0; $weir apply policy.swift || status=$?
            [ $status = 2 ]
            nft list ruleset
            """)
        #expect(result.output.contains("policy.swift:6:17: error: the set of the expression `lookup` can't be read"), "\(result.output)")
        #expect(result.errors.contains("inet t c\npolicy.swift:6:17: error: the set of the expression `lookup` can't be read"), "\(result.errors)")
        #expect(result.output.hasSuffix("table ip there {\n}\n"), "\(result.output)")
    }

    /// By default `lookup reg 1 set __set%d`.
    struct Trouble: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var name = "lookup"
        var data = "CAACAAAAAAEMAAEAX19zZXQlZAA="
        var set: String?
        var words: String

        var document: String {
            let set = set.map { #", "set": \#($0)"# } ?? ""
            let raw = #"{"raw": {"name": "\#(name)", "data": "\#(data)"\#(set)}}"#
            let chain = #"{"name": "c", "rules": [{"statements": [\#(raw)]}]}"#
            return #"{"weir": {"format": "host-state", "version": 1}, "tables": [{"family": "inet", "name": "t", "chains": [\#(chain)]}]}"#
        }
    }

    static let troubles = [
        Trouble(testDescription: "a set that is no object", set: #"["DAAB"]"#, words: "statements[0].raw.set: an object was expected"),
        Trouble(testDescription: "a set of unknown keys", set: #"{"attributes": "CAADAAAAAAM=", "element": []}"#, words: "unknown key `element`"),
        Trouble(
            testDescription: "an element that is no base64", set: #"{"attributes": "CAADAAAAAAM=", "elements": ["*"]}"#, words: "not base64"),
        Trouble(
            testDescription: "a damaged set", set: #"{"attributes": "CAADAAAA", "elements": []}"#,
            words: "inet t c\nerror: the set of the expression `lookup` can't be read"),
        Trouble(
            testDescription: "a damaged element",
            set: #"{"attributes": "CAADAAAAAAMIAAQAAAAABAgABQAAAAAE", "elements": ["DAABgAgAAQABAAAA", "DAABgAgA"]}"#,
            words: "inet t c\nerror: element 2 of the set of the expression `lookup` can't be read"),
        Trouble(
            testDescription: "a set of an expression that has none", name: "counter", data: "", set: #"{"attributes": "CAADAAAAAAMIAAQAAAAABAgABQAAAAAE"}"#,
            words: "the expression `counter` has a set, which its bytes don't refer to"),
        Trouble(
            testDescription: "a reference to a set without its bytes", data: "", words: "the bytes of the expression `lookup` are missing"),
    ]

    /// A document with bytes that can't be read: one clear error, and a kernel as before.
    @Test(arguments: troubles)
    func nothingOfItIsApplied(_ trouble: Trouble) throws {
        let result = try laboratory(
            ["doc.json": trouble.document],
            """
            nft add table ip there
            nft list ruleset > before
            status=0; $weir apply doc.json > /dev/null 2> errors || status=$?
            nft list ruleset | diff before - >&2
            cat errors
            [ $status = 2 ]
            """)
        #expect(result.output.contains(trouble.words), "\(result.output)")
    }
}
