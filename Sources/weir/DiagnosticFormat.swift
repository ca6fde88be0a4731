import FoundationEssentials
import WeirModel

/// The forms of findings.
enum DiagnosticFormat: String, CaseIterable {
    case text

    func write(_ diagnostics: [Diagnostic]) throws {
        var text = ""
        for diagnostic in diagnostics {
            text += Terminal.prefix(diagnostic.severity, diagnostic.at.location) + diagnostic.message + "\n"
            if let help = diagnostic.help { text += "  help: \(help)\n" }
        }
        try Output.write(Data(text.utf8), to: nil)
    }
}
