import WeirModel

/// Makes parts of the model from a tree. Unread keys are errors, or a misspelled one would go unnoticed.
final class NodeDecoder: Decoder {
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private let node: FoundNode
    private var cursor: ObjectCursor?

    /// For the object whose entries are a document's own.
    init(_ entries: [FoundEntry], context: NodeContext) {
        (node, cursor, path) = (.null, ObjectCursor(entries, context: context, path: nil), nil)
        self.context = context
    }

    init(_ node: FoundNode, context: NodeContext, path: NodePath?) { (self.node, self.context, self.path) = (node, context, path) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let cursor = try cursor ?? ObjectCursor(entries(type), context: context, path: path)
        self.cursor = cursor
        return KeyedDecodingContainer(KeyedNodeDecoding<Key>(cursor: cursor))
    }

    private func entries(_ type: (some CodingKey).Type) throws -> [FoundEntry] {
        switch node {
        case .object(let items): return try items.entries()
        // A case without values.
        case .string(let name) where context.shape(type) != nil && type.init(stringValue: name) != nil:
            return [FoundEntry(key: name, value: .nothing)]
        case .string(let name): throw context.error("`\(name.excerpt())` is not known here", path)
        case .null, .bool, .unsigned, .negative, .floating, .bytes, .array: throw context.mismatch("an object", node, path)
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = node else { throw context.mismatch("an array", node, path) }
        return UnkeyedNodeDecoding(items: items.reader(), context: context, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// Every key must have been asked for.
    func finish() throws(DocumentError) {
        guard let unknown = cursor?.firstUnread else { return }
        throw context.error("unknown key `\(unknown.excerpt())`", path)
    }
}

extension NodeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { node.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try context.bool(node, path) }
    func decode(_ type: String.Type) throws -> String { try context.string(node, path) }
    func decode(_ type: Double.Type) throws -> Double { try context.double(node, path) }
    func decode(_ type: Float.Type) throws -> Float { Float(try context.double(node, path)) }
    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number { try context.integer(node, path) }
    func decode(_ type: Int128.Type) throws -> Int128 { try context.integer(node, path) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try context.integer(node, path) }
    func decode<Part: Decodable>(_ type: Part.Type) throws -> Part { try context.decode(type, node, path) }
}

extension NodeContext {
    func decode<Part: Decodable>(_ type: Part.Type, _ node: FoundNode, _ path: NodePath?) throws -> Part {
        try path.checkDepth()
        if let short = try shortForm(type, node, path) { return short }
        // Options of traffic control, which are stored separately.
        if MemoryLayout<Part>.size > 256 { try allowance.take(1, of: type) }
        let decoder = NodeDecoder(node, context: self, path: path)
        let part: Part
        do {
            part = try Part(from: Self.opaque(decoder))
        } catch DecodingError.dataCorrupted(let context) {
            guard case .string(let word) = node, let cases = (type as? any CaseIterable.Type)?.words, !cases.isEmpty else {
                throw DecodingError.dataCorrupted(context)
            }
            throw error("`\(word.excerpt())` is not " + (cases.count > 12 ? "known here" : "one of \(cases.joined(separator: ", "))"), path)
        }
        try decoder.finish()
        return part
    }

    /// The whole document, from the entries that are its own.
    func decode<Part: Decodable>(_ type: Part.Type, _ entries: [FoundEntry]) throws -> Part {
        let decoder = NodeDecoder(entries, context: self)
        let part = try Part(from: Self.opaque(decoder))
        try decoder.finish()
        return part
    }

    /// Hides the type from the optimiser, which else makes a copy of all coders for each type of the model.
    @inline(never)
    private static func opaque(_ decoder: NodeDecoder) -> any Decoder { decoder }

    func error(_ message: String, _ path: NodePath?) -> DocumentError { DocumentError(.content, message, at: .path(path.text)) }

    func mismatch(_ expected: String, _ node: FoundNode, _ path: NodePath?) -> DocumentError {
        error("\(expected) was expected, not \(node.kind)", path)
    }

    func items(_ count: Int, of node: FoundNode, _ path: NodePath?) throws -> [FoundNode] {
        guard case .array(let items) = node, let found = try items.exactly(count) else {
            throw error("an array of \(count) was expected", path)
        }
        return found
    }

    func bool(_ node: FoundNode, _ path: NodePath?) throws -> Bool {
        guard case .bool(let value) = node else { throw mismatch("a truth value", node, path) }
        return value
    }

    func string(_ node: FoundNode, _ path: NodePath?) throws -> String {
        guard case .string(let value) = node else { throw mismatch("a text", node, path) }
        return value
    }

    func double(_ node: FoundNode, _ path: NodePath?) throws -> Double {
        switch node {
        case .floating(let number): return number
        case .unsigned(let number): return Double(number)
        case .negative(let number): return Double(number)
        default: throw mismatch("a number", node, path)
        }
    }

    func integer<Number: FixedWidthInteger>(_ node: FoundNode, _ path: NodePath?) throws -> Number {
        if let number = node.integer(Number.self) { return number }
        switch node {
        case .unsigned, .negative: throw error("the number is not within \(Number.min)…\(Number.max)", path)
        default: throw mismatch("a whole number", node, path)
        }
    }
}

extension CaseIterable {
    /// The words of an enumeration of words.
    fileprivate static var words: [String] { allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String } }
}

extension DocumentError {
    /// A decoding error in a document's terms.
    init(_ error: any Error) {
        switch error {
        case let error as DocumentError:
            self = error
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self.init(.content, context.debugDescription, at: .path(context.codingPath.documentPath))
        case DecodingError.keyNotFound(let key, let context):
            self.init(.content, "`\(key.stringValue.excerpt())` is missing", at: .path(context.codingPath.documentPath))
        case EncodingError.invalidValue(_, let context):
            self.init(.content, context.debugDescription, at: .path(context.codingPath.documentPath))
        default:
            self.init(.content, "\(error)")
        }
    }
}
