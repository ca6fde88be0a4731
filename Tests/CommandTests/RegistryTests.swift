import Findings
import Tags
import Testing
import WeirModel

@testable import WeirCommand

/// `weir explain` and SARIF know all that `weir` can print: an identifier is a case of `Diagnostic.ID`, and each has one rule.
@Suite(.tags(.pure)) struct RegistryTests {
    @Test(arguments: Diagnostic.ID.allCases) func eachFindingHasOneRule(_ id: Diagnostic.ID) throws {
        let rules = DiagnosticRegistry.rules.filter { $0.id == id }
        #expect(rules.count == 1)
        let rule = try #require(rules.first)
        for text in [rule.title, rule.why, rule.help] { #expect(!text.isEmpty) }
        #expect(!rule.title.hasSuffix("."))
    }
}

@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ExplainTests {
    @Test func eachFindingIsExplained() throws {
        let ids = Diagnostic.ID.allCases.map(\.rawValue)
        let laboratory = try Laboratory()
        defer { laboratory.remove() }
        let result = try laboratory.run("for id in \(ids.joined(separator: " ")); do $weir explain $id | head -1; done")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == ids.count, "\(result.errors)")
        for (line, id) in zip(lines, ids) { #expect(line.hasPrefix("\(id): ")) }
    }

    /// And those that weir prints are looked up as they are printed.
    @Test func aFindingOfApplyHasItsIdentifier() throws {
        let laboratory = try Laboratory()
        defer { laboratory.remove() }
        try laboratory.write("import Weir\nPolicy(\"p\") { Table(\"t\", .ip) { Chain(\"c\") { Rule(.jump(\"d\")) } } }\n", to: "policy.swift")
        for command in ["apply", "diff", "check"] {
            let result = try laboratory.run("$weir \(command) policy.swift 2>&1 || true")
            #expect(result.output.contains("ip t c\n"), "\(command): \(result.output)")
            #expect(result.output.contains("[undefined-chain]"), "\(command): \(result.output)")
        }
    }
}
