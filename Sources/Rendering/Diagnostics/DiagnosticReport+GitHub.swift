import WeirModel

extension DiagnosticReport {
    /// Annotations for a GitHub workflow: a command a line.
    package func github() -> String {
        diagnostics.map { diagnostic in
            let command =
                switch diagnostic.severity {
                case .error: "error"
                case .warning: "warning"
                case .tip, .undecided: "notice"
                }
            let message: OutputLine = diagnostic.subject.map { "\($0.text): \(diagnostic.message)" } ?? "\(diagnostic.message)"
            return Self.annotation(
                command, at: diagnostic.at.location, title: diagnostic.id.rawValue,
                [message] + (diagnostic.help.map { ["help: \($0)"] } ?? []))
        }.joined()
    }

    /// One annotation, with its line's end.
    package static func annotation(_ command: String, at location: SourceLocation?, title: String, _ lines: [OutputLine]) -> String {
        var properties: [String] = []
        if let location {
            properties.append("file=\(property(OutputLine(location.file)))")
            properties.append("line=\(location.line)")
            if location.column > 0 { properties.append("col=\(location.column)") }
        }
        properties.append("title=\(property(OutputLine(title)))")
        return "::\(command) \(properties.joined(separator: ","))::\(lines.map(data).joined(separator: "%0A"))\n"
    }

    /// The escapes that the runner decodes in a message. Byte by byte: as a `Character`, a mark combined with another doesn't match.
    private static func data(_ line: OutputLine) -> String { escaped(line, "%") }

    /// And in a property.
    private static func property(_ line: OutputLine) -> String { escaped(line, "%:,") }

    private static func escaped(_ line: OutputLine, _ marks: String) -> String {
        var bytes: [UInt8] = []
        for byte in line.text.utf8 {
            if marks.utf8.contains(byte) { bytes += "%\(String(byte, radix: 16, uppercase: true))".utf8 } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
