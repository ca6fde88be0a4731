// The generic form: a tree, for all that is not bulk.

private enum NodeTag: UInt8 {
    case null, no, yes, unsigned, negative, floating, string, bytes, array, object
}

extension PackedWriter {
    mutating func node(_ node: Node) {
        switch node {
        case .null: byte(NodeTag.null.rawValue)
        case .bool(let value): byte(value ? NodeTag.yes.rawValue : NodeTag.no.rawValue)
        case .unsigned(let number):
            byte(NodeTag.unsigned.rawValue)
            wide(number)
        case .negative(let number):
            byte(NodeTag.negative.rawValue)
            wide(number.magnitude)
        case .floating(let number):
            byte(NodeTag.floating.rawValue)
            wide(UInt128(number.bitPattern))
        case .string(let text):
            byte(NodeTag.string.rawValue)
            string(text)
        case .bytes(let content):
            byte(NodeTag.bytes.rawValue)
            count(content.count)
            raw(content)
        case .array(let nodes):
            byte(NodeTag.array.rawValue)
            array(nodes) { writer, node in writer.node(node) }
        case .object(let entries):
            byte(NodeTag.object.rawValue)
            array(entries) { writer, entry in
                writer.string(entry.key)
                writer.node(entry.value)
            }
        }
    }
}

extension PackedReader {
    mutating func node() throws(DocumentError) -> Node {
        switch NodeTag(rawValue: try byte()) {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .unsigned: return .unsigned(try wide())
        case .negative:
            guard let magnitude = Int128(exactly: try wide()), magnitude > 0 else { throw error("a number too large") }
            return .negative(-magnitude)
        case .floating: return .floating(Double(bitPattern: UInt64(truncatingIfNeeded: try wide())))
        case .string: return .string(try string())
        case .bytes: return .bytes(try raw(count()))
        case .array:
            return try nested { reader throws(DocumentError) in
                .array(try reader.array { reader throws(DocumentError) in try reader.node() })
            }
        case .object:
            return try nested { reader throws(DocumentError) in
                .object(
                    try reader.array { reader throws(DocumentError) in
                        Node.Entry(key: try reader.string(), value: try reader.node())
                    })
            }
        case nil: throw error("an unknown kind of node")
        }
    }
}
