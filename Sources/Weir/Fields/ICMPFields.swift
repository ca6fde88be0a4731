/// The ICMP message.
public enum icmp {
    /// The type: nft's `icmp type`. `icmp.type == .echoRequest`
    public static var type: Field<ICMPType> { Field(.header(.icmpType)) }
    /// The code within the type: nft's `icmp code`. `icmp.code == .fragNeeded`
    public static var code: Field<ICMPCode> { Field(.header(.icmpCode)) }
    /// The checksum: nft's `icmp checksum`.
    public static var checksum: Field<Number> { Field(.header(.icmpChecksum)) }
    /// The identifier of an echo request or reply: nft's `icmp id`.
    public static var id: Field<Number> { Field(.header(.icmpId)) }
    /// The sequence number of an echo request or reply: nft's `icmp sequence`.
    public static var sequence: Field<Number> { Field(.header(.icmpSequence)) }
    /// The gateway of a redirect, as a number of 32 bits: nft's `icmp gateway`.
    public static var gateway: Field<Number> { Field(.header(.icmpGateway)) }
    /// The next hop's MTU in “fragmentation needed”, in bytes: nft's `icmp mtu`.
    public static var mtu: Field<Number> { Field(.header(.icmpMtu)) }
}

/// The ICMPv6 message.
public enum icmpv6 {
    /// The type: nft's `icmpv6 type`. `icmpv6.type == [.ndNeighborSolicit, .ndNeighborAdvert]`
    public static var type: Field<ICMPv6Type> { Field(.header(.icmpv6Type)) }
    /// The code within the type: nft's `icmpv6 code`. `icmpv6.code == .noRoute`
    public static var code: Field<ICMPv6Code> { Field(.header(.icmpv6Code)) }
    /// The checksum: nft's `icmpv6 checksum`.
    public static var checksum: Field<Number> { Field(.header(.icmpv6Checksum)) }
    /// The offset of the byte that “parameter problem” complains of: nft's `icmpv6 parameter-problem`.
    public static var paramProblem: Field<Number> { Field(.header(.icmpv6ParamProblem)) }
    /// The next hop's MTU in “packet too big”, in bytes: nft's `icmpv6 packet-too-big`.
    public static var mtu: Field<Number> { Field(.header(.icmpv6Mtu)) }
    /// The identifier of an echo request or reply: nft's `icmpv6 id`.
    public static var id: Field<Number> { Field(.header(.icmpv6Id)) }
    /// The sequence number of an echo request or reply: nft's `icmpv6 sequence`.
    public static var sequence: Field<Number> { Field(.header(.icmpv6Sequence)) }
    /// The maximum response delay of a multicast listener query, in milliseconds: nft's `icmpv6 max-delay`.
    public static var maxDelay: Field<Number> { Field(.header(.icmpv6MaxDelay)) }
}

/// The IGMP message.
public enum igmp {
    /// The type: nft's `igmp type`. `igmp.type == .membershipQuery`
    public static var type: Field<IGMPType> { Field(.header(.igmpType)) }
    /// The checksum: nft's `igmp checksum`.
    public static var checksum: Field<Number> { Field(.header(.igmpChecksum)) }
    /// The maximum response time of a query, in tenths of a second: nft's `igmp mrt`.
    public static var mrt: Field<Number> { Field(.header(.igmpMrt)) }
    /// The group's address, as a number of 32 bits: nft's `igmp group`.
    public static var group: Field<Number> { Field(.header(.igmpGroup)) }
}
