import FoundationEssentials
import Glibc
import Rendering
import WeirModel

/// The forms of findings.
enum DiagnosticFormat: String, CaseIterable {
    case text, json, sarif, github

    func write(_ diagnostics: [Diagnostic]) throws {
        let report = DiagnosticReport(diagnostics, version: WeirVersion.current)
        let text =
            switch self {
            case .text: report.text(coloured: Terminal.isColoured(STDOUT_FILENO))
            case .json: try report.json()
            case .sarif: try report.sarif(rules: DiagnosticRegistry.rules)
            case .github: report.github()
            }
        try Output.write(Data(text.utf8), to: nil)
        if self == .text, !diagnostics.isEmpty { Terminal.note(report.summary) }
    }
}
