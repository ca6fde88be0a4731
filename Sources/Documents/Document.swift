import WeirModel

/// The two forms of a `HostState` outside of a process.
///
/// JSON is for people to read, keep and compare. The packed form is for bulk: the channel between a policy and weir, and `.weir` files.
/// Both begin with their format and version, so that a reader of another version can report it.
package enum Document {
    package enum Form: Sendable, Hashable, CaseIterable {
        case json, packed
    }

    /// The name of the format within documents of a `HostState`.
    package static let format = "host-state"
    /// The version of the JSON form. Version 1 has no matches and no terms of random early detection, and is otherwise the same.
    package static let version: UInt16 = 2
    /// The version of the packed form. Version 2 has no matches and no terms of random early detection, and is otherwise the same.
    static let packedVersion: UInt16 = 3
    /// How many versions before these are read, too.
    private static let earlierVersions: UInt16 = 1

    /// - Parameter base: the folder of the policy; paths of source locations below it are written relative to it.
    package static func encode(_ state: HostState, as form: Form, relativeTo base: String? = nil) throws(DocumentError) -> [UInt8] {
        let bytes =
            switch form {
            case .json: try encodeJSON(state, relativeTo: base)
            case .packed: try encodePacked(state, relativeTo: base)
            }
        try refuseLong(bytes.count)
        return bytes
    }

    /// Reads either form.
    package static func decode(_ bytes: [UInt8]) throws(DocumentError) -> HostState { try decode(bytes.span.bytes) }

    /// Reads either form.
    package static func decode(_ bytes: RawSpan) throws(DocumentError) -> HostState {
        try refuseLong(bytes.byteCount)
        return switch try form(of: bytes) {
        case .json: try decodeJSON(bytes)
        case .packed: try decodePacked(bytes)
        }
    }

    private static func refuseLong(_ count: Int) throws(DocumentError) {
        guard count > longest else { return }
        throw DocumentError(
            .tooLarge, "a document of \(count >> 20) MiB; weir reads \(longest >> 20) MiB at most",
            help: "put long lists of elements into data files, or part it by tables")
    }

    /// The form that the first bytes indicate.
    package static func form(of bytes: RawSpan) throws(DocumentError) -> Form {
        guard bytes.byteCount > 0 else {
            throw DocumentError(.empty, "the document is empty", help: "write it again with `weir compile` or `weir capture`")
        }
        if bytes.unsafeLoad(as: UInt8.self) == 0 { return .packed }
        for offset in 0..<min(bytes.byteCount, 4096) {
            switch bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) {
            case 0x20, 0x09, 0x0a, 0x0d: continue
            case UInt8(ascii: "{"): return .json
            default: throw neitherForm(at: offset)
            }
        }
        throw neitherForm(at: 0)
    }

    private static func neitherForm(at offset: Int) -> DocumentError {
        DocumentError(
            .neitherForm, "neither a JSON document nor a packed one", at: .byte(offset),
            help: "give a document that `weir compile -o` or `weir capture -o` wrote; a policy in Swift has a name that ends in .swift")
    }

    /// - Parameter written: the version that this weir writes; the ones before it are read, too.
    static func check(
        format: String, version: some BinaryInteger, writing written: UInt16 = Document.version, at place: DocumentError.Place
    )
        throws(DocumentError)
    {
        guard format == Self.format else {
            throw DocumentError(.otherFormat, "a document of format `\(format.excerpt())`, not `\(Self.format)`", at: place)
        }
        let oldest = written - earlierVersions
        guard version >= oldest, version <= written else {
            throw DocumentError(
                .otherVersion, "version \(version) of the format; this weir reads versions \(oldest) and \(written)", at: place,
                help: version > written ? "use the weir that wrote it, or a newer one" : "write it again with this weir")
        }
    }
}
