/// Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no key twice, whole numbers exact to 128 bits.
struct JSONParser {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private var depth = 0

    static func parse(_ bytes: RawSpan) throws(DocumentError) -> Node {
        let result = bytes.withUnsafeBytes { buffer -> Result<Node, DocumentError> in
            var parser = JSONParser(bytes: buffer)
            do throws(DocumentError) {
                return .success(try parser.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private mutating func document() throws(DocumentError) -> Node {
        let node = try value()
        skipSpace()
        guard offset == bytes.count else { throw error("text after the document's end") }
        return node
    }

    private mutating func value() throws(DocumentError) -> Node {
        skipSpace()
        guard offset < bytes.count else { throw truncated }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try nested { parser throws(DocumentError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(DocumentError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("a value was expected")
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws(DocumentError) -> Node) throws(DocumentError) -> Node {
        guard depth < Document.maximumDepth + 56 else { throw error("nested too deeply", .tooDeep) }
        depth += 1
        offset += 1
        let node = try body(&self)
        depth -= 1
        return node
    }

    private mutating func object() throws(DocumentError) -> Node {
        var entries: [Node.Entry] = []
        var keys: Set<String> = []
        if try accept("}") { return .object([]) }
        repeat {
            skipSpace()
            guard offset < bytes.count else { throw truncated }
            guard bytes[offset] == UInt8(ascii: "\"") else { throw error("a key in quotes was expected") }
            let start = offset
            let key = try string()
            // Few keys are compared, many are looked up.
            if entries.count == 8 { keys = Set(entries.map(\.key)) }
            guard entries.count < 8 ? !entries.contains(where: { $0.key == key }) : keys.insert(key).inserted else {
                throw error("the key `\(key.excerpt())` stands here twice", at: start)
            }
            guard try accept(":") else { throw error("`:` was expected") }
            entries.append(.init(key: key, value: try value()))
        } while try accept(",")
        guard try accept("}") else { throw error("`,` or `}` was expected") }
        return .object(entries)
    }

    private mutating func array() throws(DocumentError) -> Node {
        var nodes: [Node] = []
        if try accept("]") { return .array([]) }
        repeat { nodes.append(try value()) } while try accept(",")
        guard try accept("]") else { throw error("`,` or `]` was expected") }
        return .array(nodes)
    }

    private mutating func string() throws(DocumentError) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let text = try text(bytes[start..<offset], at: start)
                offset += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a text must be escaped")
            default: offset += 1
            }
        }
        throw truncated
    }

    private mutating func escapedString(from start: Int) throws(DocumentError) -> String {
        var content = Array(bytes[start..<offset])
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return try text(content[...], at: start)
            case UInt8(ascii: "\\"):
                content += try escape()
            case 0..<0x20: throw error("a control character in a text must be escaped")
            case let byte:
                content.append(byte)
                offset += 1
            }
        }
        throw truncated
    }

    private func text(_ content: some Collection<UInt8>, at start: Int) throws(DocumentError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw error("the text is not UTF-8", at: start) }
        return text
    }

    private mutating func escape() throws(DocumentError) -> Unicode.Scalar.UTF8View {
        guard offset + 1 < bytes.count else { throw truncated }
        let start = offset
        offset += 2
        let scalar: Unicode.Scalar
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{c}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            if let direct = Unicode.Scalar(unit) {
                scalar = direct
                break
            }
            guard unit < 0xdc00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
            else {
                throw error("half of a surrogate pair", at: start)
            }
            offset += 2
            let low = try codeUnit()
            guard (0xdc00...0xdfff).contains(low), let pair = Unicode.Scalar((unit & 0x3ff) << 10 + (low & 0x3ff) + 0x10000) else {
                throw error("half of a surrogate pair", at: start)
            }
            scalar = pair
        default: throw error("no such escape", at: start)
        }
        return scalar.utf8
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(DocumentError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw truncated }
        var unit: UInt32 = 0
        for index in offset..<(offset + 4) {
            guard let digit = Int(hexDigit: bytes[index]) else { throw error("a hexadecimal digit was expected", at: index) }
            unit = unit << 4 | UInt32(digit)
        }
        offset += 4
        return unit
    }

    private mutating func number() throws(DocumentError) -> Node {
        let start = offset
        let negative = bytes[offset] == UInt8(ascii: "-")
        if negative { offset += 1 }
        let first = offset
        var magnitude: UInt128 = 0
        var overflow = false
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit <= 9 {
            let (product, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, alsoTooLarge) = product.addingReportingOverflow(UInt128(digit))
            overflow = overflow || tooLarge || alsoTooLarge
            magnitude = sum
            offset += 1
        }
        guard offset > first else { throw offset < bytes.count ? error("a digit was expected") : truncated }
        guard offset == first + 1 || bytes[first] != UInt8(ascii: "0") else { throw error("a number with a zero before it", at: start) }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") || bytes[offset] | 0x20 == UInt8(ascii: "e") {
            return try fraction(from: start)
        }
        guard !overflow, !negative || magnitude <= UInt128(Int128.max) else { throw error("a number too large", at: start) }
        return negative && magnitude > 0 ? .negative(-Int128(magnitude)) : .unsigned(magnitude)
    }

    private mutating func fraction(from start: Int) throws(DocumentError) -> Node {
        func digits(_ parser: inout JSONParser) throws(DocumentError) {
            let first = parser.offset
            while parser.offset < parser.bytes.count, parser.bytes[parser.offset] &- UInt8(ascii: "0") <= 9 { parser.offset += 1 }
            guard parser.offset > first else {
                throw parser.offset < parser.bytes.count ? parser.error("a digit was expected") : parser.truncated
            }
        }
        if bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            try digits(&self)
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
            try digits(&self)
        }
        guard let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)), number.isFinite else {
            throw error("a number too large", at: start)
        }
        return .floating(number)
    }

    private mutating func word(_ word: StaticString, _ node: Node) throws(DocumentError) -> Node {
        for index in 0..<word.utf8CodeUnitCount {
            guard offset + index < bytes.count else { throw truncated }
            guard bytes[offset + index] == word.utf8Start[index] else { throw error("a value was expected") }
        }
        offset += word.utf8CodeUnitCount
        return node
    }

    /// Whether the next character that is no space is this one; it is taken then.
    private mutating func accept(_ character: Unicode.Scalar) throws(DocumentError) -> Bool {
        skipSpace()
        guard offset < bytes.count else { throw truncated }
        guard bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count, case let byte = bytes[offset], byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            offset += 1
        }
    }

    private var truncated: DocumentError {
        DocumentError(.truncated, "the document ends too early", at: place(bytes.count), help: "write or copy it again")
    }

    private func error(_ message: String, _ kind: DocumentError.Kind = .syntax, at offset: Int? = nil) -> DocumentError {
        DocumentError(kind, message, at: place(offset ?? self.offset))
    }

    private func place(_ offset: Int) -> DocumentError.Place {
        var line = 1
        var start = 0
        for index in 0..<offset where bytes[index] == 0x0a {
            line += 1
            start = index + 1
        }
        return .line(line, column: offset - start + 1)
    }
}
