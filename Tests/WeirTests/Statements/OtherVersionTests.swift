import Commands
import Foundation
import Tags
import Testing
import WeirModel

@testable import Weir

/// What Weir captured of rules that one version of nft had loaded is no difference on a host where another version loads them.
///
/// `Goldens/captured-VERSION.json` has a table for each rule of `StatementTable` that nft VERSION knows. On a host with that version,
/// `RECORD_GOLDENS=1 swift test --filter OtherVersionTests` records it.
@Suite(.tags(.kernel)) struct OtherVersionTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    private static let versions = ["1.0.6", "1.1.3", "1.1.7"]
    private static func file(_ version: String) -> URL { folder.appending(path: "captured-\(version).json") }

    private static let rules = (StatementTable.all + StatementTable(sumsOverZero: false).entries).reduce(into: [String: String]()) {
        $0["\($1)"] = StatementTable.nft($1, table: "TABLE")
    }

    /// The rules among these that this host's nft and kernel take, by the table that holds each.
    private static func loadable(_ names: [String]) throws -> [String: String] {
        let laboratory = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: laboratory) }
        for (index, name) in names.enumerated() {
            try Data((rules[name] ?? "").replacing("TABLE", with: "t\(index)").utf8).write(to: laboratory.appending(path: "t\(index)"))
        }
        let output = try Shell.runInNamespace("cd '\(laboratory.path)'; for file in *; do nft -c -f $file 2>/dev/null && echo $file; done; true").output
        return output.split(separator: "\n").reduce(into: [:]) { found, table in
            if let index = Int(table.dropFirst()), names.indices.contains(index) { found[String(table)] = names[index] }
        }
    }

    /// Loads the rules by nft, and runs a command with what it made in place.
    private static func run(_ command: String, with tables: [String: String], in folder: URL) throws -> Command.Result {
        let script = tables.map { (rules[$1] ?? "").replacing("TABLE", with: $0) }.joined()
        try Data(script.utf8).write(to: folder.appending(path: "all.nft"))
        return try Shell.runInNamespace("cd '\(folder.path)' && nft -f all.nft && '\(Products.weir)' \(command)")
    }

    @Test(arguments: versions) func aDocumentIsNoDifferenceElsewhere(version: String) throws {
        let recorded = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: Self.file(version))) as? [String: Any])
        let tables = try Self.loadable(recorded.keys.filter { Self.rules[$0] != nil }.sorted())
        #expect(tables.count > 450)
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let document: [String: Any] = [
            "weir": ["format": "host-state", "version": 2],
            "tables": tables.compactMap { table, rule in
                (recorded[rule] as? [String: Any])?.merging(["name": table]) { $1 }
            },
        ]
        try JSONSerialization.data(withJSONObject: document).write(to: folder.appending(path: "document.json"))
        let result = try Self.run("diff document.json", with: tables, in: folder)
        let named = result.output.split(separator: "\n").map { line in
            tables.first { line.contains(" \($0.key) ") }.map { "\(line)  (\($0.value))" } ?? String(line)
        }
        #expect(result.status == 0, "\(named.joined(separator: "\n"))")
    }

    @Test(.enabled(if: Command.surroundings["RECORD_GOLDENS"] != nil, "records")) func record() throws {
        let version = try #require(
            try Command(["nft", "--version"]).run().output.split(separator: " ").first { $0.hasPrefix("v") }.map { String($0.dropFirst()) })
        let tables = try Self.loadable(Self.rules.keys.sorted())
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Self.run("capture -o document.json", with: tables, in: folder)
        try #require(result.status == 0, "\(result.output)")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "document.json"))) as? [String: Any]
        let captured = (document?["tables"] as? [[String: Any]] ?? []).reduce(into: [String: Any]()) { found, table in
            if let rule = (table["name"] as? String).flatMap({ tables[$0] }) { found[rule] = table.filter { $0.key != "name" } }
        }
        let lines = try captured.sorted { $0.key < $1.key }.map { rule, table in
            let name = String(decoding: try JSONEncoder().encode(rule), as: UTF8.self)
            return name + ": " + String(decoding: try JSONSerialization.data(withJSONObject: table, options: .sortedKeys), as: UTF8.self)
        }
        try Data("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8).write(to: Self.file(version))
        Issue.record("recorded anew")
    }
}
