/// A line of output for people. Interpolated text is escaped: it can't end the line, steer the terminal, or make the line a command of a CI
/// runner. Literal text is kept.
///
///      let line: OutputLine = "- \(subject): \(comment)"
package struct OutputLine: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// Without the line's end.
    package let text: String

    package init(stringLiteral text: String) { self.text = text }
    package init(stringInterpolation: StringInterpolation) { text = CommandMarks.broken(stringInterpolation.text) }

    /// A whole line of text from elsewhere.
    package init(_ text: some StringProtocol) { self = "\(text)" }

    package var description: String { text }

    /// In a terminal's colour, by the number of SGR: `1;31`.
    package func painted(_ code: OutputLine) -> OutputLine { "\u{1b}[\(code)m\(self)\u{1b}[0m" }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + 16 * interpolationCount) }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ line: OutputLine) { text += line.text }
        package mutating func appendInterpolation(_ text: some StringProtocol) { self.text += text.visible() }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description.visible() }

        /// Interpolates a line of source code, keeping its backslashes.
        package mutating func appendInterpolation(verbatim text: some StringProtocol) { self.text += text.visible(.kept) }

        /// `policy.swift:3:5`
        package mutating func appendInterpolation(_ location: SourceLocation) {
            appendInterpolation(opening: location.file)
            text += ":\(location.line)" + (location.column > 0 ? ":\(location.column)" : "")
        }

        /// Interpolates text at the beginning of a line, so that it can't imitate weir's messages, such as `weir: applied`.
        package mutating func appendInterpolation(opening text: String) {
            let scalars = text.unicodeScalars
            var start = scalars.startIndex
            for index in scalars.indices where scalars[index] == ":" {
                let next = scalars[scalars.index(after: index)...].first
                guard next == nil || next == ":" || next == " " else { continue }
                self.text += Substring(scalars[start..<index]).visible() + scalars[index].escape
                start = scalars.index(after: index)
            }
            self.text += Substring(scalars[start...]).visible()
        }
    }
}
