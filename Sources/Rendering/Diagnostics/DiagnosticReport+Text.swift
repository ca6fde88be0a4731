import WeirModel

extension DiagnosticReport {
    /// For people: grouped by what a finding is about, worst first; what was not decided comes last, once for each reason.
    public func text(coloured: Bool = false) -> String {
        let decided = diagnostics.filter { $0.severity != .undecided }
        var groups: [(subject: String?, diagnostics: [Diagnostic])] = []
        var positions: [String?: Int] = [:]
        for diagnostic in decided {
            if let position = positions[diagnostic.subject] {
                groups[position].diagnostics.append(diagnostic)
            } else {
                positions[diagnostic.subject] = groups.count
                groups.append((diagnostic.subject, [diagnostic]))
            }
        }
        var blocks = groups.map { group in
            let heading = group.subject.map { paint($0, "1", coloured) + "\n" } ?? ""
            let sorted = group.diagnostics.enumerated().sorted { (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset) }
                .map(\.element)
            return heading + sorted.map { line($0, coloured) }.joined()
        }
        if let undecided = undecidedBlock(coloured) { blocks.append(undecided) }
        return blocks.joined(separator: "\n")
    }

    private func line(_ diagnostic: Diagnostic, _ coloured: Bool) -> String {
        let place = diagnostic.at.location.map { "\($0): " } ?? ""
        let tint = diagnostic.severity == .error ? "1;31" : diagnostic.severity == .warning ? "1;33" : "1;36"
        var text =
            "\(place)\(paint(diagnostic.severity.rawValue, tint, coloured)): \(diagnostic.message) \(paint("[\(diagnostic.id)]", "2", coloured))\n"
        if let help = diagnostic.help { text += "  help: \(help)\n" }
        return text
    }

    private func undecidedBlock(_ coloured: Bool) -> String? {
        var reasons: [(text: String, ids: [String])] = []
        var positions: [String: Int] = [:]
        for diagnostic in diagnostics where diagnostic.severity == .undecided {
            let place = diagnostic.at.location.map { "\($0): " } ?? ""
            let text = place + (diagnostic.subject.map { "\($0): " } ?? "") + diagnostic.message
            if let position = positions[text] {
                reasons[position].ids.append(diagnostic.id)
            } else {
                positions[text] = reasons.count
                reasons.append((text, [diagnostic.id]))
            }
        }
        guard !reasons.isEmpty else { return nil }
        return paint("not decided", "1", coloured) + "\n"
            + reasons.map { "\($0.text) \(paint("[\($0.ids.joined(separator: ", "))]", "2", coloured))\n" }.joined()
    }

    private static func rank(_ diagnostic: Diagnostic) -> Int {
        switch diagnostic.severity {
        case .error: 0
        case .warning: 1
        case .tip: 2
        case .undecided: 3
        }
    }

    private func paint(_ text: String, _ code: String, _ coloured: Bool) -> String {
        coloured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
