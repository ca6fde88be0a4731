import WeirModel

/// Why a document could not be read or written.
package struct DocumentError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case empty
        /// Neither JSON nor packed.
        case neitherForm
        case truncated
        /// The bytes are not those that were written.
        case corrupt
        /// No JSON.
        case syntax
        /// A document of something else.
        case otherFormat
        case otherVersion
        /// Well-formed, but not valid for the model.
        case content
        /// Nested more deeply than documents may be.
        case tooDeep
        /// The document, or its content, exceeds the limits.
        case tooLarge
    }

    package enum Place: Sendable, Hashable {
        /// Counted from 0.
        case byte(Int)
        /// Counted from 1; columns are bytes.
        case line(Int, column: Int)
        /// `tables[0].chains[2].policy`
        case path(String)
    }

    package var kind: Kind
    /// The document's name, such as its path; `nil` if only the caller knows it.
    package var document: String?
    package var place: Place?
    package var message: String
    package var help: String?

    package init(_ kind: Kind, _ message: String, at place: Place? = nil, help: String? = nil, document: String? = nil) {
        self.kind = kind
        self.message = Self.shortened(message)
        self.place = place
        self.help = help
        self.document = document
    }
}

extension DocumentError {
    /// Names and texts are quoted as the document has them, and may be as long as it is.
    fileprivate static func shortened(_ text: String) -> String {
        let longest = 400
        return text.utf8.count <= longest ? text : String(text.prefix(longest / 2)) + " … " + String(text.suffix(longest / 4))
    }
}

extension DocumentError.Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .byte(let offset): "byte \(offset)"
        case .line(let line, let column): "\(line):\(column)"
        case .path(let path): DocumentError.shortened(path)
        }
    }
}

extension DocumentError: ExplainedError {
    package var summary: String {
        var text = document ?? "document"
        switch place {
        case .line(let line, let column)?: text += ":\(line):\(column)"
        case let place?: text += ": \(place)"
        case nil: break
        }
        return text + ": " + message
    }
}
