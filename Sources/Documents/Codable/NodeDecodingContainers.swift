import WeirModel

/// The entries of an object while they are read, and which of them were asked for.
final class ObjectCursor {
    let entries: [(key: String, value: FoundValue)]
    /// The name of an enum's case without values: an object of that one key, whose value is empty.
    let bareCase: String?
    private var used: [Bool]
    /// Keys are mostly asked for in the order in which they were written.
    private var next = 0
    private var children: [ObjectCursor] = []

    init(_ entries: [(key: String, value: FoundValue)]) {
        self.entries = entries
        bareCase = nil
        used = Array(repeating: false, count: entries.count)
    }

    init(case name: String) {
        entries = []
        bareCase = name
        used = []
    }

    var keys: [String] { bareCase.map { [$0] } ?? entries.map(\.key) }

    func find(_ name: String) -> FoundValue? {
        if name == bareCase { return .nothing }
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
    func child(_ entries: [(key: String, value: FoundValue)]) -> ObjectCursor {
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
        /// A case in short form: its unlabelled values by name, and the object of its labelled ones.
        case collapsed([(name: String, value: FoundValue)], labels: ObjectCursor)
    }

    let source: Source
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }

    var allKeys: [Key] {
        switch source {
        case .object(let cursor): cursor.keys.compactMap { Key(stringValue: $0) }
        case .collapsed(let values, let labels): (values.map(\.name) + labels.keys).compactMap { Key(stringValue: $0) }
        }
    }

    private func find(_ key: Key) -> FoundValue? {
        switch source {
        case .object(let cursor): cursor.find(key.stringValue)
        case .collapsed(let values, let labels):
            values.first { $0.name == key.stringValue }?.value ?? labels.find(key.stringValue)
        }
    }

    private func place(_ key: Key) -> NodePath { NodePath(path, key) }

    private func require(_ key: Key) throws -> FoundNode { try value(key).node() }

    private func value(_ key: Key) throws -> FoundValue {
        guard let value = find(key) else { throw context.error("`\(key.stringValue.excerpt())` is missing", path) }
        return value
    }

    private func integer<Number: FixedWidthInteger>(_ key: Key) throws -> Number { try context.integer(require(key), place(key)) }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) -> Bool { find(key).map { $0.isNull } ?? true }
    /// `false` is never written.
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try find(key).map { try context.bool($0.node(), place(key)) } ?? false
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try context.string(require(key), place(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try context.double(require(key), place(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try context.double(require(key), place(key))) }
    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type, forKey key: Key) throws -> Number { try integer(key) }
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try integer(key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try integer(key) }

    func decode<Part: Decodable>(_ type: Part.Type, forKey key: Key) throws -> Part {
        if let value = find(key) { return try context.decode(type, value.node(), place(key)) }
        if let omitted = context.omitted(type) { return omitted }
        // `"counter"`: a case whose payload can be left out.
        if CaseShape.isUnlabelled(key.stringValue) { return try context.decode(type, FoundValue.nothing.node(), place(key)) }
        throw context.error("`\(key.stringValue.excerpt())` is missing", path)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        let value = try value(key)
        let node = try value.node()
        let place = place(key)
        func container(_ source: KeyedNodeDecoding<Nested>.Source) -> KeyedDecodingContainer<Nested> {
            KeyedDecodingContainer(KeyedNodeDecoding<Nested>(source: source, context: context, path: place))
        }
        if let shape = context.shape(type), !shape.unlabelled.isEmpty, case .object(let labels) = source, labels.bareCase == nil,
            !(try CaseShape.isExpanded(node)), !(try isBareName(node, labels))
        {
            if shape.unlabelled.count == 1 { return container(.collapsed([(shape.unlabelled[0], value)], labels: labels)) }
            guard case .array(let items) = node, let values = try items.exactly(shape.unlabelled.count) else {
                throw context.error("an array of \(shape.unlabelled.count) was expected", place)
            }
            return container(.collapsed(zip(shape.unlabelled, values).map { ($0, $1) }, labels: labels))
        }
        guard case .object(let items) = node else { throw context.mismatch("an object", node, place) }
        let entries = try items.entries()
        guard case .object(let cursor) = source else { return container(.object(ObjectCursor(entries))) }
        return container(.object(cursor.child(entries)))
    }

    /// `{name: {}}` means the same as the name alone.
    private func isBareName(_ node: FoundNode, _ cursor: ObjectCursor) throws -> Bool {
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
        return KeyedDecodingContainer(
            KeyedNodeDecoding<Nested>(source: .object(ObjectCursor(try items.entries())), context: context, path: place))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let place = place
        let item = try take()
        guard case .array(let items) = item else { throw context.mismatch("an array", item, place) }
        return UnkeyedNodeDecoding(items: items.reader(), context: context, path: place)
    }

    mutating func superDecoder() throws -> any Decoder { throw context.error("documents hold no class hierarchies", path) }
}
