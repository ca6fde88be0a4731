import Glibc
import WeirModel

/// A finding on standard error.
enum DiagnosticText {
    static func write(_ diagnostic: Diagnostic) {
        fputs(Terminal.prefix(diagnostic.severity, diagnostic.at.location) + diagnostic.message + "\n", stderr)
        if let help = diagnostic.help { fputs("  help: \(help)\n", stderr) }
    }
}
