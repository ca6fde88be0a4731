/// An error as people read it: what is wrong and where, what else there is to say of it, and what to do about it.
///
/// Text from outside stands in all of these as it is; `lines` shows it.
public protocol ExplainedError: Error, CustomStringConvertible {
    /// One line.
    var summary: String { get }
    /// More lines.
    var details: [String] { get }
    var help: String? { get }
}

extension ExplainedError {
    public var details: [String] { [] }
    public var help: String? { nil }

    public func lines(_ prefix: OutputLine = "") -> [OutputLine] {
        ["\(prefix)\(summary.bounded)"] + details.map { "\($0.bounded)" } + (help.map { ["help: \($0.bounded)"] } ?? [])
    }

    public var description: String { lines().map(\.text).joined(separator: "\n") }
}
