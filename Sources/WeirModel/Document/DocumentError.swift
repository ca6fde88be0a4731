/// Why a document could not be read or written.
public struct DocumentError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
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
        /// Well-formed, but not what the model holds.
        case content
        /// Nested more deeply than documents may be.
        case tooDeep
    }

    public enum Place: Sendable, Hashable {
        /// Counted from 0.
        case byte(Int)
        /// Counted from 1; columns are bytes.
        case line(Int, column: Int)
        /// `tables[0].chains[2].policy`
        case path(String)
    }

    public var kind: Kind
    /// The document's own name, such as its path; nil where the caller alone knows it.
    public var document: String?
    public var place: Place?
    public var message: String
    public var help: String?

    public init(_ kind: Kind, _ message: String, at place: Place? = nil, help: String? = nil, document: String? = nil) {
        self.kind = kind
        self.message = message
        self.place = place
        self.help = help
        self.document = document
    }
}

extension DocumentError.Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .byte(let offset): "byte \(offset)"
        case .line(let line, let column): "\(line):\(column)"
        case .path(let path): path
        }
    }
}

extension DocumentError: ExplainedError {
    public var summary: String {
        var text = document ?? "document"
        switch place {
        case .line(let line, let column)?: text += ":\(line):\(column)"
        case let place?: text += ": \(place)"
        case nil: break
        }
        return text + ": " + message
    }
}
