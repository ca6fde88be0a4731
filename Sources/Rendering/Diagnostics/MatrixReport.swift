import WeirModel

/// One policy on many hosts: how each fares, and which findings hold where.
package struct MatrixReport: Sendable {
    package struct Host: Sendable {
        /// The name that the user knows: the profile's file.
        package var name: String
        package var diagnostics: [Diagnostic]
        package init(name: String, diagnostics: [Diagnostic]) { (self.name, self.diagnostics) = (name, diagnostics) }
    }

    package var hosts: [Host]
    package init(_ hosts: [Host]) { self.hosts = hosts }

    /// Each finding once; one of some hosts names them.
    package var merged: [Diagnostic] {
        var order: [Diagnostic] = []
        var holders: [Diagnostic: [String]] = [:]
        for host in hosts {
            for diagnostic in host.diagnostics {
                if holders[diagnostic] == nil { order.append(diagnostic) }
                if holders[diagnostic]?.last != host.name { holders[diagnostic, default: []].append(host.name) }
            }
        }
        return order.map { diagnostic in
            let names = holders[diagnostic] ?? []
            guard names.count < hosts.count else { return diagnostic }
            var copy = diagnostic
            copy.message += " (\(names.prefix(4).joined(separator: ", "))\(names.count > 4 ? " and \(names.count - 4) more" : ""))"
            return copy
        }
    }

    /// A line for each host: its errors, warnings, tips and what was not decided.
    package var lines: [OutputLine] {
        let severities: [Diagnostic.Severity] = [.error, .warning, .tip, .undecided]
        var rows: [[OutputLine]] = [["host", "errors", "warnings", "tips", "undecided"]]
        for host in hosts {
            rows.append(
                ["\(opening: host.name.bounded)"] + severities.map { severity in "\(host.diagnostics.count { $0.severity == severity })" })
        }
        let widths = (0..<5).map { column in rows.map { $0[column].text.count }.max() ?? 0 }
        return rows.map { row in
            var line: OutputLine = ""
            for (column, cell) in row.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.text.count)
                line = column == 0 ? "\(cell)\(space)" : "\(line)  \(space)\(cell)"
            }
            return line
        }
    }
}
