import Foundation
import Tags
import Testing
import WeirModel

@testable import Weir

/// The rules of `StatementTable` in Weir's words become the expressions that stock nft makes of its own. `Goldens/expressions.txt` has what
/// nft 1.0.6 prints of them with `--debug=netlink`; `StockStatementTests` records it.
@Suite(.tags(.pure)) struct StatementTableTests {
    @Test func everyKindHasFiveRules() {
        let kinds = Dictionary(grouping: StatementTable.all, by: \.kind).mapValues(\.count)
        #expect(kinds.filter { $0.value < 5 } == [:])
    }

    @Test func everyRuleIsRight() {
        for entry in StatementTable.all { #expect(StatementTable.state([entry]).diagnostics.isEmpty, "\(entry)") }
    }

    @Test func asRecordedFromStockNft() throws {
        let recorded = try StockExpressions.recorded()
        #expect(recorded.count == StatementTable.all.count)
        // libnftnl reads a jump only with the name of its chain; nft makes a set dynamic that packets only delete from. Of rules that need
        // a newer nft nothing is recorded.
        let entries = StatementTable.all.filter { entry in
            !entry.nft.contains("jump {") && entry.nft != "delete @blocked { ip saddr }"
                && recorded["\(entry)"] != []
        }
        let sent = try DebugListing(SentMessages.text(of: StatementTable.state(entries))).tables
        for (index, entry) in entries.enumerated() {
            let (expected, actual) = (recorded["\(entry)"], sent["t\(index)"])
            #expect(actual?.map(\.withKernelDefaults) == expected?.map(\.withKernelDefaults), "\(entry)")
        }
    }
}

/// What stock nft makes of the rules of `StatementTable`, as text.
enum StockExpressions {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/expressions.txt")

    /// The lines of each rule, whose text is above them.
    static func recorded() throws -> [String: [String]] {
        var rules: [String: [String]] = [:]
        var rule = ""
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("\t") {
                rules[rule, default: []].append(String(line.dropFirst()))
            } else {
                rule = String(line)
                rules[rule] = []
            }
        }
        return rules
    }

    static func record(_ rules: [(entry: StatementTable.Entry, lines: [String])]) throws {
        let text = rules.map { rule in "\(rule.entry)\n" + rule.lines.map { "\t\($0)\n" }.joined() }.joined()
        let header = "# Rules, and what `nft --debug=netlink` (1.0.6) prints of each. RECORD_GOLDENS=1 swift test --filter StockStatementTests records them.\n"
        try Data((header + text).utf8).write(to: file)
    }
}
