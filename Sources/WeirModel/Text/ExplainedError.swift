/// An error for people: the problem and its place, further facts, and the fix.
///
/// Text from outside is unescaped in all of these; `lines` escapes it.
package protocol ExplainedError: Error, CustomStringConvertible {
    /// One line.
    var summary: String { get }
    /// More lines.
    var details: [String] { get }
    var help: String? { get }
}

extension ExplainedError {
    package var details: [String] { [] }
    package var help: String? { nil }

    package func lines(_ prefix: OutputLine = "") -> [OutputLine] {
        ["\(prefix)\(summary.bounded)"] + details.map { "\($0.bounded)" } + (help.map { ["help: \($0.bounded)"] } ?? [])
    }

    package var description: String { lines().map(\.text).joined(separator: "\n") }
}
