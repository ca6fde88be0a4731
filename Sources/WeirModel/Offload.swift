/// Whether the hardware has to do a thing: a filter, a chain, a flowtable, a qdisc. A contract: checked before, proven after.
public enum Offload: String, Sendable, Hashable, CaseIterable {
    /// In hardware, or not at all.
    case required
    /// In hardware if possible; otherwise in software, with a message.
    case preferred
    /// In software alone.
    case never

    /// The kernel is asked for hardware.
    public var isAsked: Bool { self != .never }
}

extension Offload: Codable {
    /// Documents of captured states and older ones have the kernel's flag, `true` or `false`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = flag ? .required : .never
            return
        }
        let word = try container.decode(String.self)
        guard let known = Offload(rawValue: word) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "`\(word.excerpt())` is none of \(Offload.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
        }
        self = known
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
