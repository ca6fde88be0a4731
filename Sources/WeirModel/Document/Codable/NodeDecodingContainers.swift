/// The entries of an object while they are read, and which of them were asked for.
final class ObjectCursor {
    let entries: [Node.Entry]
    private var used: [Bool]
    /// Keys are mostly asked for in the order in which they were written.
    private var next = 0
    private var children: [ObjectCursor] = []

    init(_ entries: [Node.Entry]) {
        self.entries = entries
        used = Array(repeating: false, count: entries.count)
    }

    func find(_ name: String) -> Node? {
        for step in entries.indices {
            let index = next + step < entries.count ? next + step : next + step - entries.count
            if entries[index].key == name {
                used[index] = true
                next = index + 1 < entries.count ? index + 1 : 0
                return entries[index].value
            }
        }
        return nil
    }

    /// The cursor of an object within this one, which is part of the same part of the model.
    func child(_ entries: [Node.Entry]) -> ObjectCursor {
        let child = ObjectCursor(entries)
        children.append(child)
        return child
    }

    var firstUnused: String? {
        if let index = used.firstIndex(of: false) { return entries[index].key }
        for child in children { if let key = child.firstUnused { return key } }
        return nil
    }
}

struct KeyedNodeDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    enum Source {
        case object(ObjectCursor)
        /// A case in short form: its unlabelled values by name, and the object in which its labelled ones stand.
        case collapsed([(name: String, value: Node)], labels: ObjectCursor)
    }

    let source: Source
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }

    var allKeys: [Key] {
        switch source {
        case .object(let cursor): cursor.entries.compactMap { Key(stringValue: $0.key) }
        case .collapsed(let values, let labels): (values.map(\.name) + labels.entries.map(\.key)).compactMap { Key(stringValue: $0) }
        }
    }

    private func find(_ key: Key) -> Node? {
        switch source {
        case .object(let cursor): cursor.find(key.stringValue)
        case .collapsed(let values, let labels):
            values.first { $0.name == key.stringValue }?.value ?? labels.find(key.stringValue)
        }
    }

    private func place(_ key: Key) -> NodePath { NodePath(path, key) }

    private func require(_ key: Key) throws -> Node {
        guard let node = find(key) else { throw context.error("`\(key.stringValue.excerpt())` is missing", path) }
        return node
    }

    private func integer<Number: FixedWidthInteger>(_ key: Key) throws -> Number { try context.integer(require(key), place(key)) }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) -> Bool { find(key).map { $0 == .null } ?? true }
    /// false is never said.
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try find(key).map { try context.bool($0, place(key)) } ?? false }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try context.string(require(key), place(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try context.double(require(key), place(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try context.double(require(key), place(key))) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try integer(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try integer(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try integer(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try integer(key) }
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try integer(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try integer(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try integer(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try integer(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try integer(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try integer(key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try integer(key) }

    func decode<Part: Decodable>(_ type: Part.Type, forKey key: Key) throws -> Part {
        if let node = find(key) { return try context.decode(type, node, place(key)) }
        if let omitted = context.omitted(type) { return omitted }
        // `"counter"`: a case whose payload need not be said.
        if CaseShape.isUnlabelled(key.stringValue) { return try context.decode(type, .object([]), place(key)) }
        throw context.error("`\(key.stringValue.excerpt())` is missing", path)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        let node = try require(key)
        let place = place(key)
        func container(_ source: KeyedNodeDecoding<Nested>.Source) -> KeyedDecodingContainer<Nested> {
            KeyedDecodingContainer(KeyedNodeDecoding<Nested>(source: source, context: context, path: place))
        }
        if let shape = context.shape(type), !shape.unlabelled.isEmpty, !CaseShape.isExpanded(node), case .object(let labels) = source,
            !isBareName(node, labels)
        {
            if shape.unlabelled.count == 1 { return container(.collapsed([(shape.unlabelled[0], node)], labels: labels)) }
            guard case .array(let values) = node, values.count == shape.unlabelled.count else {
                throw context.error("an array of \(shape.unlabelled.count) was expected", place)
            }
            return container(.collapsed(zip(shape.unlabelled, values).map { ($0, $1) }, labels: labels))
        }
        guard case .object(let entries) = node else { throw context.mismatch("an object", node, place) }
        guard case .object(let cursor) = source else { return container(.object(ObjectCursor(entries))) }
        return container(.object(cursor.child(entries)))
    }

    /// The case was written as its name alone, of which `container(keyedBy:)` made `{name: {}}`.
    private func isBareName(_ node: Node, _ cursor: ObjectCursor) -> Bool { node == .object([]) && cursor.entries.count == 1 }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        guard case .array(let nodes) = try require(key) else { throw context.mismatch("an array", try require(key), place(key)) }
        return UnkeyedNodeDecoding(nodes: nodes, context: context, path: place(key))
    }

    func superDecoder() throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
}

struct UnkeyedNodeDecoding: UnkeyedDecodingContainer {
    let nodes: [Node]
    let context: NodeContext
    let path: NodePath?
    var currentIndex = 0
    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { nodes.count }
    var isAtEnd: Bool { currentIndex >= nodes.count }

    private var place: NodePath { NodePath(path, IndexKey(currentIndex)) }

    private func current() throws -> Node {
        guard !isAtEnd else { throw context.error("the array ends too early", path) }
        return nodes[currentIndex]
    }

    mutating func decodeNil() throws -> Bool {
        guard try current() == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Part: Decodable>(_ type: Part.Type) throws -> Part {
        let part = try context.decode(type, current(), place)
        currentIndex += 1
        return part
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        guard case .object(let entries) = try current() else { throw context.mismatch("an object", try current(), place) }
        defer { currentIndex += 1 }
        return KeyedDecodingContainer(KeyedNodeDecoding<Nested>(source: .object(ObjectCursor(entries)), context: context, path: place))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let nodes) = try current() else { throw context.mismatch("an array", try current(), place) }
        defer { currentIndex += 1 }
        return UnkeyedNodeDecoding(nodes: nodes, context: context, path: place)
    }

    mutating func superDecoder() throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
}
