/// The Ethernet header.
public enum ether {
    /// The destination address: nft's `ether daddr`. `ether.daddr == "01:00:5e:00:00:01"`
    public static var daddr: Field<EtherAddress> { Field(.header(.etherDaddr)) }
    /// The source address: nft's `ether saddr`. `ether.saddr == "00:16:3e:00:00:01"`
    public static var saddr: Field<EtherAddress> { Field(.header(.etherSaddr)) }
    /// The protocol that the frame carries: nft's `ether type`. `ether.type == .arp`
    public static var type: Field<EtherType> { Field(.header(.etherType)) }
}

/// The VLAN tag.
public enum vlan {
    /// The priority code point, 3 bits: nft's `vlan pcp`.
    public static var pcp: Field<Number> { Field(.header(.vlanPcp)) }
    /// The drop eligible indicator, 1 bit: nft's `vlan dei`.
    public static var dei: Field<Number> { Field(.header(.vlanDei)) }
    /// The canonical format indicator, the older name of `dei`: nft's `vlan cfi`.
    public static var cfi: Field<Number> { Field(.header(.vlanCfi)) }
    /// The VLAN's number, 12 bits: nft's `vlan id`. Families `ip`, `ip6` and `inet` see tagged packets only from a VLAN interface with
    /// `reorder_hdr off`; elsewhere compare `meta.iifname`.
    public static var id: Field<Number> { Field(.header(.vlanId)) }
    /// The protocol behind the tag: nft's `vlan type`.
    public static var type: Field<EtherType> { Field(.header(.vlanType)) }
}

/// The ARP packet.
public enum arp {
    /// The type of the link-layer address, 1 for Ethernet: nft's `arp htype`.
    public static var htype: Field<Number> { Field(.header(.arpHtype)) }
    /// The protocol whose addresses are asked for: nft's `arp ptype`. `arp.ptype == .ip`
    public static var ptype: Field<EtherType> { Field(.header(.arpPtype)) }
    /// The length of a link-layer address, 6 for Ethernet: nft's `arp hlen`. In bytes.
    public static var hlen: Field<Number> { Field(.header(.arpHlen)) }
    /// The length of a protocol address, 4 for IPv4: nft's `arp plen`. In bytes.
    public static var plen: Field<Number> { Field(.header(.arpPlen)) }
    /// The operation: nft's `arp operation`. `arp.operation == .request`
    public static var operation: Field<ARPOperation> { Field(.header(.arpOperation)) }
    /// The sender's Ethernet address: nft's `arp saddr ether`.
    public static var saddrEther: Field<EtherAddress> { Field(.header(.arpSaddrEther)) }
    /// The sender's IPv4 address: nft's `arp saddr ip`. `arp.saddrIp == "192.0.2.0/24"`
    public static var saddrIp: Field<Address> { Field(.header(.arpSaddrIp)) }
    /// The target's Ethernet address: nft's `arp daddr ether`.
    public static var daddrEther: Field<EtherAddress> { Field(.header(.arpDaddrEther)) }
    /// The target's IPv4 address: nft's `arp daddr ip`.
    public static var daddrIp: Field<Address> { Field(.header(.arpDaddrIp)) }
}
