/// The protocol headers whose fields nft knows by name. Raw values are nft's words.
public enum Header: String, Sendable, Codable, Hashable, CaseIterable {
    case ether, vlan, arp, ip, icmp, igmp, ip6, icmpv6, tcp, udp, udplite, sctp, dccp, ah, esp, comp, gre
    /// Headers between UDP's and the packet that it carries.
    case vxlan, geneve
    /// The ports that transport headers have in common.
    case th
}

extension Header {
    public var base: PayloadBase {
        switch self {
        case .ether, .vlan: .link
        case .arp, .ip, .ip6: .network
        case .vxlan, .geneve: .inner
        default: .transport
        }
    }

    /// The protocol's number in `ip protocol` and `meta l4proto`.
    public var inetProtocol: UInt8? {
        switch self {
        case .icmp: 1
        case .igmp: 2
        case .tcp: 6
        case .udp: 17
        case .dccp: 33
        case .gre: 47
        case .esp: 50
        case .ah: 51
        case .icmpv6: 58
        case .comp: 108
        case .sctp: 132
        case .udplite: 136
        case .ether, .vlan, .arp, .ip, .ip6, .th, .vxlan, .geneve: nil
        }
    }

    /// The protocol's number in `ether type` and `meta protocol`.
    public var etherType: UInt16? {
        switch self {
        case .ip: 0x0800
        case .arp: 0x0806
        case .vlan: 0x8100
        case .ip6: 0x86dd
        default: nil
        }
    }

    /// The protocol's number in `meta nfproto`: `NFPROTO_IPV4` and its like.
    public var nfproto: UInt8? {
        switch self {
        case .ip: Family.ip.kernelNumber
        case .ip6: Family.ip6.kernelNumber
        default: nil
        }
    }

    public init?(inetProtocol: UInt8) {
        guard let header = Self.allCases.first(where: { $0.inetProtocol == inetProtocol }) else { return nil }
        self = header
    }

    /// 0x88a8, the service tag of stacked VLANs, is a vlan header too.
    public init?(etherType: UInt16) {
        guard let header = Self.allCases.first(where: { $0.etherType == (etherType == 0x88a8 ? 0x8100 : etherType) }) else { return nil }
        self = header
    }

    public var fields: [HeaderField] { HeaderField.allCases.filter { $0.header == self } }

    /// nft's number of the header in the userdata of `typeof` sets.
    public var typeofID: UInt32 {
        switch self {
        case .ah: 1
        case .esp: 2
        case .comp: 3
        case .icmp: 4
        case .igmp: 5
        case .udp: 6
        case .udplite: 7
        case .tcp: 8
        case .dccp: 9
        case .sctp: 10
        case .th: 11
        case .ip: 12
        case .ip6: 13
        case .icmpv6: 14
        case .arp: 15
        case .vlan: 16
        case .ether: 17
        case .vxlan: 18
        case .geneve: 19
        case .gre: 20
        }
    }
}

extension HeaderField {
    /// nft's number of the field in the userdata of `typeof` sets.
    public var typeofIndex: UInt32 { position(among: header.fields) + 1 }

    public static func find(typeofID: UInt32, index: UInt32) -> HeaderField? {
        guard let header = Header.allCases.first(where: { $0.typeofID == typeofID }) else { return nil }
        return header.fields.first { $0.typeofIndex == index }
    }

    /// The field that nft names for these bits of a header. Of fields that share their bits (`vlan dei` and `cfi`) it is nft's first.
    public static func find(_ header: Header, bitOffset: UInt32, bitLength: UInt32) -> HeaderField? {
        byPosition[Position(header: header, bitOffset: bitOffset, bitLength: bitLength)]?.first
    }

    /// All fields at these bits: `icmp id` and `icmp sequence` aside, those that depend on the type of message share them.
    public static func all(_ header: Header, bitOffset: UInt32, bitLength: UInt32) -> [HeaderField] {
        byPosition[Position(header: header, bitOffset: bitOffset, bitLength: bitLength)] ?? []
    }

    private struct Position: Hashable {
        var header: Header
        var bitOffset: UInt32
        var bitLength: UInt32
    }

    private static let byPosition = Dictionary(grouping: allCases) {
        Position(header: $0.header, bitOffset: $0.layout.bitOffset, bitLength: $0.layout.bitLength)
    }
}
