// The generic form: a tree, for all that is not bulk.

import WeirModel

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
    /// Passes over a tree, and notes its texts and where its arrays and objects end.
    mutating func skipNode(_ ends: inout [ContainerEnd]) throws(DocumentError) {
        switch NodeTag(rawValue: try byte()) {
        case .null, .no, .yes: break
        case .unsigned, .negative, .floating: _ = try wide()
        case .string: _ = try string()
        case .bytes: try skip(count())
        case .array: try skipContainer(&ends) { reader, ends throws(DocumentError) in try reader.skipNode(&ends) }
        case .object:
            try skipContainer(&ends) { reader, ends throws(DocumentError) in
                _ = try reader.string()
                try reader.skipNode(&ends)
            }
        case nil: throw error("an unknown kind of node")
        }
    }

    private mutating func skipContainer(
        _ ends: inout [ContainerEnd], _ item: (inout PackedReader, inout [ContainerEnd]) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        let number = ends.count
        // Beyond what a sound tree has, as many as can be: an array that grows would be there twice.
        if number == 1 << 12 { ends.reserveCapacity(number + remaining / 2) }
        ends.append(ContainerEnd(offset: 0, next: 0))
        try nested { reader throws(DocumentError) in
            for _ in 0..<(try reader.count()) { try item(&reader, &ends) }
        }
        ends[number] = ContainerEnd(offset: UInt32(truncatingIfNeeded: offset), next: UInt32(truncatingIfNeeded: ends.count))
    }
}

/// A tree of the generic form in a packed document, over which a reader has passed.
final class PackedText: NodeText {
    private let bytes: UnsafeRawBufferPointer
    private let strings: [String]
    private let ends: [ContainerEnd]

    /// - Parameter strings: those of the document up to the tree's end.
    init(_ bytes: UnsafeRawBufferPointer, strings: [String], ends: [ContainerEnd]) {
        (self.bytes, self.strings, self.ends) = (bytes, strings, ends)
    }

    private struct Scanner: PackedBytes {
        let bytes: UnsafeRawBufferPointer
        var offset: Int
    }

    func value(_ place: inout NodePlace) throws(DocumentError) -> FoundNode {
        var scanner = Scanner(bytes: bytes, offset: place.offset)
        let tag = NodeTag(rawValue: try scanner.byte())
        let node: FoundNode
        switch tag {
        case .null: node = .null
        case .no: node = .bool(false)
        case .yes: node = .bool(true)
        case .unsigned: node = .unsigned(try scanner.wide())
        case .negative:
            guard let magnitude = Int128(exactly: try scanner.wide()), magnitude > 0 else { throw scanner.error("a number too large") }
            node = .negative(-magnitude)
        case .floating: node = .floating(Double(bitPattern: UInt64(truncatingIfNeeded: try scanner.wide())))
        case .string: node = .string(try string(&scanner))
        case .bytes: node = .bytes(try scanner.raw(scanner.count()))
        case .array, .object:
            let count = try scanner.count()
            let items = FoundItems(text: self, place: NodePlace(offset: scanner.offset, container: place.container + 1, left: count))
            let end = ends[place.container]
            (scanner.offset, place.container) = (Int(end.offset), Int(end.next))
            node = tag == .array ? .array(items) : .object(items)
        case nil: throw scanner.error("an unknown kind of node")
        }
        place.offset = scanner.offset
        place.left -= 1
        return node
    }

    func key(_ place: inout NodePlace) throws(DocumentError) -> String? {
        guard place.left > 0 else { return nil }
        var scanner = Scanner(bytes: bytes, offset: place.offset)
        let key = try string(&scanner)
        place.offset = scanner.offset
        return key
    }

    func isAtEnd(_ place: NodePlace) -> Bool { place.left <= 0 }

    func describe(_ place: NodePlace) -> DocumentError.Place { .byte(place.offset) }

    private func string(_ scanner: inout Scanner) throws(DocumentError) -> String {
        let reference = try scanner.number()
        guard reference > 0 else { return try scanner.text() }
        guard reference <= UInt64(strings.count) else { throw scanner.error("a text that was not written") }
        return strings[Int(reference) - 1]
    }
}
