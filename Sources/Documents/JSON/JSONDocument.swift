import WeirModel

extension Document {
    /// The key of the envelope, the first of a document.
    private static let envelope = "weir"

    static func encodeJSON(_ state: HostState, relativeTo base: String?) throws(DocumentError) -> [UInt8] {
        let node: Node
        do {
            node = try NodeContext(form: .json, paths: PathShortening(base: base)).node(state, nil)
        } catch {
            throw DocumentError(error)
        }
        guard case .object(let entries) = node else {
            throw DocumentError(.content, "INVARIANT: a state is an object")
        }
        let head = Node.object([.init(key: "format", value: .string(format)), .init(key: "version", value: Node(version))])
        var writer = JSONWriter()
        writer.write(.object([.init(key: envelope, value: head)] + entries))
        return JSONText.visible(writer.bytes + [0x0a])
    }

    static func decodeJSON(_ bytes: RawSpan) throws(DocumentError) -> HostState {
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(DocumentError) in try decodeJSON(buffer) }
        }.get()
    }

    private static func decodeJSON(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) -> HostState {
        guard case .object(let items) = try JSONTree(bytes).root else {
            throw DocumentError(.syntax, "an object was expected", at: .line(1, column: 1))
        }
        var entries = try items.entries()
        guard let index = entries.firstIndex(where: { $0.key == envelope }), case .object(let head) = entries[index].value,
            case let head = try head.entries(), case .string(let format)? = head.first(where: { $0.key == "format" })?.value,
            let version = head.first(where: { $0.key == "version" })?.value.integer(UInt64.self)
        else {
            throw DocumentError(
                .otherFormat, "JSON, but not of weir: it does not name its format and version", at: .line(1, column: 1),
                help: "weir's documents begin with {\"weir\": {\"format\": \"\(Self.format)\", \"version\": \(Self.version)}")
        }
        try check(format: format, version: version, at: .path(envelope))
        entries.remove(at: index)
        do {
            return try NodeContext(form: .json, allowance: Allowance(reading: bytes.count, as: .json)).decode(HostState.self, entries)
        } catch {
            throw DocumentError(error)
        }
    }
}
