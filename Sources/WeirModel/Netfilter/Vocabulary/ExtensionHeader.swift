/// IPv6 extension headers. Raw values are nft's words.
public enum ExtensionHeader: String, Sendable, Codable, Hashable, CaseIterable {
    case hbh, rt, rt0, rt2, srh, frag, dst, mh

    /// The header's number in `nexthdr`: `NFTA_EXTHDR_TYPE`. The kinds of routing header share one.
    public var protocolNumber: UInt8 {
        switch self {
        case .hbh: 0
        case .rt, .rt0, .rt2, .srh: 43
        case .frag: 44
        case .dst: 60
        case .mh: 135
        }
    }

    /// nft's number of the header in the userdata of `typeof` sets.
    public var typeofID: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// The fields of IPv6 extension headers. Raw values are nft's spellings.
public enum ExtensionHeaderField: String, Sendable, Codable, Hashable, CaseIterable {
    case hbhNexthdr = "hbh nexthdr"
    case hbhHdrlength = "hbh hdrlength"
    case rtNexthdr = "rt nexthdr"
    case rtHdrlength = "rt hdrlength"
    case rtType = "rt type"
    case rtSegLeft = "rt seg-left"
    case rt0Addr1 = "rt0 addr[1]"
    case rt0Addr2 = "rt0 addr[2]"
    case srhLastEntry = "srh last-entry"
    case srhFlags = "srh flags"
    case srhTag = "srh tag"
    case srhSid1 = "srh sid[1]"
    case srhSid2 = "srh sid[2]"
    case fragNexthdr = "frag nexthdr"
    case fragReserved = "frag reserved"
    case fragFragOff = "frag frag-off"
    case fragReserved2 = "frag reserved2"
    case fragMoreFragments = "frag more-fragments"
    case fragId = "frag id"
    case dstNexthdr = "dst nexthdr"
    case dstHdrlength = "dst hdrlength"
    case mhNexthdr = "mh nexthdr"
    case mhHdrlength = "mh hdrlength"
    case mhType = "mh type"
    case mhReserved = "mh reserved"
    case mhChecksum = "mh checksum"
}

extension ExtensionHeaderField {
    public var header: ExtensionHeader { row.0 }
    public var layout: FieldLayout { row.1 }

    /// nft's number of the field in the userdata of `typeof` sets. A field of rt0 that nft can't spell comes before its addresses.
    public var typeofIndex: UInt32 {
        position(among: Self.allCases.filter { $0.header == header }) + (header == .rt0 ? 2 : 1)
    }

    /// The first field of nft's table that lies there.
    public static func find(_ header: ExtensionHeader, bitOffset: UInt32, bitLength: UInt32) -> Self? {
        allCases.first { $0.header == header && $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
    }

    private var row: (ExtensionHeader, FieldLayout) {
        switch self {
        case .hbhNexthdr: (.hbh, .bits(0, 8, .inetProtocol))
        case .hbhHdrlength: (.hbh, .bits(8, 8))
        case .rtNexthdr: (.rt, .bits(0, 8, .inetProtocol))
        case .rtHdrlength: (.rt, .bits(8, 8))
        case .rtType: (.rt, .bits(16, 8))
        case .rtSegLeft: (.rt, .bits(24, 8))
        case .rt0Addr1: (.rt0, .bits(64, 128, .ipv6Address))
        case .rt0Addr2: (.rt0, .bits(192, 128, .ipv6Address))
        case .srhLastEntry: (.srh, .bits(32, 8))
        case .srhFlags: (.srh, .bits(40, 8))
        case .srhTag: (.srh, .bits(48, 16))
        case .srhSid1: (.srh, .bits(64, 128, .ipv6Address))
        case .srhSid2: (.srh, .bits(192, 128, .ipv6Address))
        case .fragNexthdr: (.frag, .bits(0, 8, .inetProtocol))
        case .fragReserved: (.frag, .bits(8, 8))
        case .fragFragOff: (.frag, .bits(16, 13))
        case .fragReserved2: (.frag, .bits(29, 2))
        case .fragMoreFragments: (.frag, .bits(31, 1))
        case .fragId: (.frag, .bits(32, 32))
        case .dstNexthdr: (.dst, .bits(0, 8, .inetProtocol))
        case .dstHdrlength: (.dst, .bits(8, 8))
        case .mhNexthdr: (.mh, .bits(0, 8, .inetProtocol))
        case .mhHdrlength: (.mh, .bits(8, 8))
        case .mhType: (.mh, .bits(16, 8, .mhType))
        case .mhReserved: (.mh, .bits(24, 8))
        case .mhChecksum: (.mh, .bits(32, 16))
        }
    }
}
