/// nft's data types. Raw values are nft's own numbers, which sets carry in the kernel as `NFTA_SET_KEY_TYPE`.
public enum DataType: UInt8, Sendable, Hashable, CaseIterable {
    case invalid = 0
    case verdict, nfproto, bitmask, integer, string, lladdr
    case ipv4Address = 7
    case ipv6Address, etherAddress, etherType, arpOperation, inetProtocol, inetService
    case icmpType = 14
    case tcpFlag, dccpPacketType, mhType, time, mark, ifindex, arphrd, realm, classid, uid, gid
    case ctState = 26
    case ctDirection, ctStatus, icmpv6Type, ctLabel, packetType, icmpCode, icmpv6Code, icmpxCode
    case devgroup = 35
    case dscp, ecn, fibAddressType, boolean, ctEventBit, ifname, igmpType, date, hour, day, cgroupv2
}

public enum ByteOrder: String, Sendable, Codable, Hashable {
    case host, big
}

extension DataType {
    /// nft's name. Two types have the name `time`: that of `ct expiration`, which sets can name, and `date`, that of `meta time`.
    public var nftName: String { row.name }

    /// Bits; `nil` for types without a fixed length (integer, string, bitmask …).
    public var bitLength: UInt32? { row.bits }

    /// nft's byte order for keys of the type; `nil` if there is none.
    public var byteOrder: ByteOrder? { row.order }

    /// Values are sets of bits: `a,b` matches where any of them is set.
    public var isBitmask: Bool { base == .bitmask || self == .bitmask }

    /// Values are texts.
    public var isString: Bool { self == .string || self == .ifname }

    /// The type that this one is derived from.
    public var base: DataType? {
        switch self {
        case .invalid, .verdict, .integer, .string: nil
        case .tcpFlag, .ctState, .ctStatus, .ctLabel, .ctEventBit: .bitmask
        case .ifname: .string
        case .etherAddress: .lladdr
        default: .integer
        }
    }

    /// `type NAME` can declare sets of it. The others need `typeof`.
    public var isNameable: Bool {
        switch self {
        case .invalid, .verdict, .ctLabel, .ctEventBit, .date: false
        default: bitLength != nil
        }
    }

    public init?(nftName: String) {
        guard let type = Self.allCases.first(where: { $0.nftName == nftName }) else { return nil }
        self = type
    }

    private var row: (name: String, bits: UInt32?, order: ByteOrder?) {
        switch self {
        case .invalid: ("invalid", nil, nil)
        case .verdict: ("verdict", nil, nil)
        case .nfproto: ("nf_proto", 8, nil)
        case .bitmask: ("bitmask", nil, nil)
        case .integer: ("integer", nil, nil)
        case .string: ("string", nil, .host)
        case .lladdr: ("ll_addr", nil, .big)
        case .ipv4Address: ("ipv4_addr", 32, .big)
        case .ipv6Address: ("ipv6_addr", 128, .big)
        case .etherAddress: ("ether_addr", 48, .big)
        case .etherType: ("ether_type", 16, .big)
        case .arpOperation: ("arp_op", 16, .big)
        case .inetProtocol: ("inet_proto", 8, nil)
        case .inetService: ("inet_service", 16, .big)
        case .icmpType: ("icmp_type", 8, .big)
        case .tcpFlag: ("tcp_flag", 8, .big)
        case .dccpPacketType: ("dccp_pkttype", 4, nil)
        case .mhType: ("mh_type", 8, .big)
        case .time: ("time", 32, .host)
        case .mark: ("mark", 32, .host)
        case .ifindex: ("iface_index", 32, .host)
        case .arphrd: ("iface_type", 16, .host)
        case .realm: ("realm", 32, .host)
        case .classid: ("classid", 32, .host)
        case .uid: ("uid", 32, .host)
        case .gid: ("gid", 32, .host)
        case .ctState: ("ct_state", 32, .host)
        case .ctDirection: ("ct_dir", 8, nil)
        case .ctStatus: ("ct_status", 32, .host)
        case .icmpv6Type: ("icmpv6_type", 8, .big)
        case .ctLabel: ("ct_label", 128, .host)
        case .packetType: ("pkt_type", 8, .host)
        case .icmpCode: ("icmp_code", 8, .big)
        case .icmpv6Code: ("icmpv6_code", 8, .big)
        case .icmpxCode: ("icmpx_code", 8, .big)
        case .devgroup: ("devgroup", 32, .host)
        case .dscp: ("dscp", 6, .big)
        case .ecn: ("ecn", 2, .big)
        case .fibAddressType: ("fib_addrtype", 32, .host)
        case .boolean: ("boolean", 1, nil)
        case .ctEventBit: ("ct_event", 32, .host)
        case .ifname: ("ifname", 128, .host)
        case .igmpType: ("igmp_type", 8, .big)
        case .date: ("time", 64, .host)
        case .hour: ("hour", 32, .host)
        case .day: ("day", 8, .host)
        case .cgroupv2: ("cgroupsv2", 64, .host)
        }
    }
}

/// In documents a type is its name; nft's second `time` is `date` there.
extension DataType: Codable {
    package var documentName: String { self == .date ? "date" : nftName }

    package init?(documentName: String) {
        guard let type = Self.byDocumentName[documentName] else { return nil }
        self = type
    }

    private static let byDocumentName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.documentName, $0) })

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let type = DataType(documentName: name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no data type named `\(name.excerpt())`")
        }
        self = type
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(documentName)
    }
}
