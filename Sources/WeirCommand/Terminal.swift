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

    static func note(_ words: String) { message("weir: \(words.bounded)") }

    /// Lines on standard error, which has all output except data.
    static func message(_ lines: OutputLine...) { message(lines) }

    static func message(_ lines: [OutputLine]) { Output.writeToStandardError(text(lines)) }

    /// Lines on standard output, for people.
    static func show(_ lines: [OutputLine]) throws { try Output.write(data(lines), to: nil) }

    static func data(_ lines: [OutputLine]) -> Data { Data(text(lines).utf8) }

    private static func text(_ lines: [OutputLine]) -> String { lines.map { $0.text + "\n" }.joined() }

    static func lines(_ lines: [DifferenceText.Line], descriptor: Int32 = STDOUT_FILENO) -> [OutputLine] {
        guard isColoured(descriptor) else { return lines.map(\.text) }
        return lines.map { line in code(line.tint).map(line.text.painted) ?? line.text }
    }

    private static func code(_ tint: DifferenceText.Tint) -> OutputLine? {
        switch tint {
        case .plain: nil
        case .heading: "1"
        case .minus: "31"
        case .plus: "32"
        case .note: "2"
        }
    }
}
