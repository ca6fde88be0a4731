/// The keys of nft's `ct`: facts of the packet's connection. Raw values are nft's words.
public enum CtKey: String, Sendable, Codable, Hashable, CaseIterable {
    case state
    case direction
    case status
    case mark
    case secmark
    case expiration
    case helper
    case l3proto
    case saddr
    case daddr
    case `protocol`
    case protoSrc = "proto-src"
    case protoDst = "proto-dst"
    case label
    case packets
    case bytes
    case avgpkt
    case zone
    case event
    case ipSaddr = "ip saddr"
    case ipDaddr = "ip daddr"
    case ip6Saddr = "ip6 saddr"
    case ip6Daddr = "ip6 daddr"
    case id
}

extension CtKey {
    public enum DirectionUse: Sendable { case none, optional, required }

    /// `enum nft_ct_keys`.
    public var kernelNumber: UInt32 { row.0 }
    /// Whether `original` or `reply` may or has to precede it.
    public var directionUse: DirectionUse { row.1 }
    /// The old keys `saddr` and `daddr` have the length of the rule's family; see `Field.layout(in:)`.
    public var layout: FieldLayout { row.2 }

    public init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }

    private var row: (UInt32, DirectionUse, FieldLayout) {
        switch self {
        case .state: (0, .none, .register(32, .ctState))
        case .direction: (1, .none, .register(8, .ctDirection))
        case .status: (2, .none, .register(32, .ctStatus))
        case .mark: (3, .none, .register(32, .mark))
        case .secmark: (4, .none, .register(32, .integer))
        case .expiration: (5, .none, .register(32, .time))
        case .helper: (6, .none, .register(128, .string))
        case .l3proto: (7, .optional, .register(8, .nfproto))
        case .saddr: (8, .required, .register(0, .invalid, .big))
        case .daddr: (9, .required, .register(0, .invalid, .big))
        case .protocol: (10, .optional, .register(8, .inetProtocol, .big))
        case .protoSrc: (11, .required, .register(16, .inetService, .big))
        case .protoDst: (12, .required, .register(16, .inetService, .big))
        case .label: (13, .none, .register(128, .ctLabel))
        case .packets: (14, .optional, .register(64, .integer))
        case .bytes: (15, .optional, .register(64, .integer))
        case .avgpkt: (16, .optional, .register(64, .integer))
        case .zone: (17, .optional, .register(16, .integer))
        case .event: (18, .none, .register(32, .ctEventBit))
        case .ipSaddr: (19, .required, .register(32, .ipv4Address, .big))
        case .ipDaddr: (20, .required, .register(32, .ipv4Address, .big))
        case .ip6Saddr: (21, .required, .register(128, .ipv6Address, .big))
        case .ip6Daddr: (22, .required, .register(128, .ipv6Address, .big))
        case .id: (23, .none, .register(32, .integer, .big))
        }
    }
}
