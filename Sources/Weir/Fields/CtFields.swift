import WeirModel

/// Facts of the packet's connection: nft's `ct`.
public enum ct {
    /// The state of the connection: nft's `ct state`. `ct.state.hasAny(.established, .related)`
    public static var state: Field<CtState> { Field(.ct(.state, direction: nil)) }
    /// The packet's direction within the connection: nft's `ct direction`. `ct.direction == .original`
    public static var direction: Field<CtDirection> { Field(.ct(.direction, direction: nil)) }
    /// The connection's status bits: nft's `ct status`. `ct.status.hasAny(.dnat)`
    public static var status: Field<CtStatus> { Field(.ct(.status, direction: nil)) }
    /// The connection's mark: nft's `ct mark`. `ct.mark.set(meta.mark)`
    public static var mark: Field<Mark> { Field(.ct(.mark, direction: nil)) }
    /// The number of the connection's security context: nft's `ct secmark`.
    public static var secmark: Field<Number> { Field(.ct(.secmark, direction: nil)) }
    /// The time until the connection is forgotten: nft's `ct expiration`. `ct.expiration < "30s"`
    public static var expiration: Field<Time> { Field(.ct(.expiration, direction: nil)) }
    /// The name of the helper assigned to the connection: nft's `ct helper`. `ct.helper == "ftp"`
    public static var helper: Field<Name> { Field(.ct(.helper, direction: nil)) }
    /// The network protocol of the connection: nft's `ct l3proto`.
    public static var l3proto: Field<NFProtocol> { Field(.ct(.l3proto, direction: nil)) }
    /// The transport protocol of the connection: nft's `ct protocol`.
    public static var `protocol`: Field<InetProtocol> { Field(.ct(.protocol, direction: nil)) }
    /// The connection's label bits: nft's `ct label`. Names come from `connlabel.conf`.
    public static var label: Field<CtLabel> { Field(.ct(.label, direction: nil)) }
    /// The number of packets in both directions: nft's `ct packets`. Needs `net.netfilter.nf_conntrack_acct`.
    public static var packets: Field<Number> { Field(.ct(.packets, direction: nil)) }
    /// The number of bytes in both directions: nft's `ct bytes`. Needs `net.netfilter.nf_conntrack_acct`. `ct.bytes > 100_000`
    public static var bytes: Field<Number> { Field(.ct(.bytes, direction: nil)) }
    /// The average number of bytes per packet in both directions: nft's `ct avgpkt`. Needs `net.netfilter.nf_conntrack_acct`.
    public static var avgpkt: Field<Number> { Field(.ct(.avgpkt, direction: nil)) }
    /// The conntrack zone: nft's `ct zone`. `ct.zone.set(1)` before conntrack sees the packet.
    public static var zone: Field<Number> { Field(.ct(.zone, direction: nil)) }
    /// The events that listeners receive: nft's `ct event set new,related`. Only set: `ct.event.set([.new, .destroy])`.
    public static var event: Field<CtEvent> { Field(.ct(.event, direction: nil)) }
    /// The number by which `conntrack -L -o id` lists the connection: nft's `ct id`.
    public static var id: Field<Number> { Field(.ct(.id, direction: nil)) }

    /// The direction of the connection's first packet: nft's `ct original`.
    public static var original: CtTuple { CtTuple(direction: .original) }
    /// The direction of the replies: nft's `ct reply`.
    public static var reply: CtTuple { CtTuple(direction: .reply) }
}

/// One direction of a connection: nft's `ct original`, `ct reply`.
public struct CtTuple: Sendable {
    let direction: WeirModel.CtDirection

    /// The network protocol: nft's `ct original l3proto`.
    public var l3proto: Field<NFProtocol> { Field(.ct(.l3proto, direction: direction)) }
    /// The source address, of the table's family: nft's `ct original saddr`.
    public var saddr: Field<Address> { Field(.ct(.saddr, direction: direction)) }
    /// The destination address, of the table's family: nft's `ct original daddr`.
    public var daddr: Field<Address> { Field(.ct(.daddr, direction: direction)) }
    /// The transport protocol: nft's `ct original protocol`.
    public var `protocol`: Field<InetProtocol> { Field(.ct(.protocol, direction: direction)) }
    /// The source port: nft's `ct original proto-src`.
    public var protoSrc: Field<Port> { Field(.ct(.protoSrc, direction: direction)) }
    /// The destination port: nft's `ct original proto-dst`. `ct.original.protoDst == 443` finds connections by the port before DNAT.
    public var protoDst: Field<Port> { Field(.ct(.protoDst, direction: direction)) }
    /// The number of packets in this direction: nft's `ct original packets`. Needs `net.netfilter.nf_conntrack_acct`.
    public var packets: Field<Number> { Field(.ct(.packets, direction: direction)) }
    /// The number of bytes in this direction: nft's `ct original bytes`. Needs `net.netfilter.nf_conntrack_acct`.
    public var bytes: Field<Number> { Field(.ct(.bytes, direction: direction)) }
    /// The average number of bytes per packet in this direction: nft's `ct original avgpkt`. Needs `net.netfilter.nf_conntrack_acct`.
    public var avgpkt: Field<Number> { Field(.ct(.avgpkt, direction: direction)) }
    /// The conntrack zone, where it is tied to this direction: nft's `ct original zone`.
    public var zone: Field<Number> { Field(.ct(.zone, direction: direction)) }
    /// The IPv4 addresses: nft's `ct original ip saddr` and `ct original ip daddr`.
    public var ip: IPAddresses { IPAddresses(direction: direction) }
    /// The IPv6 addresses: nft's `ct original ip6 saddr` and `ct original ip6 daddr`.
    public var ip6: IP6Addresses { IP6Addresses(direction: direction) }

    /// nft's `ct original ip saddr`.
    public struct IPAddresses: Sendable {
        let direction: WeirModel.CtDirection
        /// The source address: nft's `ct original ip saddr`.
        public var saddr: Field<Address> { Field(.ct(.ipSaddr, direction: direction)) }
        /// The destination address: nft's `ct original ip daddr`.
        public var daddr: Field<Address> { Field(.ct(.ipDaddr, direction: direction)) }
    }

    /// nft's `ct original ip6 saddr`.
    public struct IP6Addresses: Sendable {
        let direction: WeirModel.CtDirection
        /// The source address: nft's `ct original ip6 saddr`.
        public var saddr: Field<Address> { Field(.ct(.ip6Saddr, direction: direction)) }
        /// The destination address: nft's `ct original ip6 daddr`.
        public var daddr: Field<Address> { Field(.ct(.ip6Daddr, direction: direction)) }
    }
}
