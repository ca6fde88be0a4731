/// The Ethernet header.
public enum ether {
    public static var daddr: Field<EtherAddress> { Field(.header(.etherDaddr)) }
    public static var saddr: Field<EtherAddress> { Field(.header(.etherSaddr)) }
    public static var type: Field<EtherType> { Field(.header(.etherType)) }
}

/// The VLAN tag.
public enum vlan {
    public static var pcp: Field<Number> { Field(.header(.vlanPcp)) }
    public static var dei: Field<Number> { Field(.header(.vlanDei)) }
    public static var cfi: Field<Number> { Field(.header(.vlanCfi)) }
    public static var id: Field<Number> { Field(.header(.vlanId)) }
    public static var type: Field<EtherType> { Field(.header(.vlanType)) }
}

/// The ARP packet.
public enum arp {
    public static var htype: Field<Number> { Field(.header(.arpHtype)) }
    public static var ptype: Field<EtherType> { Field(.header(.arpPtype)) }
    public static var hlen: Field<Number> { Field(.header(.arpHlen)) }
    public static var plen: Field<Number> { Field(.header(.arpPlen)) }
    public static var operation: Field<ARPOperation> { Field(.header(.arpOperation)) }
    public static var saddrEther: Field<EtherAddress> { Field(.header(.arpSaddrEther)) }
    public static var saddrIp: Field<Address> { Field(.header(.arpSaddrIp)) }
    public static var daddrEther: Field<EtherAddress> { Field(.header(.arpDaddrEther)) }
    public static var daddrIp: Field<Address> { Field(.header(.arpDaddrIp)) }
}
