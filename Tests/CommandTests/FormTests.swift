import Foundation
import Tags
import Testing

/// The forms of what commands say, and what they leave alone.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct FormTests {
    static let ruleset = "table inet f { chain c { type filter hook input priority 0; policy drop; tcp dport 22 counter accept; }; }"

    @Test func aDiffAsJSONIsVersioned() throws {
        let result = try laboratory(
            ["ruleset.nft": Self.ruleset],
            """
            nft -f ruleset.nft
            $weir capture -o state.json
            nft add rule inet f c drop
            status=0; $weir diff --format json state.json || status=$?
            [ $status = 1 ]
            """)
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.version == 1)
        #expect(!report.same)
        #expect(report.differences.map(\.change) == ["removed"])
        #expect(report.differences.first?.live == ["drop"])
        #expect(report.differences.first?.position == 2)
    }

    private struct Report: Decodable {
        struct Entry: Decodable {
            var change: String
            var live: [String]
            var position: Int?
        }
        var version: Int
        var same: Bool
        var differences: [Entry]
    }

    @Test func twoDocumentsAreComparedWithoutTheKernel() throws {
        try laboratory(
            ["ruleset.nft": Self.ruleset],
            """
            nft -f ruleset.nft
            $weir capture -o state.json
            nft flush ruleset
            sed 's/"policy": "drop"/"policy": "accept"/' state.json > other.json
            $weir diff state.json --against state.json
            status=0; $weir diff state.json --against other.json > difference || status=$?
            [ $status = 1 ]
            grep -q 'policy accept' difference
            """)
    }

    @Test func aDryRunChangesNothing() throws {
        let result = try laboratory(
            ["ruleset.nft": Self.ruleset],
            """
            nft -f ruleset.nft
            $weir capture -o state.json
            nft flush ruleset
            $weir apply --dry-run state.json
            [ -z "$(nft list ruleset)" ]
            """)
        #expect(result.output.hasPrefix("+ table inet f: missing\n"))
        #expect(result.errors.contains("would do 3 operations"))
    }

    @Test func bothFormsOfADocumentSayTheSame() throws {
        try laboratory(
            ["ruleset.nft": Self.ruleset],
            """
            nft -f ruleset.nft
            $weir capture -o state.weir
            $weir compile state.weir -o state.json
            $weir diff state.weir
            $weir diff state.json
            $weir compile state.json --format nft > again.nft
            nft -s list ruleset > before
            nft flush ruleset
            nft -f again.nft
            nft -s list ruleset | diff before - >&2
            """)
    }
}
