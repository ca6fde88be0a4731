import WeirModel

/// The compiler's output, parsed: `main.swift:3:14: error: cannot convert …`, then the line and a caret below it.
struct CompilerOutput {
    /// All of it, with the author's paths. Lines that aren't findings follow a bar, since source can look like anything.
    var lines: [OutputLine] = []
    var diagnostics: [Diagnostic] = []

    /// More of a line of source shows nothing but that it is long.
    private static let longest = 200

    /// The compiler repeats an error for each pass that meets it, and notes each overload of the library that it has tried: each error is
    /// kept once, with the notes about the author's files.
    init(_ bytes: [UInt8], at place: PolicyPlace) {
        var said: Set<String> = []
        var skipsNotes = false
        var skips = false
        let given = String(outside: bytes).rawLines
        var isBehindFinding = false
        for (index, line) in given.enumerated() {
            // A line of source with a caret below it isn't a finding, whatever its text.
            let isSource = isBehindFinding && index + 1 < given.count && Self.isCaret(given[index + 1])
            guard !isSource, let finding = Self.finding(in: line) else {
                isBehindFinding = false
                if !skips { lines.append("  | \(verbatim: String(line).excerpt(Self.longest))") }
                continue
            }
            isBehindFinding = true
            let location = SourceLocation(file: place.path(of: finding.file).excerpt(1000), line: finding.line, column: finding.column)
            if finding.kind == "note" {
                skips = skipsNotes || !finding.file.hasSuffix(".swift")
            } else {
                skipsNotes = !said.insert("\(location): \(finding.kind): \(finding.message)").inserted
                skips = skipsNotes
            }
            guard !skips else { continue }
            lines.append("\(location): \(finding.kind): \(finding.message.bounded)")
            switch finding.kind {
            case "error", "warning":
                diagnostics.append(Diagnostic(finding.kind == "error" ? .error : .warning, id: .swift, finding.message, at: location))
            case "note" where !diagnostics.isEmpty && diagnostics[diagnostics.count - 1].help == nil:
                diagnostics[diagnostics.count - 1].help = finding.message
            default: break
            }
        }
        while lines.last == "  | " { lines.removeLast() }
    }

    /// `      ^~~~~`
    private static func isCaret(_ line: Substring) -> Bool {
        line.utf8.contains(UInt8(ascii: "^")) && line.utf8.allSatisfy { " \t^~".utf8.contains($0) }
    }

    private static func finding(in line: Substring) -> (file: String, line: Int, column: Int, kind: String, message: String)? {
        for kind in ["error", "warning", "note"] {
            guard let range = line.firstRange(of: ": \(kind): ") else { continue }
            let position = line[..<range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
            guard position.count >= 3, let row = Int(position[position.count - 2]), let column = Int(position[position.count - 1]) else {
                continue
            }
            let file = position.dropLast(2).joined(separator: ":")
            return (file.hasPrefix("./") ? String(file.dropFirst(2)) : file, row, column, kind, String(line[range.upperBound...]))
        }
        return nil
    }
}
