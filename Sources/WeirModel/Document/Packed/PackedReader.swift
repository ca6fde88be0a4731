/// Reads what `PackedWriter` wrote; survives any bytes.
struct PackedReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    let context = NodeContext(form: .packed)
    private var strings: [String] = []
    private var files: [String] = []
    private var fields: [Term] = []
    private var depth = 0
    /// Flags that are left of the byte read last, below a one that ends them.
    private var flags: UInt = 1

    /// The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    func error(_ message: String, _ kind: DocumentError.Kind = .corrupt) -> DocumentError {
        DocumentError(kind, message, at: .byte(offset), help: kind == .tooDeep ? nil : "write or copy the document again")
    }

    var truncated: DocumentError { error("the document ends too early", .truncated) }

    @inline(__always)
    mutating func byte() throws(DocumentError) -> UInt8 {
        guard offset < bytes.count else { throw truncated }
        defer { offset &+= 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func number() throws(DocumentError) -> UInt64 {
        let first = try byte()
        return first < 0x80 ? UInt64(first) : try longNumber(first)
    }

    private mutating func longNumber(_ first: UInt8) throws(DocumentError) -> UInt64 {
        var number = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw error("a number too large") }
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(DocumentError) -> Number {
        guard let number = Number(exactly: try number()) else { throw error("a number too large") }
        return number
    }

    /// A count of parts, each of at least one byte.
    mutating func count() throws(DocumentError) -> Int {
        let count = try number()
        guard count <= UInt64(remaining) else { throw truncated }
        return Int(count)
    }

    mutating func signed() throws(DocumentError) -> Int {
        let number = UInt(try number())
        return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
    }

    @inline(__always)
    mutating func wide() throws(DocumentError) -> UInt128 {
        let length = Int(try byte())
        guard length <= 16 else { throw error("a number too large") }
        guard length <= remaining else { throw truncated }
        defer { offset += length }
        if length <= 8 {
            var number: UInt64 = 0
            for index in 0..<length { number |= UInt64(bytes[offset &+ index]) << UInt64(8 &* index) }
            return UInt128(number)
        }
        var number: UInt128 = 0
        for index in 0..<length { number |= UInt128(bytes[offset + index]) << UInt128(8 * index) }
        return number
    }

    mutating func raw(_ length: Int) throws(DocumentError) -> [UInt8] {
        guard length >= 0, length <= remaining else { throw truncated }
        defer { offset += length }
        return Array(bytes[offset..<(offset + length)])
    }

    mutating func string() throws(DocumentError) -> String {
        let reference = try number()
        if reference > 0 {
            guard reference <= UInt64(strings.count) else { throw error("a text that was not written") }
            return strings[Int(reference) - 1]
        }
        let length = try count()
        guard let string = String(validating: bytes[offset..<(offset + length)], as: UTF8.self) else {
            throw error("a text that is not UTF-8")
        }
        offset += length
        strings.append(string)
        return string
    }

    mutating func flag() throws(DocumentError) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw error("neither yes nor no")
        }
    }

    @inline(__always)
    mutating func bit() throws(DocumentError) -> Bool {
        if flags == 1 { flags = UInt(try byte()) | 0x100 }
        defer { flags >>= 1 }
        return flags & 1 != 0
    }

    mutating func align() { flags = 1 }

    mutating func optional<Part>(_ read: (inout PackedReader) throws(DocumentError) -> Part) throws(DocumentError) -> Part? {
        try flag() ? try read(&self) : nil
    }

    mutating func array<Part>(_ read: (inout PackedReader) throws(DocumentError) -> Part) throws(DocumentError) -> [Part] {
        let count = try count()
        var parts: [Part] = []
        // A count alone must not cost memory.
        parts.reserveCapacity(min(count, 1 << 16))
        for _ in 0..<count { parts.append(try read(&self)) }
        return parts
    }

    /// A field as a term, which all its uses share.
    mutating func fieldTerm() throws(DocumentError) -> Term {
        let reference = try number()
        if reference > 0 {
            guard reference <= UInt64(fields.count) else { throw error("a field that was not written") }
            return fields[Int(reference) - 1]
        }
        let term = Term.field(try generic(Field.self))
        fields.append(term)
        return term
    }

    mutating func field() throws(DocumentError) -> Field {
        guard case .field(let field) = try fieldTerm() else { throw error("INVARIANT: the table of fields holds fields") }
        return field
    }

    mutating func location() throws(DocumentError) -> Located {
        let reference = try number()
        if reference == 0 { return Located() }
        if reference == 1 { files.append(try string()) }
        let index = reference == 1 ? files.count - 1 : Int(truncatingIfNeeded: reference - 2)
        guard index >= 0, index < files.count else { throw error("a file that was not written") }
        return Located(SourceLocation(file: files[index], line: try signed(), column: try signed()))
    }

    mutating func generic<Part: Decodable>(_ type: Part.Type) throws(DocumentError) -> Part {
        let node = try node()
        do {
            return try context.decode(type, node, nil)
        } catch {
            throw DocumentError(error)
        }
    }

    mutating func nested<Part>(_ read: (inout PackedReader) throws(DocumentError) -> Part) throws(DocumentError) -> Part {
        guard depth < Document.maximumDepth + 56 else { throw error("nested too deeply", .tooDeep) }
        depth += 1
        let part = try read(&self)
        depth -= 1
        return part
    }
}
