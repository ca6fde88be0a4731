import Documents
import Findings
import FoundationEssentials
import Rendering
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct DiagnosticReportTests {
    static let place = SourceLocation(file: "my policy,1.swift", line: 3, column: 5)
    static let report = DiagnosticReport(
        [
            Diagnostic(.tip, id: .crc, "a tip", subject: Subject(.unknown, "eth0")),
            Diagnostic(.error, id: .red, "100% wrong", help: "do this", source: "net/x.c", subject: Subject(.unknown, "eth0"), at: place),
            Diagnostic(.undecided, id: .csum, "undecided: features: not permitted", subject: Subject(.unknown, "eth0")),
            Diagnostic(.undecided, id: .lro, "undecided: features: not permitted", subject: Subject(.unknown, "eth0")),
            Diagnostic(.warning, id: .xps, "elsewhere", subject: Subject(.unknown, "inet t c")),
        ],
        version: "1.2.3")
    static let rules = [DiagnosticRule(.red, "a title", why: "why", help: "do this", source: "net/x.c", in: .language)]

    @Test func text() {
        #expect(
            Self.report.text() == """
                eth0
                my policy,1.swift:3:5: error: 100% wrong [red]
                  help: do this
                tip: a tip [crc]

                inet t c
                warning: elsewhere [xps]

                undecided
                eth0: undecided: features: not permitted [csum, lro]

                """)
        #expect(Self.report.text(coloured: true).contains("\u{1b}[1;31merror\u{1b}[0m"))
        #expect(Self.report.summary == "1 error, 1 warning, 1 tip, 2 undecided")
        #expect(DiagnosticReport([], version: "1").summary == "nothing found")
    }

    /// https://docs.github.com/actions: `::error file={name},line={line},col={col},title={title}::{message}`
    @Test func github() {
        let lines = Self.report.github().split(separator: "\n")
        #expect(lines[1] == "::error file=my policy%2C1.swift,line=3,col=5,title=red::eth0: 100%25 wrong%0Ahelp: do this")
        #expect(lines[0] == "::notice title=crc::eth0: a tip")
        #expect(lines[2].hasPrefix("::notice "))
        #expect(lines[4].hasPrefix("::warning "))
    }

    @Test func json() throws {
        struct Document: Decodable {
            var weirDiagnostics: Int
            var diagnostics: [Diagnostic]
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(try Self.report.json().utf8))
        #expect(document.weirDiagnostics == 1)
        #expect(document.diagnostics == Self.report.diagnostics)
        #expect(document.diagnostics[1].at.location?.line == 3)
    }

    /// What the SARIF 2.1.0 schema asks of a log, for the parts that are written.
    @Test func sarif() throws {
        struct Log: Decodable {
            struct Run: Decodable {
                struct Tool: Decodable {
                    struct Driver: Decodable {
                        struct Rule: Decodable { var id: String }
                        var name: String
                        var rules: [Rule]
                    }
                    var driver: Driver
                }
                struct Result: Decodable {
                    struct Message: Decodable { var text: String }
                    struct Location: Decodable {
                        struct Physical: Decodable {
                            struct Artifact: Decodable { var uri: String }
                            struct Region: Decodable {
                                var startLine: Int
                                var startColumn: Int?
                            }
                            var artifactLocation: Artifact
                            var region: Region
                        }
                        var physicalLocation: Physical?
                    }
                    var ruleId: String
                    var ruleIndex: Int
                    var level: String
                    var kind: String
                    var message: Message
                    var locations: [Location]
                }
                var tool: Tool
                var results: [Result]
            }
            var version: String
            var runs: [Run]
        }
        let log = try JSONDecoder().decode(Log.self, from: Data(try Self.report.sarif(rules: Self.rules).utf8))
        #expect(log.version == "2.1.0")
        let run = try #require(log.runs.first)
        #expect(run.results.map(\.level) == ["note", "error", "none", "none", "warning"])
        #expect(run.results.map(\.kind) == ["fail", "fail", "open", "open", "fail"])
        for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
        #expect(run.results[1].locations[0].physicalLocation?.artifactLocation.uri == "my%20policy%2C1.swift")
        #expect(run.results[1].locations[0].physicalLocation?.region.startColumn == 5)
    }

    /// Code scanning shows it as dismissed, with the reason.
    @Test func whatIsAcceptedIsSuppressed() throws {
        struct Log: Decodable {
            struct Run: Decodable { var results: [Result] }
            struct Result: Decodable { var suppressions: [Suppression]? }
            struct Suppression: Decodable, Equatable { var kind: String, justification: String }
            var runs: [Run]
        }
        var accepted = Diagnostic(.warning, id: .red, "found")
        accepted.accepted = "so it is sold"
        let report = DiagnosticReport([accepted, Diagnostic(.warning, id: .crc, "found")], version: "1")
        let results = try JSONDecoder().decode(Log.self, from: Data(try report.sarif(rules: []).utf8)).runs[0].results
        #expect(results.map(\.suppressions) == [[Log.Suppression(kind: "inSource", justification: "so it is sold")], nil])
    }

    @Test func matrix() {
        let common = Diagnostic(.error, id: .red, "everywhere")
        let own = Diagnostic(.warning, id: .crc, "here")
        let matrix = MatrixReport([.init(name: "a.json", diagnostics: [common, own]), .init(name: "bb.json", diagnostics: [common])])
        #expect(matrix.merged.map(\.message) == ["everywhere", "here (a.json)"])
        #expect(
            matrix.lines.map { $0.text + "\n" }.joined() == """
                host     errors  warnings  tips  undecided
                a.json        1         1     0          0
                bb.json       1         0     0          0

                """)
    }
}
