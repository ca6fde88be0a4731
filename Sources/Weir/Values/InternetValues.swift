/// A protocol above IP.
public struct InetProtocol: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// ICMP, 1: nft's `icmp`.
    public static var icmp: InetProtocol { InetProtocol(named: "icmp") }
    /// IGMP, 2: nft's `igmp`.
    public static var igmp: InetProtocol { InetProtocol(named: "igmp") }
    /// TCP, 6: nft's `tcp`.
    public static var tcp: InetProtocol { InetProtocol(named: "tcp") }
    /// UDP, 17: nft's `udp`.
    public static var udp: InetProtocol { InetProtocol(named: "udp") }
    /// DCCP, 33: nft's `dccp`.
    public static var dccp: InetProtocol { InetProtocol(named: "dccp") }
    /// The encapsulating security payload of IPsec, 50: nft's `esp`.
    public static var esp: InetProtocol { InetProtocol(named: "esp") }
    /// The authentication header of IPsec, 51: nft's `ah`.
    public static var ah: InetProtocol { InetProtocol(named: "ah") }
    /// ICMPv6, 58: nft's `icmpv6`.
    public static var icmpv6: InetProtocol { InetProtocol(named: "icmpv6") }
    /// IP compression, 108: nft's `comp`.
    public static var comp: InetProtocol { InetProtocol(named: "comp") }
    /// SCTP, 132: nft's `sctp`.
    public static var sctp: InetProtocol { InetProtocol(named: "sctp") }
    /// UDP-Lite, 136: nft's `udplite`.
    public static var udplite: InetProtocol { InetProtocol(named: "udplite") }
}

/// The packet's family: `NFPROTO_…`.
public struct NFProtocol: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// IPv4, 2: nft's `ipv4`.
    public static var ipv4: NFProtocol { NFProtocol(named: "ipv4") }
    /// IPv6, 10: nft's `ipv6`.
    public static var ipv6: NFProtocol { NFProtocol(named: "ipv6") }
}

/// A differentiated services code point.
public struct DSCP: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Class selector 0, 0: nft's `cs0`.
    public static var cs0: DSCP { DSCP(named: "cs0") }
    /// Class selector 1, 8: nft's `cs1`.
    public static var cs1: DSCP { DSCP(named: "cs1") }
    /// Class selector 2, 16: nft's `cs2`.
    public static var cs2: DSCP { DSCP(named: "cs2") }
    /// Class selector 3, 24: nft's `cs3`.
    public static var cs3: DSCP { DSCP(named: "cs3") }
    /// Class selector 4, 32: nft's `cs4`.
    public static var cs4: DSCP { DSCP(named: "cs4") }
    /// Class selector 5, 40: nft's `cs5`.
    public static var cs5: DSCP { DSCP(named: "cs5") }
    /// Class selector 6, 48: nft's `cs6`.
    public static var cs6: DSCP { DSCP(named: "cs6") }
    /// Class selector 7, 56: nft's `cs7`.
    public static var cs7: DSCP { DSCP(named: "cs7") }
    /// Default forwarding, 0: nft's `df`.
    public static var df: DSCP { DSCP(named: "df") }
    /// Best effort, 0: nft's `be`.
    public static var be: DSCP { DSCP(named: "be") }
    /// Lower effort (RFC 8622), 1: nft's `lephb`.
    public static var lephb: DSCP { DSCP(named: "lephb") }
    /// Assured forwarding, class 1, drop precedence 1, 10: nft's `af11`.
    public static var af11: DSCP { DSCP(named: "af11") }
    /// Assured forwarding, class 1, drop precedence 2, 12: nft's `af12`.
    public static var af12: DSCP { DSCP(named: "af12") }
    /// Assured forwarding, class 1, drop precedence 3, 14: nft's `af13`.
    public static var af13: DSCP { DSCP(named: "af13") }
    /// Assured forwarding, class 2, drop precedence 1, 18: nft's `af21`.
    public static var af21: DSCP { DSCP(named: "af21") }
    /// Assured forwarding, class 2, drop precedence 2, 20: nft's `af22`.
    public static var af22: DSCP { DSCP(named: "af22") }
    /// Assured forwarding, class 2, drop precedence 3, 22: nft's `af23`.
    public static var af23: DSCP { DSCP(named: "af23") }
    /// Assured forwarding, class 3, drop precedence 1, 26: nft's `af31`.
    public static var af31: DSCP { DSCP(named: "af31") }
    /// Assured forwarding, class 3, drop precedence 2, 28: nft's `af32`.
    public static var af32: DSCP { DSCP(named: "af32") }
    /// Assured forwarding, class 3, drop precedence 3, 30: nft's `af33`.
    public static var af33: DSCP { DSCP(named: "af33") }
    /// Assured forwarding, class 4, drop precedence 1, 34: nft's `af41`.
    public static var af41: DSCP { DSCP(named: "af41") }
    /// Assured forwarding, class 4, drop precedence 2, 36: nft's `af42`.
    public static var af42: DSCP { DSCP(named: "af42") }
    /// Assured forwarding, class 4, drop precedence 3, 38: nft's `af43`.
    public static var af43: DSCP { DSCP(named: "af43") }
    /// Voice admit (RFC 5865), 44: nft's `va`.
    public static var va: DSCP { DSCP(named: "va") }
    /// Expedited forwarding, 46: nft's `ef`.
    public static var ef: DSCP { DSCP(named: "ef") }
}

/// Explicit congestion notification.
public struct ECN: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// The sender does not support ECN, 0: nft's `not-ect`.
    public static var notEct: ECN { ECN(named: "not-ect") }
    /// ECN-capable transport, ECT(1), 1: nft's `ect1`.
    public static var ect1: ECN { ECN(named: "ect1") }
    /// ECN-capable transport, ECT(0), 2: nft's `ect0`.
    public static var ect0: ECN { ECN(named: "ect0") }
    /// Congestion experienced, 3: nft's `ce`.
    public static var ce: ECN { ECN(named: "ce") }
}

/// The type of an address in the routing table: `RTN_…`.
public struct AddressType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// No type: nft's `unspec`.
    public static var unspec: AddressType { AddressType(named: "unspec") }
    /// A gateway or a directly connected host: nft's `unicast`.
    public static var unicast: AddressType { AddressType(named: "unicast") }
    /// An address of this host: nft's `local`.
    public static var local: AddressType { AddressType(named: "local") }
    /// A broadcast address: nft's `broadcast`.
    public static var broadcast: AddressType { AddressType(named: "broadcast") }
    /// An anycast address: nft's `anycast`.
    public static var anycast: AddressType { AddressType(named: "anycast") }
    /// A multicast address: nft's `multicast`.
    public static var multicast: AddressType { AddressType(named: "multicast") }
    /// A route that drops: nft's `blackhole`.
    public static var blackhole: AddressType { AddressType(named: "blackhole") }
    /// A route that answers “host unreachable”: nft's `unreachable`.
    public static var unreachable: AddressType { AddressType(named: "unreachable") }
    /// A route that answers “administratively prohibited”: nft's `prohibit`.
    public static var prohibit: AddressType { AddressType(named: "prohibit") }
}
