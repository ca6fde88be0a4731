import WeirModel

/// The entries of an object while they are written.
final class KeyedNodes {
    private enum Value {
        case node(Node)
        case keyed(KeyedNodes)
        case unkeyed(UnkeyedNodes)
    }

    private var entries: [(key: String, value: Value)] = []
    /// `nil` if these are not the keys of an enum's case.
    private let shape: CaseShape?
    private let isKey: (String) -> Bool

    init<Key: CodingKey>(keys: Key.Type, context: NodeContext) {
        shape = context.shape(keys)
        isKey = { Key(stringValue: $0) != nil }
    }

    func append(_ key: any CodingKey, _ node: Node) { entries.append((key.stringValue, .node(node))) }
    func append(_ key: any CodingKey, _ nodes: KeyedNodes) { entries.append((key.stringValue, .keyed(nodes))) }
    func append(_ key: any CodingKey, _ nodes: UnkeyedNodes) { entries.append((key.stringValue, .unkeyed(nodes))) }

    var node: Node {
        if entries.count == 1, case .keyed(let nodes) = entries[0].value, let shape = nodes.shape {
            return collapsed(entries[0].key, nodes.plainEntries, shape)
        }
        return .object(plainEntries)
    }

    private var plainEntries: [Node.Entry] {
        // Dictionaries have no order, so sort.
        let entries = shape == nil ? entries.sorted { $0.key < $1.key } : entries
        return entries.map { key, value in
            switch value {
            case .node(let node): Node.Entry(key: key, value: node)
            case .keyed(let nodes): Node.Entry(key: key, value: nodes.node)
            case .unkeyed(let nodes): Node.Entry(key: key, value: nodes.node)
            }
        }
    }

    private func collapsed(_ name: String, _ values: [Node.Entry], _ shape: CaseShape) -> Node {
        // `"counter"`: a payload with default values only.
        if values.isEmpty || (values.count == 1 && shape.unlabelled == [values[0].key] && values[0].value == .object([])) {
            return .string(name)
        }
        let expanded = Node.object([.init(key: name, value: .object(values))])
        if shape.unlabelled.isEmpty { return expanded }
        let labelled = values.filter { !shape.unlabelled.contains($0.key) }
        guard !labelled.contains(where: { isKey($0.key) }) else { return expanded }
        let unlabelled = shape.unlabelled.map { name in values.first { $0.key == name }?.value ?? .null }
        let payload = unlabelled.count == 1 ? unlabelled[0] : .array(unlabelled)
        guard !CaseShape.isExpanded(payload) else { return expanded }
        return .object([.init(key: name, value: payload)] + labelled)
    }
}

struct KeyedNodeEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let nodes: KeyedNodes
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }

    func encodeNil(forKey key: Key) { nodes.append(key, .null) }
    func encode(_ value: Bool, forKey key: Key) {
        // Readers take false as the default.
        if value || CaseShape.isUnlabelled(key.stringValue) { nodes.append(key, .bool(value)) }
    }
    func encode(_ value: String, forKey key: Key) { nodes.append(key, .string(value)) }
    func encode(_ value: Double, forKey key: Key) throws { nodes.append(key, try Node(finite: value, path)) }
    func encode(_ value: Float, forKey key: Key) throws { nodes.append(key, try Node(finite: Double(value), path)) }
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number, forKey key: Key) { nodes.append(key, Node(value)) }
    func encode(_ value: Int128, forKey key: Key) { nodes.append(key, Node(value)) }
    func encode(_ value: UInt128, forKey key: Key) { nodes.append(key, .unsigned(value)) }

    func encode<Part: Encodable>(_ value: Part, forKey key: Key) throws {
        if context.canBeOmitted(value), !CaseShape.isUnlabelled(key.stringValue) { return }
        nodes.append(key, try context.node(value, NodePath(path, key)))
    }

    // An absent value differs from an empty one: `ecn: false` is no default.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { if let value { nodes.append(key, .bool(value)) } }
    func encodeIfPresent<Part: Encodable>(_ value: Part?, forKey key: Key) throws {
        if let value { nodes.append(key, try context.node(value, NodePath(path, key))) }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        let nested = KeyedNodes(keys: keyType, context: context)
        nodes.append(key, nested)
        return KeyedEncodingContainer(KeyedNodeEncoding<Nested>(nodes: nested, context: context, path: NodePath(path, key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let nested = UnkeyedNodes()
        nodes.append(key, nested)
        return UnkeyedNodeEncoding(nodes: nested, context: context, path: NodePath(path, key))
    }

    // INVARIANT: the model has no class hierarchies, which alone use these.
    func superEncoder() -> any Encoder { NodeEncoder(context: context, path: path) }
    func superEncoder(forKey key: Key) -> any Encoder { NodeEncoder(context: context, path: path) }
}

/// The items of an array while they are written.
final class UnkeyedNodes {
    enum Item {
        case node(Node)
        case keyed(KeyedNodes)
        case unkeyed(UnkeyedNodes)
    }

    var items: [Item] = []

    var node: Node {
        .array(
            items.map { item in
                switch item {
                case .node(let node): node
                case .keyed(let nodes): nodes.node
                case .unkeyed(let nodes): nodes.node
                }
            })
    }
}

struct UnkeyedNodeEncoding: UnkeyedEncodingContainer {
    let nodes: UnkeyedNodes
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }
    var count: Int { nodes.items.count }

    func encodeNil() { nodes.items.append(.node(.null)) }

    func encode<Part: Encodable>(_ value: Part) throws {
        nodes.items.append(.node(try context.node(value, NodePath(path, IndexKey(count)))))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let nested = KeyedNodes(keys: keyType, context: context)
        let place = NodePath(path, IndexKey(count))
        nodes.items.append(.keyed(nested))
        return KeyedEncodingContainer(KeyedNodeEncoding<Nested>(nodes: nested, context: context, path: place))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let nested = UnkeyedNodes()
        let place = NodePath(path, IndexKey(count))
        nodes.items.append(.unkeyed(nested))
        return UnkeyedNodeEncoding(nodes: nested, context: context, path: place)
    }

    func superEncoder() -> any Encoder { NodeEncoder(context: context, path: path) }
}
