import WeirModel

/// A finding on standard error.
enum DiagnosticText {
    static func write(_ diagnostic: Diagnostic) { Terminal.message(lines(of: diagnostic)) }

    static func lines(of finding: Diagnostic) -> [OutputLine] {
        let finding = finding.bounded
        let place: OutputLine = finding.at.location.map { "\($0): " } ?? ""
        return ["\(place)\(finding.severity.rawValue): \(finding.message)"] + (finding.help.map { ["  help: \($0)"] } ?? [])
    }
}
