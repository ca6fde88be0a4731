import WeirModel

/// Facts of the packet's connection.
public enum ct {
    public static var state: Field<CtState> { Field(.ct(.state, direction: nil)) }
    public static var direction: Field<CtDirection> { Field(.ct(.direction, direction: nil)) }
    public static var status: Field<CtStatus> { Field(.ct(.status, direction: nil)) }
    public static var mark: Field<Mark> { Field(.ct(.mark, direction: nil)) }
    public static var secmark: Field<Number> { Field(.ct(.secmark, direction: nil)) }
    public static var expiration: Field<Time> { Field(.ct(.expiration, direction: nil)) }
    public static var helper: Field<Name> { Field(.ct(.helper, direction: nil)) }
    public static var l3proto: Field<NFProtocol> { Field(.ct(.l3proto, direction: nil)) }
    public static var `protocol`: Field<InetProtocol> { Field(.ct(.protocol, direction: nil)) }
    public static var label: Field<CtLabel> { Field(.ct(.label, direction: nil)) }
    public static var packets: Field<Number> { Field(.ct(.packets, direction: nil)) }
    public static var bytes: Field<Number> { Field(.ct(.bytes, direction: nil)) }
    public static var avgpkt: Field<Number> { Field(.ct(.avgpkt, direction: nil)) }
    public static var zone: Field<Number> { Field(.ct(.zone, direction: nil)) }
    public static var event: Field<CtEvent> { Field(.ct(.event, direction: nil)) }
    public static var id: Field<Number> { Field(.ct(.id, direction: nil)) }

    /// Of the connection's first packet.
    public static var original: CtTuple { CtTuple(direction: .original) }
    /// Of the packets that answer.
    public static var reply: CtTuple { CtTuple(direction: .reply) }
}

/// One direction of a connection.
public struct CtTuple: Sendable {
    let direction: WeirModel.CtDirection

    public var l3proto: Field<NFProtocol> { Field(.ct(.l3proto, direction: direction)) }
    public var saddr: Field<Address> { Field(.ct(.saddr, direction: direction)) }
    public var daddr: Field<Address> { Field(.ct(.daddr, direction: direction)) }
    public var `protocol`: Field<InetProtocol> { Field(.ct(.protocol, direction: direction)) }
    public var protoSrc: Field<Port> { Field(.ct(.protoSrc, direction: direction)) }
    public var protoDst: Field<Port> { Field(.ct(.protoDst, direction: direction)) }
    public var packets: Field<Number> { Field(.ct(.packets, direction: direction)) }
    public var bytes: Field<Number> { Field(.ct(.bytes, direction: direction)) }
    public var avgpkt: Field<Number> { Field(.ct(.avgpkt, direction: direction)) }
    public var zone: Field<Number> { Field(.ct(.zone, direction: direction)) }
    public var ip: IPAddresses { IPAddresses(direction: direction) }
    public var ip6: IP6Addresses { IP6Addresses(direction: direction) }

    /// nft's `ct original ip saddr`.
    public struct IPAddresses: Sendable {
        let direction: WeirModel.CtDirection
        public var saddr: Field<Address> { Field(.ct(.ipSaddr, direction: direction)) }
        public var daddr: Field<Address> { Field(.ct(.ipDaddr, direction: direction)) }
    }

    /// nft's `ct original ip6 saddr`.
    public struct IP6Addresses: Sendable {
        let direction: WeirModel.CtDirection
        public var saddr: Field<Address> { Field(.ct(.ip6Saddr, direction: direction)) }
        public var daddr: Field<Address> { Field(.ct(.ip6Daddr, direction: direction)) }
    }
}
