/// An extended match of a tree; the matches are in a list, and containers refer to places in it.
public struct Ematch: Codable, Hashable, Sendable {
    /// How the match is joined with the next one.
    public enum Relation: String, Codable, Hashable, Sendable, CaseIterable { case end, and, or }
    /// Where offsets begin.
    public enum Layer: String, Codable, Hashable, Sendable, CaseIterable { case link, network, transport }
    public enum Comparison: String, Codable, Hashable, Sendable, CaseIterable { case eq, gt, lt }

    public enum Test: Codable, Hashable, Sendable {
        /// The matches from that place in the list on.
        case container(index: UInt32)
        /// A number of 1, 2 or 4 bytes; `translated` is from network byte order.
        case cmp(value: UInt32, mask: UInt32, offset: UInt16, size: UInt8, translated: Bool, layer: Layer, comparison: Comparison)
        case u32(value: UInt32, mask: UInt32, offset: Int32, offsetMask: Int32)
        case nbyte(needle: HexBytes, offset: UInt16, layer: Layer)
        /// CAN identifiers, each under its mask.
        case canid(rules: [CANRule])
        /// A packet's or socket's metadatum, kept as the kernel has it.
        case meta(header: HexBytes, left: HexBytes? = nil, right: HexBytes? = nil)
        /// Another kind, by number.
        case other(kind: UInt16, data: HexBytes)
    }
    public struct CANRule: Codable, Hashable, Sendable {
        public var id: UInt32
        public var mask: UInt32
        private enum CodingKeys: String, CodingKey { case id, mask }
        public init(id: UInt32, mask: UInt32) { (self.id, self.mask) = (id, mask) }
    }

    public var test: Test
    public var isNegated: Bool
    public var relation: Relation
    /// The kernel's number of the match program (`matchid`).
    public var matchID: UInt16?
    private enum CodingKeys: String, CodingKey { case test, isNegated, relation, matchID }

    public init(_ test: Test, negated: Bool = false, relation: Relation = .end, matchID: UInt16? = nil) {
        self.test = test
        self.isNegated = negated
        self.relation = relation
        self.matchID = matchID
    }
}
