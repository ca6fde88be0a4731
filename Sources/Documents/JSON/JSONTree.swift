import WeirModel

/// A text of JSON that is well-formed (RFC 8259, strictly: no comments, no trailing commas, whole numbers exact to 128 bits).
final class JSONTree: NodeText {
    private let bytes: UnsafeRawBufferPointer
    private let ends: [ContainerEnd]

    /// The bytes must outlive the text.
    /// - Throws: where the first error is.
    init(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) {
        var index = JSONIndex(bytes)
        try index.document()
        (self.bytes, ends) = (bytes, index.ends)
    }

    var root: FoundNode {
        get throws(DocumentError) {
            var place = NodePlace(offset: 0)
            return try value(&place)
        }
    }

    func value(_ place: inout NodePlace) throws(DocumentError) -> FoundNode {
        var scanner = JSONScanner(bytes, at: next(place.offset))
        switch bytes[scanner.offset] {
        case UInt8(ascii: "{"): return .object(enter(&place, scanner.offset))
        case UInt8(ascii: "["): return .array(enter(&place, scanner.offset))
        default:
            let node = try scanner.scalar()
            place.offset = scanner.offset
            return node
        }
    }

    func key(_ place: inout NodePlace) throws(DocumentError) -> String? {
        let start = next(place.offset)
        guard bytes[start] == UInt8(ascii: "\"") else { return nil }
        var scanner = JSONScanner(bytes, at: start)
        let key = try scanner.string()
        scanner.skipSpace()
        // Behind the colon.
        place.offset = scanner.offset + 1
        return key
    }

    func isAtEnd(_ place: NodePlace) -> Bool { bytes[next(place.offset)] == UInt8(ascii: "]") }

    func describe(_ place: NodePlace) -> DocumentError.Place { JSONScanner(bytes, at: next(place.offset)).place }

    /// The content; the place moves behind it.
    private func enter(_ place: inout NodePlace, _ start: Int) -> FoundItems {
        let items = FoundItems(text: self, place: NodePlace(offset: start + 1, container: place.container + 1))
        let end = ends[place.container]
        (place.offset, place.container) = (Int(end.offset), Int(end.next))
        return items
    }

    /// The place of the next value, key or end: behind space and a comma.
    private func next(_ offset: Int) -> Int {
        var scanner = JSONScanner(bytes, at: offset)
        scanner.skipSpace()
        guard bytes[scanner.offset] == UInt8(ascii: ",") else { return scanner.offset }
        scanner.offset += 1
        scanner.skipSpace()
        return scanner.offset
    }
}

/// Proves that a text is JSON, and notes where its arrays and objects end.
private struct JSONIndex {
    private var scanner: JSONScanner
    private var depth = 0
    private(set) var ends: [ContainerEnd] = []

    init(_ bytes: UnsafeRawBufferPointer) {
        scanner = JSONScanner(bytes, at: 0)
        // Exactly as many as can be: memory that is not written costs nothing, and an array that grows would be there twice.
        ends.reserveCapacity(bytes.count { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") })
    }

    mutating func document() throws(DocumentError) {
        try value()
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw scanner.error("text after the document's end") }
    }

    private mutating func value() throws(DocumentError) {
        scanner.skipSpace()
        switch try scanner.current() {
        case UInt8(ascii: "{"):
            let container = try begin()
            if try !scanner.accept("}") {
                repeat { try entry() } while try scanner.accept(",")
                guard try scanner.accept("}") else { throw scanner.error("`,` or `}` was expected") }
            }
            end(container)
        case UInt8(ascii: "["):
            let container = try begin()
            if try !scanner.accept("]") {
                repeat { try value() } while try scanner.accept(",")
                guard try scanner.accept("]") else { throw scanner.error("`,` or `]` was expected") }
            }
            end(container)
        default: try scanner.skipScalar()
        }
    }

    private mutating func entry() throws(DocumentError) {
        scanner.skipSpace()
        guard try scanner.current() == UInt8(ascii: "\"") else { throw scanner.error("a key in quotes was expected") }
        try scanner.skipString()
        guard try scanner.accept(":") else { throw scanner.error("`:` was expected") }
        try value()
    }

    private mutating func begin() throws(DocumentError) -> Int {
        guard depth < Document.maximumDepth + 56 else { throw scanner.error("nested too deeply", .tooDeep) }
        depth += 1
        scanner.offset += 1
        ends.append(ContainerEnd(offset: 0, next: 0))
        return ends.count - 1
    }

    private mutating func end(_ container: Int) {
        depth -= 1
        ends[container] = ContainerEnd(offset: UInt32(scanner.offset), next: UInt32(ends.count))
    }
}
