/// A protocol above IP.
public struct InetProtocol: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var icmp: InetProtocol { InetProtocol(named: "icmp") }
    public static var igmp: InetProtocol { InetProtocol(named: "igmp") }
    public static var tcp: InetProtocol { InetProtocol(named: "tcp") }
    public static var udp: InetProtocol { InetProtocol(named: "udp") }
    public static var dccp: InetProtocol { InetProtocol(named: "dccp") }
    public static var esp: InetProtocol { InetProtocol(named: "esp") }
    public static var ah: InetProtocol { InetProtocol(named: "ah") }
    public static var icmpv6: InetProtocol { InetProtocol(named: "icmpv6") }
    public static var comp: InetProtocol { InetProtocol(named: "comp") }
    public static var sctp: InetProtocol { InetProtocol(named: "sctp") }
    public static var udplite: InetProtocol { InetProtocol(named: "udplite") }
}

/// The packet's family: `NFPROTO_…`.
public struct NFProtocol: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var ipv4: NFProtocol { NFProtocol(named: "ipv4") }
    public static var ipv6: NFProtocol { NFProtocol(named: "ipv6") }
}

/// A differentiated services code point.
public struct DSCP: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var cs0: DSCP { DSCP(named: "cs0") }
    public static var cs1: DSCP { DSCP(named: "cs1") }
    public static var cs2: DSCP { DSCP(named: "cs2") }
    public static var cs3: DSCP { DSCP(named: "cs3") }
    public static var cs4: DSCP { DSCP(named: "cs4") }
    public static var cs5: DSCP { DSCP(named: "cs5") }
    public static var cs6: DSCP { DSCP(named: "cs6") }
    public static var cs7: DSCP { DSCP(named: "cs7") }
    public static var df: DSCP { DSCP(named: "df") }
    public static var be: DSCP { DSCP(named: "be") }
    public static var lephb: DSCP { DSCP(named: "lephb") }
    public static var af11: DSCP { DSCP(named: "af11") }
    public static var af12: DSCP { DSCP(named: "af12") }
    public static var af13: DSCP { DSCP(named: "af13") }
    public static var af21: DSCP { DSCP(named: "af21") }
    public static var af22: DSCP { DSCP(named: "af22") }
    public static var af23: DSCP { DSCP(named: "af23") }
    public static var af31: DSCP { DSCP(named: "af31") }
    public static var af32: DSCP { DSCP(named: "af32") }
    public static var af33: DSCP { DSCP(named: "af33") }
    public static var af41: DSCP { DSCP(named: "af41") }
    public static var af42: DSCP { DSCP(named: "af42") }
    public static var af43: DSCP { DSCP(named: "af43") }
    public static var va: DSCP { DSCP(named: "va") }
    public static var ef: DSCP { DSCP(named: "ef") }
}

/// Explicit congestion notification.
public struct ECN: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var notEct: ECN { ECN(named: "not-ect") }
    public static var ect1: ECN { ECN(named: "ect1") }
    public static var ect0: ECN { ECN(named: "ect0") }
    public static var ce: ECN { ECN(named: "ce") }
}

/// What an address is to the routing table: `RTN_…`.
public struct AddressType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var unspec: AddressType { AddressType(named: "unspec") }
    public static var unicast: AddressType { AddressType(named: "unicast") }
    public static var local: AddressType { AddressType(named: "local") }
    public static var broadcast: AddressType { AddressType(named: "broadcast") }
    public static var anycast: AddressType { AddressType(named: "anycast") }
    public static var multicast: AddressType { AddressType(named: "multicast") }
    public static var blackhole: AddressType { AddressType(named: "blackhole") }
    public static var unreachable: AddressType { AddressType(named: "unreachable") }
    public static var prohibit: AddressType { AddressType(named: "prohibit") }
}
