import WeirModel

/// The known headers of a packet at one point of a rule: the protocol at each layer.
///
/// Earlier matches add to it (`ip protocol tcp`, `meta nfproto ipv4`); lowering uses it to find the dependencies that a field still needs,
/// and lifting to find the field of a payload load.
struct ProtocolContext {
    /// The protocol at a layer.
    enum Layer: Hashable {
        /// nft's artificial link layer of inet tables, whose key is `meta nfproto`.
        case inet
        /// The artificial link layer of netdev tables, whose key is `meta protocol`.
        case netdev
        case header(Header)
        /// Matched, but none that Weir has fields for.
        case unknown
    }

    let family: Family
    var link: Layer?
    var network: Layer?
    var transport: Layer?
    /// All transport protocols that a match allowed: more than one is ambiguous.
    var transports: [Layer] = []
    /// The link-layer headers below the current one, for VLAN offsets.
    var stacked: [Header] = []
    /// The ICMP type that a match fixed; 0 is none (echo-reply counts as echo-request).
    var icmpType: UInt8 = 0

    init(family: Family) {
        self.family = family
        switch family {
        case .ip: network = .header(.ip)
        case .ip6: network = .header(.ip6)
        case .arp: network = .header(.arp)
        case .inet: link = .inet
        case .netdev: link = .netdev
        case .bridge: link = .header(.ether)
        }
    }

    subscript(base: PayloadBase) -> Layer? {
        switch base {
        case .link: link
        case .network: network
        case .transport: transport
        case .inner: nil
        }
    }

    /// Bits of link-layer headers in front of the current one.
    var stackedBits: UInt32 { stacked.reduce(0) { $0 + $1.linkBits } }

    var isAmbiguousTransport: Bool { transports.count > 1 }

    mutating func setTransport(_ layer: Layer) {
        if !transports.contains(layer), transports.count < 16 { transports.append(layer) }
        transport = layer
    }

    /// Learns from `field == value`.
    mutating func learn(_ field: Field, equals value: UInt128) {
        switch field {
        case .meta(.iiftype):
            guard link == nil || family == .inet || family == .netdev else { return }
            link = value == 1 ? .header(.ether) : .unknown
        case .meta(.nfproto):
            if link == .inet {
                network = Self.upper(of: .inet, value).map { .header($0) } ?? .unknown
            } else if link == nil {
                network = Self.networkLayer(of: family, value) ?? .unknown
            } else {
                network = .unknown
            }
        case .meta(.l4proto):
            setTransport(Self.transport(value).map { .header($0) } ?? .unknown)
        case .meta(.protocol):
            guard family == .netdev || family == .bridge else { return }
            network = Self.upperOfLink(value).map { .header($0) } ?? .unknown
        case .ct(.protocol, _):
            guard network != nil, let upper = Self.transport(value) else { return }
            setTransport(.header(upper))
        case .ct(.l3proto, _):
            guard link == .inet, let upper = Self.upper(of: .inet, value) else { return }
            network = .header(upper)
        case .header(let field):
            learn(header: field, equals: value)
        default:
            break
        }
    }

    private mutating func learn(header field: HeaderField, equals value: UInt128) {
        switch field {
        case .etherType, .vlanType:
            guard let current = link, let upper = Self.upperOfLink(value) else { return }
            if upper == .vlan {
                if case .header(let below) = current { stacked.append(below) }
                link = .header(.vlan)
            } else {
                network = .header(upper)
            }
        case .ipProtocol, .ip6Nexthdr:
            guard network != nil, let upper = Self.transport(value) else { return }
            setTransport(.header(upper))
        case .icmpType:
            icmpType = value == 0 ? 8 : UInt8(truncatingIfNeeded: value)
        case .icmpv6Type:
            icmpType = value == 129 ? 128 : UInt8(truncatingIfNeeded: value)
        case .ahNexthdr, .compNexthdr:
            guard let upper = Self.transport(value), upper != .icmp, upper != .igmp, upper != .icmpv6 else { return }
            setTransport(.header(upper))
        default:
            break
        }
    }

    /// Whether equality on this field determines the next protocol.
    static func isProtocolKey(_ field: Field) -> Bool {
        switch field {
        case .meta(let key): key == .iiftype || key == .nfproto || key == .l4proto || key == .protocol
        case .ct(let key, _): key == .protocol || key == .l3proto
        case .header(let field):
            switch field {
            case .etherType, .vlanType, .ipProtocol, .ip6Nexthdr, .icmpType, .icmpv6Type, .ahNexthdr, .compNexthdr: true
            default: false
            }
        default: false
        }
    }

    // MARK: protocol numbers

    /// `NFPROTO_*` → network header.
    static func upper(of layer: Layer, _ nfproto: UInt128) -> Header? {
        switch nfproto {
        case 2: .ip
        case 10: .ip6
        default: nil
        }
    }

    private static func networkLayer(of family: Family, _ nfproto: UInt128) -> Layer? {
        switch (family, nfproto) {
        case (.ip, 2): .header(.ip)
        case (.ip6, 10): .header(.ip6)
        case (.arp, 3): .header(.arp)
        default: nil
        }
    }

    /// Ethertype → header.
    static func upperOfLink(_ ethertype: UInt128) -> Header? {
        switch ethertype {
        case 0x0800: .ip
        case 0x0806: .arp
        case 0x86dd: .ip6
        case 0x8100, 0x88a8: .vlan
        default: nil
        }
    }

    /// The EtherType of a header, as a dependency compares it.
    static func ethertype(of header: Header) -> UInt128? {
        switch header {
        case .ip: 0x0800
        case .arp: 0x0806
        case .ip6: 0x86dd
        case .vlan: 0x8100
        default: nil
        }
    }

    private static let transports: [(UInt128, Header)] = [
        (1, .icmp), (2, .igmp), (58, .icmpv6), (50, .esp), (51, .ah), (108, .comp), (17, .udp), (136, .udplite), (6, .tcp), (33, .dccp),
        (132, .sctp), (47, .gre),
    ]

    static func transport(_ number: UInt128) -> Header? { transports.first { $0.0 == number }?.1 }
    static func number(ofTransport header: Header) -> UInt128? { transports.first { $0.1 == header }?.0 }
}

extension Header {
    /// The length in bits of a link-layer header.
    var linkBits: UInt32 {
        switch self {
        case .ether: 112
        case .vlan: 32
        default: 0
        }
    }
}
