/// The ICMP message.
public enum icmp {
    public static var type: Field<ICMPType> { Field(.header(.icmpType)) }
    public static var code: Field<ICMPCode> { Field(.header(.icmpCode)) }
    public static var checksum: Field<Number> { Field(.header(.icmpChecksum)) }
    public static var id: Field<Number> { Field(.header(.icmpId)) }
    public static var sequence: Field<Number> { Field(.header(.icmpSequence)) }
    public static var gateway: Field<Number> { Field(.header(.icmpGateway)) }
    public static var mtu: Field<Number> { Field(.header(.icmpMtu)) }
}

/// The ICMPv6 message.
public enum icmpv6 {
    public static var type: Field<ICMPv6Type> { Field(.header(.icmpv6Type)) }
    public static var code: Field<ICMPv6Code> { Field(.header(.icmpv6Code)) }
    public static var checksum: Field<Number> { Field(.header(.icmpv6Checksum)) }
    public static var paramProblem: Field<Number> { Field(.header(.icmpv6ParamProblem)) }
    public static var mtu: Field<Number> { Field(.header(.icmpv6Mtu)) }
    public static var id: Field<Number> { Field(.header(.icmpv6Id)) }
    public static var sequence: Field<Number> { Field(.header(.icmpv6Sequence)) }
    public static var maxDelay: Field<Number> { Field(.header(.icmpv6MaxDelay)) }
}

/// The IGMP message.
public enum igmp {
    public static var type: Field<IGMPType> { Field(.header(.igmpType)) }
    public static var checksum: Field<Number> { Field(.header(.igmpChecksum)) }
    public static var mrt: Field<Number> { Field(.header(.igmpMrt)) }
    public static var group: Field<Number> { Field(.header(.igmpGroup)) }
}
