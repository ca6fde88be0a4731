import WeirModel

extension DiagnosticReport {
    /// For people: grouped by subject, worst first; undecided checks come last, once for each reason.
    package func text(coloured: Bool = false) -> String { lines(coloured: coloured).map { $0.text + "\n" }.joined() }

    package func lines(coloured: Bool = false) -> [OutputLine] {
        let decided = diagnostics.filter { $0.severity != .undecided }
        var groups: [(subject: String?, diagnostics: [Diagnostic])] = []
        var positions: [String?: Int] = [:]
        for diagnostic in decided {
            let subject = diagnostic.subject?.text
            if let position = positions[subject] {
                groups[position].diagnostics.append(diagnostic)
            } else {
                positions[subject] = groups.count
                groups.append((subject, [diagnostic]))
            }
        }
        var blocks = groups.map { group in
            let heading = group.subject.map { [paint("\(opening: $0)", "1", coloured)] } ?? []
            let sorted = group.diagnostics.enumerated().sorted { (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset) }
                .map(\.element)
            return heading + sorted.flatMap { lines(of: $0, coloured) }
        }
        if let undecided = undecidedBlock(coloured) { blocks.append(undecided) }
        return Array(blocks.joined(separator: [""]))
    }

    private func lines(of diagnostic: Diagnostic, _ coloured: Bool) -> [OutputLine] {
        let place: OutputLine = diagnostic.at.location.map { "\($0): " } ?? ""
        let tint: OutputLine = diagnostic.severity == .error ? "1;31" : diagnostic.severity == .warning ? "1;33" : "1;36"
        let severity = paint("\(diagnostic.severity.rawValue)", tint, coloured)
        return ["\(place)\(severity): \(diagnostic.message) \(paint("[\(diagnostic.id.rawValue)]", "2", coloured))"]
            + (diagnostic.help.map { ["  help: \($0)"] } ?? [])
    }

    private func undecidedBlock(_ coloured: Bool) -> [OutputLine]? {
        var reasons: [(line: OutputLine, ids: [String])] = []
        var positions: [OutputLine: Int] = [:]
        for diagnostic in diagnostics where diagnostic.severity == .undecided {
            let place: OutputLine? = diagnostic.at.location.map { "\($0): " }
            let subject: OutputLine? = diagnostic.subject.map { "\(opening: $0.text): " }
            // A message that begins a line could be taken for weir's own.
            let about: OutputLine = place == nil && subject == nil ? "undecided: " : "\(place ?? "")\(subject ?? "")"
            let line: OutputLine = "\(about)\(diagnostic.message)"
            if let position = positions[line] {
                reasons[position].ids.append(diagnostic.id.rawValue)
            } else {
                positions[line] = reasons.count
                reasons.append((line, [diagnostic.id.rawValue]))
            }
        }
        guard !reasons.isEmpty else { return nil }
        return [paint("undecided", "1", coloured)]
            + reasons.map { "\($0.line) \(paint("[\($0.ids.joined(separator: ", "))]", "2", coloured))" }
    }

    private static func rank(_ diagnostic: Diagnostic) -> Int {
        switch diagnostic.severity {
        case .error: 0
        case .warning: 1
        case .tip: 2
        case .undecided: 3
        }
    }

    private func paint(_ line: OutputLine, _ code: OutputLine, _ coloured: Bool) -> OutputLine { coloured ? line.painted(code) : line }
}
