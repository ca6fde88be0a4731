import WeirModel

/// The entries of an object while they are read, and which of them were asked for.
final class ObjectCursor {
    private(set) var entries: [FoundEntry]
    /// For a case in short form, whose entries are its unlabelled values by name: the object of its labelled ones.
    let labels: ObjectCursor?
    let context: NodeContext
    let path: NodePath?
    /// Keys are mostly asked for in the order in which they were written.
    private var next = 0
    private var children: [ObjectCursor] = []

    init(_ entries: [FoundEntry], labels: ObjectCursor? = nil, context: NodeContext, path: NodePath?) {
        (self.entries, self.labels, self.context, self.path) = (entries, labels, context, path)
    }

    func find(_ name: String) -> FoundNode? {
        for step in entries.indices {
            let index = next + step < entries.count ? next + step : next + step - entries.count
            if entries[index].key == name {
                entries[index].isRead = true
                next = index + 1 < entries.count ? index + 1 : 0
                return entries[index].value
            }
        }
        return labels?.find(name)
    }

    /// The cursor of an object within this one, which is part of the same part of the model.
    func child(_ entries: [FoundEntry], path: NodePath) -> ObjectCursor {
        let child = ObjectCursor(entries, context: context, path: path)
        children.append(child)
        return child
    }

    var firstUnread: String? {
        if let entry = entries.first(where: { !$0.isRead }) { return entry.key }
        for child in children { if let key = child.firstUnread { return key } }
        return nil
    }

    func missing(_ name: String) -> DocumentError { context.error("`\(name.excerpt())` is missing", path) }
}

struct KeyedNodeDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let cursor: ObjectCursor
    private var context: NodeContext { cursor.context }
    private var path: NodePath? { cursor.path }
    var codingPath: [any CodingKey] { path.keys }

    var allKeys: [Key] {
        var keys: [Key] = []
        var cursor: ObjectCursor? = cursor
        while let found = cursor {
            for entry in found.entries { if let key = Key(stringValue: entry.key) { keys.append(key) } }
            cursor = found.labels
        }
        return keys
    }

    private func find(_ key: Key) -> FoundNode? { cursor.find(key.stringValue) }

    private func place(_ key: Key) -> NodePath { NodePath(path, key) }

    private func require(_ key: Key) throws -> FoundNode {
        let name = key.stringValue
        guard let node = cursor.find(name) else { throw cursor.missing(name) }
        return node
    }

    private func integer<Number: FixedWidthInteger>(_ key: Key) throws -> Number { try context.integer(require(key), place(key)) }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) -> Bool { find(key).map { $0.isNull } ?? true }
    /// `false` is never written.
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try find(key).map { try context.bool($0, place(key)) } ?? false
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try context.string(require(key), place(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try context.double(require(key), place(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try context.double(require(key), place(key))) }
    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type, forKey key: Key) throws -> Number { try integer(key) }
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try integer(key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try integer(key) }

    func decode<Part: Decodable>(_ type: Part.Type, forKey key: Key) throws -> Part {
        let name = key.stringValue
        if let node = cursor.find(name) { return try context.decode(type, node, place(key)) }
        if let omitted = context.omitted(type) { return omitted }
        // `"counter"`: a case whose payload can be left out.
        if CaseShape.isUnlabelled(name) { return try context.decode(type, .nothing, place(key)) }
        throw cursor.missing(name)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(
            KeyedNodeDecoding<Nested>(cursor: try nested(context.shape(type), in: require(key), place(key))))
    }

    /// The cursor of a case's payload, if the keys have the shape of one, or of an object.
    private func nested(_ shape: CaseShape?, in node: FoundNode, _ place: NodePath) throws -> ObjectCursor {
        if let names = shape?.unlabelled, !names.isEmpty, cursor.labels == nil, !(try CaseShape.isExpanded(node)), !(try isBareName(node)) {
            let values = if names.count == 1 { [node] } else { try context.items(names.count, of: node, place) }
            let entries = zip(names, values).map { FoundEntry(key: $0, value: $1) }
            return ObjectCursor(entries, labels: cursor, context: context, path: place)
        }
        guard case .object(let items) = node else { throw context.mismatch("an object", node, place) }
        let entries = try items.entries()
        return cursor.labels == nil ? cursor.child(entries, path: place) : ObjectCursor(entries, context: context, path: place)
    }

    /// `{name: {}}` means the same as the name alone.
    private func isBareName(_ node: FoundNode) throws -> Bool {
        guard case .object(let items) = node, cursor.entries.count == 1 else { return false }
        return try !items.hasKey { _ in true }
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = try require(key) else { throw context.mismatch("an array", try require(key), place(key)) }
        return UnkeyedNodeDecoding(items: items.reader(), context: context, path: place(key))
    }

    func superDecoder() throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
}

struct UnkeyedNodeDecoding: UnkeyedDecodingContainer {
    private var items: ItemReader
    private let context: NodeContext
    private let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }
    /// Not counted.
    var count: Int? { nil }
    var currentIndex: Int { items.index }
    var isAtEnd: Bool { items.isAtEnd }

    init(items: ItemReader, context: NodeContext, path: NodePath?) { (self.items, self.context, self.path) = (items, context, path) }

    private var place: NodePath { NodePath(path, IndexKey(currentIndex)) }

    private mutating func take() throws -> FoundNode {
        guard let item = try items.next() else { throw context.error("the array ends too early", path) }
        return item
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd else { throw context.error("the array ends too early", path) }
        guard items.isNull else { return false }
        _ = try items.next()
        return true
    }

    mutating func decode<Part: Decodable>(_ type: Part.Type) throws -> Part {
        let place = place
        let item = try take()
        try context.allowance.take(MemoryLayout<Part>.stride)
        return try context.decode(type, item, place)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        let place = place
        let item = try take()
        guard case .object(let items) = item else { throw context.mismatch("an object", item, place) }
        let cursor = ObjectCursor(try items.entries(), context: context, path: place)
        return KeyedDecodingContainer(KeyedNodeDecoding<Nested>(cursor: cursor))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let place = place
        let item = try take()
        guard case .array(let items) = item else { throw context.mismatch("an array", item, place) }
        return UnkeyedNodeDecoding(items: items.reader(), context: context, path: place)
    }

    mutating func superDecoder() throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
}
