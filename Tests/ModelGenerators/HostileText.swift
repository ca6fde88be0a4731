/// Texts that others could put where weir prints them, and a judge of what was printed. The judge has its own lists: it does not ask the
/// code that it judges.
package struct HostileText: Sendable, CustomStringConvertible {
    package var text: String
    /// Fit to be printed by those who run the tests, in a terminal or by a CI runner.
    package var description: String { Self.quoted(text.unicodeScalars) }

    package static let all = texts.map { HostileText(text: $0) }

    package static let texts: [String] = [
        "nl\nflush ruleset\n", "cr\rweir: applied 3 operations", "crlf\r\n::error::x", "\r\n\r\n##[error]x", "::error file=a.swift,line=1::x",
        "  \u{a0}::stop-commands::token", "a\n::set-output name=a::b", "##[add-mask]x", "see ##vso[task.setvariable variable=a]b", "###[group]x",
        "##teamcity[testFailed]", "weir: applied 3 operations", "e\u{1b}[31mred\u{1b}]0;title\u{7}", "\u{1b}[2K\u{1b}[1Aup", "\u{9b}31mc1", "\u{8}\u{8}\u{7f}",
        "right\u{202e}left\u{2066}\u{2069}", "\u{200f}\u{200e}\u{61c}", "zero\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}width", "soft\u{ad}\u{34f}\u{3164}",
        "line\u{2028}::error::x\u{2029}", "\u{85}::error::x", "vt\u{b}ff\u{c}nel", "tag\u{e0041}\u{fff9}", "tab\tbed", "\\n \\u{1b} \\", "nul\u{0}in",
        "::\u{301}error::\u{301}x", "%0A%25,:\u{301},\u{301}", "`\u{1b}` and `\n`", String(repeating: "long", count: 5_000), "\u{10feff}byte\u{10fe9b}31m",
        "\"quoted\"", "a\u{300}\n\u{301}::error::", "\u{600}::error::x",
    ]

    /// What is wrong with output that people and runners read; empty where nothing is.
    ///
    /// - Parameter allowsColour: escapes of SGR are the program's own.
    package static func faults(in output: String, allowsColour: Bool = false) -> [String] {
        var faults: [String] = []
        for line in lines(of: output) {
            var rest = line
            if allowsColour { rest = withoutColour(rest) }
            if let scalar = rest.first(where: isForbidden) { faults.append("U+\(String(scalar.value, radix: 16)) in \(quoted(rest))") }
            let trimmed = rest.drop { $0.properties.isWhitespace }
            if trimmed.starts(with: "::".unicodeScalars) { faults.append("a workflow command: \(quoted(rest))") }
            for mark in ["##[", "##vso[", "##teamcity["] where contains(rest, mark) { faults.append("\(mark) in \(quoted(rest))") }
        }
        return faults
    }

    package static func lines(of output: String) -> [[Unicode.Scalar]] {
        var lines = output.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0xad, 0x34f, 0x61c, 0x115f...0x1160, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0x3164, 0xfe00...0xfe0f,
            0xfeff, 0xffa0, 0xfff9...0xfffb, 0xe0000...0xe0fff:
            true
        default: false
        }
    }

    private static func withoutColour(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var index = 0
        while index < line.count {
            if line[index] == "\u{1b}", index + 1 < line.count, line[index + 1] == "[",
                let end = line[(index + 2)...].firstIndex(where: { !"0123456789;".unicodeScalars.contains($0) }), line[end] == "m"
            {
                index = end + 1
                continue
            }
            result.append(line[index])
            index += 1
        }
        return result
    }

    private static func contains(_ line: [Unicode.Scalar], _ mark: String) -> Bool {
        let mark = Array(mark.unicodeScalars)
        return line.indices.contains { line[$0...].starts(with: mark) }
    }

    private static func quoted(_ line: some Sequence<Unicode.Scalar>) -> String { line.prefix(80).map { $0.escaped(asASCII: true) }.joined() }
}
