/// The protocol that an Ethernet frame carries.
public struct EtherType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// IPv4, 0x0800: nft's `ip`.
    public static var ip: EtherType { EtherType(named: "ip") }
    /// ARP, 0x0806: nft's `arp`.
    public static var arp: EtherType { EtherType(named: "arp") }
    /// IPv6, 0x86dd: nft's `ip6`.
    public static var ip6: EtherType { EtherType(named: "ip6") }
    /// A VLAN tag of 802.1Q, 0x8100: nft's `8021q`.
    public static var ieee8021q: EtherType { EtherType(named: "8021q") }
    /// A service tag of 802.1ad, 0x88a8: nft's `8021ad`.
    public static var ieee8021ad: EtherType { EtherType(named: "8021ad") }
    /// A VLAN tag of 802.1Q, 0x8100: nft's `vlan`.
    public static var vlan: EtherType { EtherType(named: "vlan") }
}

/// The operation of an ARP packet.
public struct ARPOperation: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// ARP request, 1: nft's `request`.
    public static var request: ARPOperation { ARPOperation(named: "request") }
    /// ARP reply, 2: nft's `reply`.
    public static var reply: ARPOperation { ARPOperation(named: "reply") }
    /// Reverse ARP request, 3: nft's `rrequest`.
    public static var rrequest: ARPOperation { ARPOperation(named: "rrequest") }
    /// Reverse ARP reply, 4: nft's `rreply`.
    public static var rreply: ARPOperation { ARPOperation(named: "rreply") }
    /// Inverse ARP request, 8: nft's `inrequest`.
    public static var inrequest: ARPOperation { ARPOperation(named: "inrequest") }
    /// Inverse ARP reply, 9: nft's `inreply`.
    public static var inreply: ARPOperation { ARPOperation(named: "inreply") }
    /// ARP NAK of ATM networks, 10: nft's `nak`.
    public static var nak: ARPOperation { ARPOperation(named: "nak") }
}

/// The kind of hardware behind an interface: `ARPHRD_…`.
public struct LinkType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Ethernet, 1: nft's `ether`.
    public static var ether: LinkType { LinkType(named: "ether") }
    /// PPP, 512: nft's `ppp`.
    public static var ppp: LinkType { LinkType(named: "ppp") }
    /// IPv4 in IPv4, 768: nft's `ipip`.
    public static var ipip: LinkType { LinkType(named: "ipip") }
    /// IPv6 in IPv6, 769: nft's `ipip6`.
    public static var ipip6: LinkType { LinkType(named: "ipip6") }
    /// Loopback, 772: nft's `loopback`.
    public static var loopback: LinkType { LinkType(named: "loopback") }
    /// IPv6 in IPv4, 776: nft's `sit`.
    public static var sit: LinkType { LinkType(named: "sit") }
    /// GRE over IPv4, 778: nft's `ipgre`.
    public static var ipgre: LinkType { LinkType(named: "ipgre") }
}

/// The kind of destination at the link layer.
public struct PacketType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Addressed to this host: nft's `host`.
    public static var host: PacketType { PacketType(named: "host") }
    /// Addressed to this host, the same as `host`: nft's `unicast`.
    public static var unicast: PacketType { PacketType(named: "unicast") }
    /// A broadcast: nft's `broadcast`.
    public static var broadcast: PacketType { PacketType(named: "broadcast") }
    /// A multicast: nft's `multicast`.
    public static var multicast: PacketType { PacketType(named: "multicast") }
    /// Addressed to another host, seen in promiscuous mode or on a bridge: nft's `other`.
    public static var other: PacketType { PacketType(named: "other") }
}
