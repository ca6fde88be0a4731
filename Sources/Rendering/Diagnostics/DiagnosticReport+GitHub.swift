import WeirModel

extension DiagnosticReport {
    /// Annotations for a GitHub workflow: a command a line.
    public func github() -> String {
        diagnostics.map { diagnostic in
            let command =
                switch diagnostic.severity {
                case .error: "error"
                case .warning: "warning"
                case .tip, .undecided: "notice"
                }
            var properties: [String] = []
            if let location = diagnostic.at.location {
                properties.append("file=\(Self.property(location.file))")
                properties.append("line=\(location.line)")
                if location.column > 0 { properties.append("col=\(location.column)") }
            }
            properties.append("title=\(Self.property(diagnostic.id))")
            let message =
                (diagnostic.subject.map { "\($0): " } ?? "") + diagnostic.message + (diagnostic.help.map { "\nhelp: \($0)" } ?? "")
            return "::\(command) \(properties.joined(separator: ","))::\(Self.data(message))\n"
        }.joined()
    }

    /// What the runner unescapes in a message.
    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// And in a property.
    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
