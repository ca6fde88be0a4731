import Glibc
import Rendering
import WeirModel

/// Findings on standard error, as `weir check` prints them.
enum DiagnosticText {
    static func write(_ diagnostics: [Diagnostic]) {
        Terminal.message(lines(of: diagnostics, coloured: Terminal.isColoured(STDERR_FILENO)))
    }

    static func lines(of diagnostics: [Diagnostic], coloured: Bool = false) -> [OutputLine] {
        DiagnosticReport(diagnostics, version: WeirVersion.current).lines(coloured: coloured)
    }
}
