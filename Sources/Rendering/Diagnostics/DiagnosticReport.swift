import WeirModel

/// Findings for people and programs. Every form holds the same findings; how the command ends does not depend on the form.
package struct DiagnosticReport: Sendable {
    package private(set) var diagnostics: [Diagnostic]
    /// Weir's own version.
    package var version: String

    package init(_ diagnostics: [Diagnostic], version: String) {
        self.diagnostics = diagnostics.map(\.bounded)
        self.version = version
    }

    package func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

    /// `2 errors, 1 warning, 3 undecided`
    package var summary: String {
        func words(_ severity: Diagnostic.Severity, _ one: String, _ many: String) -> String? {
            let count = count(severity)
            return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
        }
        let parts = [
            words(.error, "error", "errors"), words(.warning, "warning", "warnings"), words(.tip, "tip", "tips"),
            words(.undecided, "undecided", "undecided"),
        ].compactMap { $0 }
        return parts.isEmpty ? "nothing found" : parts.joined(separator: ", ")
    }
}
