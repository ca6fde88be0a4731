import WeirModel

/// A packet or a match that can't be read: the place, the reason and the fix.
package struct PacketTextError: Error, Sendable, Hashable {
    /// The text itself, or the file.
    package var source: Source
    package var message: String
    package var help: String?

    package enum Source: Sendable, Hashable {
        /// Words, and the column in them: from 1, in bytes.
        case words(String, column: Int)
        /// A file's byte.
        case file(String, offset: Int)
        /// A file's line.
        case line(String, Int)
    }

    package init(_ source: Source, _ message: String, help: String? = nil) {
        self.source = source
        self.message = message
        self.help = help
    }
}

extension PacketTextError: ExplainedError {
    package var summary: String {
        switch source {
        case .words(let text, let column): "`\(text.excerpt())`, column \(column): \(message)"
        case .file(let path, let offset): "\(path), byte \(offset): \(message)"
        case .line(let path, let line): "\(path):\(line): \(message)"
        }
    }
}
