import Commands
import Documents
import Foundation
import Tags
import Testing
import WeirModel

@testable import Weir

/// The rules of `StatementTable`, written as source by `weir compile --format swift` and evaluated again, are what they were.
@Suite(.tags(.kernel)) struct StatementSourceTests {
    @Test func everyRuleComesBackFromItsSource() throws {
        let entries = StatementTable.all
        let tables = entries.enumerated().map { index, entry in
            Table("t\(index)", entry.family) {
                Chain("other")
                Chain("c") { Rule(entry.statements) }
            }
        }
        let original = PolicyContent(tables: tables).state(named: "statements")
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(try Document.encode(original, as: .packed)).write(to: folder.appendingPathComponent("original.weir"))
        let result = try Command(
            script: "cd '\(folder.path)' && '\(Products.weir)' compile original.weir --format swift -o policy.swift && '\(Products.weir)' compile policy.swift -o again.weir"
        ).run()
        try #require(result.status == 0, "\(result.output)")
        let again = try Document.decode(Array(try Data(contentsOf: folder.appendingPathComponent("again.weir"))))
        #expect(again.policy == "statements")
        #expect(again.tables.count == entries.count)
        for (index, table) in again.tables.enumerated() where table != original.tables[index] {
            Issue.record("\(entries[index]): \(table.chains[1].rules) for \(original.tables[index].chains[1].rules)")
        }
    }
}
