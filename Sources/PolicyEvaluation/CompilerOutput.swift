import WeirModel

/// The compiler's words, taken apart: `main.swift:3:14: error: cannot convert …`, then the line and a caret below it.
struct CompilerOutput {
    /// The whole of it, with the author's paths.
    var text: String
    var diagnostics: [Diagnostic]

    /// The compiler repeats an error for each pass that meets it, and notes each overload of the library that it has tried: each error is
    /// said once, with the notes that are about the author's own files.
    init(_ bytes: [UInt8], at place: PolicyPlace) {
        text = ""
        diagnostics = []
        var said: Set<String> = []
        var skipsNotes = false
        var skips = false
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            guard let finding = Self.finding(in: line) else {
                if !skips { text += line + "\n" }
                continue
            }
            let path = place.path(of: finding.file)
            let words = path + line.dropFirst(finding.file.count)
            if finding.kind == "note" {
                skips = skipsNotes || !finding.file.hasSuffix(".swift")
            } else {
                skipsNotes = !said.insert(words).inserted
                skips = skipsNotes
            }
            guard !skips else { continue }
            text += words + "\n"
            switch finding.kind {
            case "error", "warning":
                diagnostics.append(
                    Diagnostic(
                        finding.kind == "error" ? .error : .warning, id: "swift", finding.message,
                        at: SourceLocation(file: path, line: finding.line, column: finding.column)))
            case "note" where !diagnostics.isEmpty && diagnostics[diagnostics.count - 1].help == nil:
                diagnostics[diagnostics.count - 1].help = finding.message
            default: break
            }
        }
        while text.hasSuffix("\n") { text.removeLast() }
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
