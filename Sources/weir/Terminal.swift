import FoundationEssentials
import Glibc
import Planning
import WeirModel

/// How text reaches a person: in colour on a terminal, plain elsewhere.
enum Terminal {
    static func isColoured(_ descriptor: Int32) -> Bool {
        guard isatty(descriptor) == 1, getenv("NO_COLOR") == nil else { return false }
        guard let term = getenv("TERM") else { return false }
        return String(cString: term) != "dumb"
    }

    static func note(_ text: String) { message("weir: \(text)") }

    /// Lines on standard error, where all goes that is no data.
    static func message(_ text: String) {
        Output.writeToStandardError(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// `policy.swift:3:5: error: `
    static func prefix(_ severity: Diagnostic.Severity, _ location: SourceLocation?) -> String {
        (location.map { "\($0): " } ?? "") + "\(severity.rawValue): "
    }

    static func text(_ lines: [DifferenceText.Line], descriptor: Int32 = STDOUT_FILENO) -> String {
        let coloured = isColoured(descriptor)
        var text = ""
        for line in lines {
            if coloured, let code = code(line.tint) { text += "\u{1b}[\(code)m\(line.text)\u{1b}[0m" } else { text += line.text }
            text += "\n"
        }
        return text
    }

    private static func code(_ tint: DifferenceText.Tint) -> String? {
        switch tint {
        case .plain: nil
        case .heading: "1"
        case .minus: "31"
        case .plus: "32"
        case .note: "2"
        }
    }
}
