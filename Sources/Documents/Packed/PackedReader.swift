import WeirModel

/// Reads the output of `PackedWriter`; survives any bytes.
struct PackedReader: PackedBytes {
    let bytes: UnsafeRawBufferPointer
    var offset = 0
    let context: NodeContext
    private var strings: [String] = []
    private var files: [String] = []
    private var fields: [Term] = []
    private var depth = 0
    /// Flags that are left of the byte read last, below a one that ends them.
    private var flags: UInt = 1

    /// The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer, allowance: Allowance) {
        self.bytes = bytes
        context = NodeContext(form: .packed, allowance: allowance)
    }

    var allowance: Allowance { context.allowance }

    mutating func string() throws(DocumentError) -> String {
        let reference = try number()
        if reference > 0 {
            guard reference <= UInt64(strings.count) else { throw error("a text that was not written") }
            return strings[Int(reference) - 1]
        }
        let string = try text()
        try allowance.take(MemoryLayout<String>.stride)
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
        try allowance.take(count, of: Part.self)
        var parts: [Part] = []
        // A count alone must not cost memory.
        parts.reserveCapacity(min(count, 1 << 12))
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

    /// A part in the generic form: a tree, which is verified first and then read in place.
    mutating func generic<Part: Decodable>(_ type: Part.Type) throws(DocumentError) -> Part {
        let start = offset
        var ends: [ContainerEnd] = []
        try skipNode(&ends)
        var place = NodePlace(offset: start)
        do {
            return try context.decode(type, PackedText(bytes, strings: strings, ends: ends).value(&place), nil)
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
