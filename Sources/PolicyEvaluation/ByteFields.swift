/// Fields of bytes, each after its length as eight bytes, little-endian.
extension [UInt8] {
    mutating func append(field: [UInt8]) {
        append(number: field.count)
        append(contentsOf: field)
    }

    mutating func append(texts: [String]) {
        append(number: texts.count)
        for text in texts { append(field: Array(text.utf8)) }
    }

    private mutating func append(number: Int) {
        for shift in 0..<8 { append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
    }
}

/// Reads such fields from bytes that may be cut short.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init?(_ bytes: [UInt8], magic: [UInt8]) {
        guard bytes.starts(with: magic) else { return nil }
        rest = bytes[magic.count...]
    }

    mutating func field() -> ArraySlice<UInt8>? {
        guard let count = number(), count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func text() -> String? { field().map { String(decoding: $0, as: UTF8.self) } }

    mutating func texts() -> [String]? {
        guard let count = number(), count <= rest.count else { return nil }
        var result: [String] = []
        for _ in 0..<count {
            guard let text = text() else { return nil }
            result.append(text)
        }
        return result
    }

    private mutating func number() -> Int? {
        guard rest.count >= 8 else { return nil }
        defer { rest = rest.dropFirst(8) }
        let value = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }
}
