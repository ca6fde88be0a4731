/// The keys of nft's `meta`: facts of the packet that its headers don't carry. Raw values are nft's words.
public enum MetaKey: String, Sendable, Codable, Hashable, CaseIterable {
    case length
    case `protocol`
    case nfproto
    case l4proto
    case priority
    case mark
    case iif
    case iifname
    case iiftype
    case oif
    case oifname
    case oiftype
    case skuid
    case skgid
    case nftrace
    case rtclassid
    case secmark
    case ibrname
    case obrname
    case pkttype
    case cpu
    case iifgroup
    case oifgroup
    case cgroup
    case random
    case ipsec
    case iifkind
    case oifkind
    case ibrpvid
    case ibrvproto
    case time
    case day
    case hour
    case sdif
    case sdifname
    case broute
    case ibrhwaddr
}

extension MetaKey {
    /// `enum nft_meta_keys`.
    public var kernelNumber: UInt32 { row.0 }
    public var layout: FieldLayout { row.1 }

    public init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }

    /// Whether nft lists and takes the key without the word `meta`.
    public var isUnqualified: Bool {
        switch self {
        case .iif, .oif, .iifname, .oifname, .iifgroup, .oifgroup: true
        default: false
        }
    }

    private var row: (UInt32, FieldLayout) {
        switch self {
        case .length: (0, .register(32, .integer))
        case .protocol: (1, .register(16, .etherType, .big))
        case .nfproto: (15, .register(8, .nfproto))
        case .l4proto: (16, .register(8, .inetProtocol))
        case .priority: (2, .register(32, .classid))
        case .mark: (3, .register(32, .mark))
        case .iif: (4, .register(32, .ifindex))
        case .iifname: (6, .register(128, .ifname))
        case .iiftype: (8, .register(16, .arphrd))
        case .oif: (5, .register(32, .ifindex))
        case .oifname: (7, .register(128, .ifname))
        case .oiftype: (9, .register(16, .arphrd))
        case .skuid: (10, .register(32, .uid))
        case .skgid: (11, .register(32, .gid))
        case .nftrace: (12, .register(1, .integer))
        case .rtclassid: (13, .register(32, .realm))
        case .secmark: (14, .register(32, .integer))
        case .ibrname: (17, .register(128, .ifname))
        case .obrname: (18, .register(128, .ifname))
        case .pkttype: (19, .register(8, .packetType))
        case .cpu: (20, .register(32, .integer))
        case .iifgroup: (21, .register(32, .devgroup))
        case .oifgroup: (22, .register(32, .devgroup))
        case .cgroup: (23, .register(32, .integer))
        case .random: (24, .register(32, .integer, .big))
        case .ipsec: (25, .register(8, .boolean))
        case .iifkind: (26, .register(128, .ifname))
        case .oifkind: (27, .register(128, .ifname))
        case .ibrpvid: (28, .register(16, .integer))
        case .ibrvproto: (29, .register(16, .etherType, .big))
        case .time: (30, .register(64, .date))
        case .day: (31, .register(8, .day))
        case .hour: (32, .register(32, .hour))
        case .sdif: (33, .register(32, .ifindex))
        case .sdifname: (34, .register(128, .ifname))
        case .broute: (35, .register(1, .integer))
        case .ibrhwaddr: (37, .register(48, .etherAddress, .big))
        }
    }
}
