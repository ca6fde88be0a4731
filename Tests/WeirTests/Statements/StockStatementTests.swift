import Commands
import Documents
import Foundation
import Tags
import Testing
import WeirModel

@testable import Weir

/// The rules of `StatementTable`, each in a table of its own, beside stock nft.
@Suite(.tags(.kernel)) struct StockStatementTests {
    private static let isReference = (try? Command(["nft", "--version"]).run())?.output.contains("v1.0.6") == true

    /// The expressions that nft is about to send: no kernel has to know them.
    @Test(.enabled(if: isReference, "stock nft 1.0.6 is not installed")) func nftMakesWhatIsRecorded() throws {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, entry) in StatementTable.all.enumerated() {
            try Data(StatementTable.nft(entry, table: "t\(index)").utf8).write(to: folder.appendingPathComponent("\(index)"))
        }
        // Each by itself: this nft does not know the words of some.
        let output = try Shell.runInNamespace("cd '\(folder.path)'; for file in *; do nft --debug=netlink -c -f $file; done 2>/dev/null").output
        let tables = DebugListing(output).tables
        let rules = StatementTable.all.enumerated().map { (entry: $1, lines: tables["t\($0)"] ?? []) }
        if Command.surroundings["RECORD_GOLDENS"] != nil {
            try StockExpressions.record(rules)
            Issue.record("recorded anew")
        }
        let recorded = try StockExpressions.recorded()
        for rule in rules { #expect(recorded["\(rule.entry)"] == rule.lines, "\(rule.entry)") }
    }

    /// Both sides are loaded into a kernel, each in a network namespace, and read back by `nft --debug=netlink`.
    @Test(arguments: Set(StatementTable.all.map(\.needs)).sorted { ($0 ?? "") < ($1 ?? "") })
    func theKernelHoldsTheSame(needs: String?) throws {
        let entries = StatementTable(sumsOverZero: try Self.nftSumsOverZero.get()).entries.filter { $0.needs == needs }
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let stock = folder.appendingPathComponent("stock.nft")
        let document = folder.appendingPathComponent("policy.weir")
        try Data(entries.enumerated().map { StatementTable.nft($1, table: "t\($0)") }.joined().utf8).write(to: stock)
        try Data(try Document.encode(StatementTable.state(entries), as: .packed)).write(to: document)

        let expected = try Shell.runInNamespace("nft -f '\(stock.path)' && nft --debug=netlink list ruleset")
        if let needs, expected.status != 0 {
            withKnownIssue("skipped: \(entries.count) rules need \(needs), which this host lacks") { Issue.record("\(needs)") }
            return
        }
        try #require(expected.status == 0, "\(expected.output)")
        let actual = try Shell.runInNamespace("'\(Products.weir)' apply '\(document.path)' > /dev/null && nft --debug=netlink list ruleset")
        try #require(actual.status == 0, "\(actual.output)")
        let left = DebugListing(expected.output).tables
        let right = DebugListing(actual.output).tables
        for (index, entry) in entries.enumerated() {
            let name = "t\(index)"
            #expect(left[name] != nil && left[name] == right[name], "\(entry)")
        }
    }

    private static let nftSumsOverZero = Result {
        let script = "nft 'add table ip t; add chain ip t c; add rule ip t c udp dport set 1' && nft --debug=netlink list ruleset"
        return try Shell.runInNamespace(script).output.contains("csum_type 1")
    }
}

extension StatementTable {
    static func state(_ entries: [Entry]) -> HostState {
        let tables = entries.enumerated().map { index, entry in
            Table("t\(index)", entry.family) {
                Chain("other")
                Chain("c") { Rule(entry.statements) }
            }
        }
        return PolicyContent(tables: tables).state(named: "statements")
    }

    static func nft(_ entry: Entry, table: String) -> String {
        let other = entry.declarations.contains("chain other") ? "" : "chain other { }\n"
        return "table \(entry.family.rawValue) \(table) {\n\(other)\(entry.declarations)\nchain c { \(entry.nft)\n}\n}\n"
    }
}
