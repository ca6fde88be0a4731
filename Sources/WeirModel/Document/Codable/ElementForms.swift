// TEMP
extension NodeContext {
    func node(of list: ElementList, _ path: NodePath?) throws -> Node {
        var writer = PackedWriter()
        try writer.elements(list)
        return .object([.init(key: "packed", value: .bytes(writer.bytes))])
    }
    func elements(_ node: Node, _ path: NodePath?) throws -> ElementList {
        return []
    }
}
