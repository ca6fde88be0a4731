import WeirModel

extension Document {
    /// The zero marks it as binary; the line ends detect a copy in text mode.
    private static let magic: [UInt8] = [0] + Array("WEIR\r\n".utf8) + [0x1a]

    // Header: magic, length of the format's name, the name, version (16 bits), length of the content (64 bits), its checksum (64 bits).

    static func encodePacked(_ state: HostState, relativeTo base: String?) throws(DocumentError) -> [UInt8] {
        var writer = PackedWriter(relativeTo: base)
        do {
            try writer.state(state)
        } catch {
            throw DocumentError(error)
        }
        return packed(writer.bytes)
    }

    /// A document of such content.
    static func packed(_ content: [UInt8]) -> [UInt8] {
        var bytes = magic
        bytes.reserveCapacity(content.count + 64)
        bytes.append(UInt8(format.utf8.count))
        bytes += format.utf8
        func append(_ number: UInt64, _ width: Int) {
            for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index))) }
        }
        append(UInt64(packedVersion), 2)
        append(UInt64(content.count), 8)
        append(content.withUnsafeBytes { checksum(of: $0, version: UInt64(packedVersion)) }, 8)
        return bytes + content
    }

    /// Version 2 is the last whose checksum is that of the content alone.
    private static func checksum(of content: UnsafeRawBufferPointer, version: UInt64) -> UInt64 {
        Checksum.of(content) ^ (version > 2 ? version : 0)
    }

    static func decodePacked(_ bytes: RawSpan) throws(DocumentError) -> HostState {
        try bytes.withUnsafeBytes { buffer -> Result<HostState, DocumentError> in
            do throws(DocumentError) {
                return .success(try decodePacked(buffer))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    private static func decodePacked(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) -> HostState {
        var reader = PackedReader(bytes, allowance: Allowance())
        for byte in magic {
            guard try reader.byte() == byte else {
                throw DocumentError(
                    .neitherForm, "binary, but no packed document of weir", at: .byte(reader.offset - 1),
                    help: "give a document that `weir compile -o` or `weir capture -o` wrote")
            }
        }
        let nameLength = Int(try reader.byte())
        let name = String(decoding: try reader.raw(nameLength), as: UTF8.self)
        func integer(_ width: Int) throws(DocumentError) -> UInt64 {
            try reader.raw(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let version = try integer(2)
        try check(format: name, version: version, writing: packedVersion, at: .byte(magic.count))
        let length = try integer(8)
        let checksum = try integer(8)
        guard length <= UInt64(reader.remaining) else {
            throw DocumentError(
                .truncated, "the document ends after \(reader.remaining) of \(length) bytes", at: .byte(bytes.count),
                help: "write or copy it again")
        }
        guard length == UInt64(reader.remaining) else {
            throw DocumentError(.corrupt, "bytes after the document's end", at: .byte(reader.offset + Int(length)))
        }
        let content = UnsafeRawBufferPointer(rebasing: bytes[reader.offset...])
        guard Self.checksum(of: content, version: version) == checksum else {
            throw DocumentError(
                .corrupt, "the checksum is wrong: the document was damaged or changed", at: .byte(reader.offset),
                help: "write or copy it again")
        }
        return try decodePackedContent(content)
    }

    /// The content alone, without the header's protection.
    static func decodePackedContent(_ content: UnsafeRawBufferPointer) throws(DocumentError) -> HostState {
        var reader = PackedReader(content, allowance: Allowance(reading: content.count, as: .packed))
        let state = try reader.state()
        guard reader.remaining == 0 else { throw reader.error("bytes after the content's end") }
        return state
    }
}

// Parts with bulk are written in the generic form without it, followed by the bulk.

extension PackedWriter {
    mutating func state(_ state: HostState) throws {
        var rest = state
        rest.tables = []
        rest.links = []
        try generic(rest)
        try array(state.tables) { writer, table in try writer.table(table) }
        try array(state.links) { writer, link in try writer.link(link) }
    }

    private mutating func table(_ table: Table) throws {
        var rest = table
        rest.chains = []
        rest.sets = []
        try generic(rest)
        try array(table.chains) { writer, chain in
            var rest = chain
            rest.rules = []
            try writer.generic(rest)
            try writer.array(chain.rules) { writer, rule in try writer.rule(rule) }
        }
        try array(table.sets) { writer, set in
            var rest = set
            rest.elements = []
            try writer.generic(rest)
            try writer.elements(set.elements)
        }
    }
}

extension PackedReader {
    mutating func state() throws(DocumentError) -> HostState {
        var state = try generic(HostState.self)
        state.tables = try array { reader throws(DocumentError) in try reader.table() }
        state.links = try array { reader throws(DocumentError) in try reader.link() }
        return state
    }

    private mutating func table() throws(DocumentError) -> Table {
        var table = try generic(Table.self)
        table.chains = try array { reader throws(DocumentError) in
            var chain = try reader.generic(Chain.self)
            chain.rules = try reader.array { reader throws(DocumentError) in try reader.rule() }
            return chain
        }
        table.sets = try array { reader throws(DocumentError) in
            var set = try reader.generic(SetDeclaration.self)
            set.elements = try reader.elements()
            return set
        }
        return table
    }
}
