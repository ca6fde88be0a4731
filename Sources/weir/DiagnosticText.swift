import WeirModel

/// A finding on standard error.
enum DiagnosticText {
    static func write(_ diagnostic: Diagnostic) {
        Terminal.message(Terminal.prefix(diagnostic.severity, diagnostic.at.location) + diagnostic.message)
        if let help = diagnostic.help { Terminal.message("  help: \(help)") }
    }
}
