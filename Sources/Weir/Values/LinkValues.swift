/// The protocol that an Ethernet frame carries.
public struct EtherType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var ip: EtherType { EtherType(named: "ip") }
    public static var arp: EtherType { EtherType(named: "arp") }
    public static var ip6: EtherType { EtherType(named: "ip6") }
    public static var ieee8021q: EtherType { EtherType(named: "8021q") }
    public static var ieee8021ad: EtherType { EtherType(named: "8021ad") }
    public static var vlan: EtherType { EtherType(named: "vlan") }
}

/// What an ARP packet asks or says.
public struct ARPOperation: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var request: ARPOperation { ARPOperation(named: "request") }
    public static var reply: ARPOperation { ARPOperation(named: "reply") }
    public static var rrequest: ARPOperation { ARPOperation(named: "rrequest") }
    public static var rreply: ARPOperation { ARPOperation(named: "rreply") }
    public static var inrequest: ARPOperation { ARPOperation(named: "inrequest") }
    public static var inreply: ARPOperation { ARPOperation(named: "inreply") }
    public static var nak: ARPOperation { ARPOperation(named: "nak") }
}

/// The kind of hardware behind an interface: `ARPHRD_…`.
public struct LinkType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var ether: LinkType { LinkType(named: "ether") }
    public static var ppp: LinkType { LinkType(named: "ppp") }
    public static var ipip: LinkType { LinkType(named: "ipip") }
    public static var ipip6: LinkType { LinkType(named: "ipip6") }
    public static var loopback: LinkType { LinkType(named: "loopback") }
    public static var sit: LinkType { LinkType(named: "sit") }
    public static var ipgre: LinkType { LinkType(named: "ipgre") }
}

/// Whom the link layer addressed.
public struct PacketType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var host: PacketType { PacketType(named: "host") }
    public static var unicast: PacketType { PacketType(named: "unicast") }
    public static var broadcast: PacketType { PacketType(named: "broadcast") }
    public static var multicast: PacketType { PacketType(named: "multicast") }
    public static var other: PacketType { PacketType(named: "other") }
}
