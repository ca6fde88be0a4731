import WeirModel

/// Makes a tree of any part of the model.
final class NodeEncoder: Encoder {
    let context: NodeContext
    let path: NodePath?
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var content = Content.node(.null)

    private enum Content {
        case node(Node)
        case keyed(KeyedNodes)
        case unkeyed(UnkeyedNodes)
    }

    init(context: NodeContext, path: NodePath?) { (self.context, self.path) = (context, path) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let nodes = KeyedNodes(keys: type, context: context)
        content = .keyed(nodes)
        return KeyedEncodingContainer(KeyedNodeEncoding<Key>(nodes: nodes, context: context, path: path))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let nodes = UnkeyedNodes()
        content = .unkeyed(nodes)
        return UnkeyedNodeEncoding(nodes: nodes, context: context, path: path)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    var node: Node {
        switch content {
        case .node(let node): node
        case .keyed(let nodes): nodes.node
        case .unkeyed(let nodes): nodes.node
        }
    }
}

extension NodeEncoder: SingleValueEncodingContainer {
    func encodeNil() { content = .node(.null) }
    func encode(_ value: Bool) { content = .node(.bool(value)) }
    func encode(_ value: String) { content = .node(.string(value)) }
    func encode(_ value: Double) throws { content = .node(try Node(finite: value, path)) }
    func encode(_ value: Float) throws { content = .node(try Node(finite: Double(value), path)) }
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) { content = .node(Node(value)) }
    func encode(_ value: Int128) { content = .node(Node(value)) }
    func encode(_ value: UInt128) { content = .node(.unsigned(value)) }
    func encode<Part: Encodable>(_ value: Part) throws { content = .node(try context.node(value, path)) }
}

extension NodeContext {
    func node<Part: Encodable>(_ value: Part, _ path: NodePath?) throws -> Node {
        try path.checkDepth()
        if let short = try shortForm(value, path) { return short }
        let encoder = NodeEncoder(context: self, path: path)
        try value.encode(to: Self.opaque(encoder))
        return encoder.node
    }

    /// Hides the type from the optimiser, which else makes a copy of all coders for each type of the model.
    @inline(never)
    private static func opaque(_ encoder: NodeEncoder) -> any Encoder { encoder }
}
