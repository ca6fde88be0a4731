/// One line of what people read. What is put into it is shown as text: nothing in it can end the line, steer the terminal, or make the line a
/// command of a CI runner. What is written here in the program stands as it is.
///
///     let line: OutputLine = "- \(subject): \(comment)"
public struct OutputLine: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// Without the line's end.
    public let text: String

    public init(stringLiteral text: String) { self.text = text }
    public init(stringInterpolation: StringInterpolation) { text = CommandMarks.broken(stringInterpolation.text) }

    /// A whole line of text from elsewhere.
    public init(_ text: some StringProtocol) { self = "\(text)" }

    public var description: String { text }

    /// In a terminal's colour, by the number of SGR: `1;31`.
    public func painted(_ code: OutputLine) -> OutputLine { "\u{1b}[\(code)m\(self)\u{1b}[0m" }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + 16 * interpolationCount) }

        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ line: OutputLine) { text += line.text }
        public mutating func appendInterpolation(_ text: some StringProtocol) { self.text += text.visible() }
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += value.description.visible() }

        /// A line that somebody wrote in a language of its own, with its backslashes as they are.
        public mutating func appendInterpolation(verbatim text: some StringProtocol) { self.text += text.visible(.kept) }

        /// `policy.swift:3:5`
        public mutating func appendInterpolation(_ location: SourceLocation) {
            appendInterpolation(opening: location.file)
            text += ":\(location.line)" + (location.column > 0 ? ":\(location.column)" : "")
        }

        /// Text that a line begins with: it can't be taken for what weir says, as `weir: applied` would be.
        public mutating func appendInterpolation(opening text: String) {
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
