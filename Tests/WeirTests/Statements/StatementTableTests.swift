import Foundation
import Testing
import WeirModel

@testable import Weir

/// The rules of `StatementTable` as Weir says them become the expressions that stock nft makes of its own words.
///
/// Each rule has a table of its own. Both sides are loaded into a kernel, each in a network namespace, and read back by `nft --debug=netlink`.
@Suite struct StatementTableTests {
    @Test func everyKindHasFiveRules() {
        let kinds = Dictionary(grouping: StatementTable.all, by: \.kind).mapValues(\.count)
        #expect(kinds.filter { $0.value < 5 } == [:])
    }

    @Test func everyRuleIsRight() {
        for entry in StatementTable.all { #expect(Self.state([entry]).diagnostics.isEmpty, "\(entry)") }
    }

    @Test(arguments: Set(StatementTable.all.map(\.needs)).sorted { ($0 ?? "") < ($1 ?? "") })
    func sameAsStockNft(needs: String?) throws {
        let entries = StatementTable.all.filter { $0.needs == needs }
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let stock = folder.appendingPathComponent("stock.nft")
        let document = folder.appendingPathComponent("policy.weir")
        try Data(Self.nft(entries).utf8).write(to: stock)
        try Data(try Document.encode(Self.state(entries), as: .packed)).write(to: document)

        let expected = try Shell.runInNamespace("nft -f '\(stock.path)' && nft --debug=netlink list ruleset")
        if let needs, expected.status != 0 {
            withKnownIssue("skipped: \(entries.count) rules need \(needs), which this host lacks") { Issue.record("\(needs)") }
            return
        }
        try #require(expected.status == 0, "\(expected.output)")
        let weir = Shell.products.appendingPathComponent("weir").path
        let actual = try Shell.runInNamespace("'\(weir)' apply '\(document.path)' > /dev/null && nft --debug=netlink list ruleset")
        try #require(actual.status == 0, "\(actual.output)")
        let left = DebugListing(expected.output).tables
        let right = DebugListing(actual.output).tables
        for (index, entry) in entries.enumerated() {
            let name = "t\(index)"
            #expect(left[name] != nil && left[name] == right[name], "\(entry)")
        }
    }

    private static func state(_ entries: [StatementTable.Entry]) -> HostState {
        let tables = entries.enumerated().map { index, entry in
            Table("t\(index)", entry.family) {
                Chain("other")
                Chain("c") { Rule(entry.statements) }
            }
        }
        return PolicyContent(tables: tables).state(named: "statements")
    }

    private static func nft(_ entries: [StatementTable.Entry]) -> String {
        entries.enumerated().map { index, entry in
            let other = entry.declarations.contains("chain other") ? "" : "chain other { }\n"
            return "table \(entry.family.rawValue) t\(index) {\n\(other)\(entry.declarations)\nchain c { \(entry.nft)\n}\n}\n"
        }.joined()
    }
}

/// What `nft --debug=netlink list ruleset` prints of each table: expressions, and the elements of sets, whose order means nothing.
struct DebugListing {
    private(set) var tables: [String: [String]] = [:]

    init(_ text: String) {
        var table: String?
        var elements: [String] = []
        func flush() {
            if let table { tables[table, default: []] += elements.sorted() }
            elements = []
        }
        for line in text.split(separator: "\n") {
            let trimmed = Self.anonymous(line.drop { $0 == " " || $0 == "\t" })
            let words = line.split(separator: " ")
            if trimmed.hasPrefix("element") {
                elements.append(trimmed)
            } else if trimmed.hasPrefix("[") {
                flush()
                if let table { tables[table, default: []].append(trimmed) }
            } else if line.hasPrefix("table ") {
                flush()
                table = nil
            } else if !line.hasPrefix("\t"), words.count >= 3, words[1].hasPrefix("t"), Int(words[1].dropFirst()) != nil {
                flush()
                table = String(words[1])
                // A rule's chain, or a set; a handle follows.
                tables[String(words[1]), default: []].append(Self.anonymous(words[2]))
            }
        }
        flush()
    }

    /// The kernel numbers anonymous sets and chains as it likes.
    private static func anonymous(_ text: Substring) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: "__") {
            result += rest[..<range.upperBound]
            rest = rest[range.upperBound...]
            let word = rest.prefix { $0.isLetter }
            result += word
            rest = rest[word.endIndex...].drop { $0.isNumber }
        }
        return result + rest
    }
}
