import Documents
import FoundationEssentials
import ModelGenerators
import Rendering
import Tags
import Testing
import WeirModel

/// Findings, scripts and tables that hold what others wrote.
@Suite(.tags(.pure)) struct HostileTextTests {
    private static func findings(_ text: String) -> [Diagnostic] {
        let place = SourceLocation(file: text, line: 3, column: 5)
        return [
            Diagnostic(.error, id: .swift, text, help: text, subject: Subject(.unknown, text), at: place), Diagnostic(.warning, id: .red, text, subject: Subject(.unknown, text)),
            Diagnostic(.undecided, id: .swift, text, subject: Subject(.unknown, text), at: place), Diagnostic(.undecided, id: .crc, text), Diagnostic(.tip, id: .csum, text),
        ]
    }

    @Test(arguments: HostileText.all)
    func textIsALineForEachThing(_ hostile: HostileText) {
        let text = hostile.text
        let report = DiagnosticReport(Self.findings(text), version: "1")
        // Three blocks: a heading, two findings and a help; a finding; a heading and two reasons.
        let lines = HostileText.lines(of: report.text())
        #expect(lines.count == 10)
        for coloured in [false, true] { #expect(HostileText.faults(in: report.text(coloured: coloured), allowsColour: coloured) == []) }
        for line in lines { #expect(!line.starts(with: "weir: ".unicodeScalars)) }
        #expect(report.text().utf8.count < 40_000)
    }

    /// Only commands that are meant begin lines, one for each finding.
    @Test(arguments: HostileText.all)
    func annotationsCanNotBeForged(_ hostile: HostileText) throws {
        let text = hostile.text
        let findings = Self.findings(text)
        let output = DiagnosticReport(findings, version: "1").github()
        let lines = HostileText.lines(of: output)
        #expect(lines.count == findings.count)
        for line in lines {
            let words = String(String.UnicodeScalarView(line))
            // As the runner takes a command apart.
            let parts = words.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
            try #require(parts.count == 3)
            let command = parts[1].split(separator: " ", maxSplits: 1)
            #expect(["error", "warning", "notice"].contains(command[0]))
            let properties = (command.count > 1 ? command[1] : "").utf8.split(separator: UInt8(ascii: ",")).map { Substring($0) }
            #expect(properties.allSatisfy { property in ["file=", "line=", "col=", "title="].contains { property.utf8.starts(with: $0.utf8) } })
            #expect(Set(properties.map { $0.prefix { $0 != "=" } }).count == properties.count)
        }
        // What follows the command is text like any other.
        #expect(HostileText.faults(in: output.split(separator: "\n").map { "x" + $0 }.joined(separator: "\n")) == [])
    }

    @Test(arguments: HostileText.all)
    func programsReadTheSame(_ hostile: HostileText) throws {
        let text = hostile.text
        struct Document: Decodable { var diagnostics: [Diagnostic] }
        struct Log: Decodable {
            struct Run: Decodable { var results: [Result] }
            struct Result: Decodable { var message: Message }
            struct Message: Decodable { var text: String }
            var runs: [Run]
        }
        let findings = Self.findings(text)
        let report = DiagnosticReport(findings, version: "1")
        for output in [try report.json(), try report.sarif(rules: [])] { #expect(HostileText.faults(in: output) == []) }
        let document = try JSONDecoder().decode(Document.self, from: Data(try report.json().utf8))
        let log = try JSONDecoder().decode(Log.self, from: Data(try report.sarif(rules: []).utf8))
        guard text.utf8.count < 120 else { return }
        #expect(document.diagnostics.map(\.message) == findings.map(\.message))
        #expect(log.runs.first?.results.last?.message.text == text)
    }

    @Test(arguments: HostileText.all)
    func aMatrixHasALineForEachHost(_ hostile: HostileText) {
        let text = hostile.text
        let matrix = MatrixReport([.init(name: text, diagnostics: []), .init(name: "b", diagnostics: [Diagnostic(.error, id: .red, text)])])
        #expect(matrix.lines.count == 3)
        #expect(HostileText.faults(in: matrix.lines.map(\.text).joined(separator: "\n")) == [])
    }

    /// What tc can't express stands in a comment, which no text ends.
    @Test(arguments: HostileText.all)
    func aCommentOfAScriptIsALine(_ hostile: HostileText) {
        let text = hostile.text
        let script = TcScript([TrafficControlStep(link: text, .add, .qdisc(Qdisc(RawOptions(kind: text, payload: nil))))])
        #expect(script.text.hasPrefix("# "))
        #expect(HostileText.lines(of: script.text).count == 1)
        #expect(HostileText.faults(in: script.text) == [])
    }

    /// nft has no escapes, and does not read comments of more than 128 bytes.
    @Test func whatNftDoesNotReadIsRefused() {
        func rule(_ comment: String) -> Table {
            Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [Rule([.verdict(.accept)], comment: comment)])])
        }
        #expect(throws: RenderingError.self) { try NftRenderer.block(for: rule(String(repeating: "x", count: 129))) }
        #expect(throws: Never.self) { try NftRenderer.block(for: rule(String(repeating: "x", count: 128))) }
        #expect(throws: RenderingError.self) { try NftRenderer.block(for: rule("a\"b")) }
        #expect(NftRenderer.lines(for: rule(String(repeating: "x", count: 129))).count == 5)
    }
}
