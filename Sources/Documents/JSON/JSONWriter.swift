import WeirModel

/// Writes a tree as JSON: two spaces per level, short values on one line.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Columns.
    private let width = 120

    mutating func write(_ node: Node, indent: Int = 0) {
        let start = bytes.count
        // The comma, too, must fit.
        if writeInline(node, until: start + max(width - indent - 1, 40)) { return }
        bytes.removeSubrange(start...)
        switch node {
        case .array(let nodes):
            block("[", "]", nodes, indent) { writer, node in writer.write(node, indent: indent + 2) }
        case .object(let entries):
            block("{", "}", entries, indent) { writer, entry in
                let start = writer.bytes.count
                writer.write(string: entry.key)
                writer.bytes += ": ".utf8
                writer.write(entry.value, indent: indent + 2, after: writer.bytes.count - start)
            }
        default:
            _ = writeInline(node, until: .max)
        }
    }

    /// - Parameter key: columns that the key has taken.
    private mutating func write(_ node: Node, indent: Int, after key: Int) {
        let start = bytes.count
        if writeInline(node, until: start + max(width - indent - key - 1, 40)) { return }
        bytes.removeSubrange(start...)
        write(node, indent: indent)
    }

    private mutating func block<Item>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ items: [Item], _ indent: Int, _ write: (inout JSONWriter, Item) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (index, item) in items.enumerated() {
            bytes += index == 0 ? "\n".utf8 : ",\n".utf8
            bytes += repeatElement(UInt8(ascii: " "), count: indent + 2)
            write(&self, item)
        }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
        bytes.append(UInt8(ascii: close))
    }

    /// On one line; false once it goes beyond the limit.
    private mutating func writeInline(_ node: Node, until limit: Int) -> Bool {
        switch node {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += value ? "true".utf8 : "false".utf8
        case .unsigned(let number): bytes += (UInt64(exactly: number).map { String($0) } ?? String(number)).utf8
        case .negative(let number): bytes += String(number).utf8
        case .floating(let number): bytes += "\(number)".utf8
        case .string(let text): write(string: text)
        case .bytes(let content):
            bytes.append(UInt8(ascii: "\""))
            bytes += Base64.encode(content)
            bytes.append(UInt8(ascii: "\""))
        case .array(let nodes):
            bytes.append(UInt8(ascii: "["))
            for (index, node) in nodes.enumerated() {
                if index > 0 { bytes += ", ".utf8 }
                guard writeInline(node, until: limit) else { return false }
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let entries):
            bytes.append(UInt8(ascii: "{"))
            for (index, entry) in entries.enumerated() {
                if index > 0 { bytes += ", ".utf8 }
                write(string: entry.key)
                bytes += ": ".utf8
                guard writeInline(entry.value, until: limit) else { return false }
            }
            bytes.append(UInt8(ascii: "}"))
        }
        return bytes.count <= limit
    }

    private mutating func write(string: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x0a: bytes += "\\n".utf8
            case 0x0d: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
