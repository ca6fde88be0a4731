/// The IPv4 header.
public enum ip {
    /// The version, 4: nft's `ip version`. 4 bits.
    public static var version: Field<Number> { Field(.header(.ipVersion)) }
    /// The length of the header with its options, in words of 4 bytes: nft's `ip hdrlength`. 5 without options.
    public static var hdrlength: Field<Number> { Field(.header(.ipHdrlength)) }
    /// The differentiated services code point: nft's `ip dscp`. `ip.dscp == .ef`, `ip.dscp.set(.cs1)`
    public static var dscp: Field<DSCP> { Field(.header(.ipDscp)) }
    /// The bits of explicit congestion notification: nft's `ip ecn`. `ip.ecn == .ce`
    public static var ecn: Field<ECN> { Field(.header(.ipEcn)) }
    /// The length of the packet with its header, in bytes: nft's `ip length`.
    public static var length: Field<Number> { Field(.header(.ipLength)) }
    /// The identification that a packet's fragments share: nft's `ip id`.
    public static var id: Field<Number> { Field(.header(.ipId)) }
    /// The flags and the fragment's offset, 16 bits together: nft's `ip frag-off`. The low 13 bits count units of 8 bytes, 0x2000 is “more
    /// fragments”, 0x4000 “don't fragment”: `ip.fragOff & 0x1fff != 0` matches all fragments but the first.
    public static var fragOff: Field<Number> { Field(.header(.ipFragOff)) }
    /// The time to live, in hops: nft's `ip ttl`. `ip.ttl < 2`, `ip.ttl.set(64)`
    public static var ttl: Field<Number> { Field(.header(.ipTtl)) }
    /// The protocol of the payload: nft's `ip protocol`. `meta.l4proto` asks the same of both families.
    public static var `protocol`: Field<InetProtocol> { Field(.header(.ipProtocol)) }
    /// The header's checksum: nft's `ip checksum`.
    public static var checksum: Field<Number> { Field(.header(.ipChecksum)) }
    /// The source address: nft's `ip saddr`. `ip.saddr == "10.0.0.0/8"`. `source` is the same for both families.
    public static var saddr: Field<Address> { Field(.header(.ipSaddr)) }
    /// The destination address: nft's `ip daddr`. `ip.daddr != ["192.0.2.1", "192.0.2.7"]`. `destination` is the same for both families.
    public static var daddr: Field<Address> { Field(.header(.ipDaddr)) }
}

/// The IPv6 header.
public enum ip6 {
    /// The version, 6: nft's `ip6 version`. 4 bits.
    public static var version: Field<Number> { Field(.header(.ip6Version)) }
    /// The differentiated services code point: nft's `ip6 dscp`. `ip6.dscp == .ef`
    public static var dscp: Field<DSCP> { Field(.header(.ip6Dscp)) }
    /// The bits of explicit congestion notification: nft's `ip6 ecn`.
    public static var ecn: Field<ECN> { Field(.header(.ip6Ecn)) }
    /// The flow label, 20 bits: nft's `ip6 flowlabel`.
    public static var flowlabel: Field<Number> { Field(.header(.ip6Flowlabel)) }
    /// The length of the payload with its extension headers, in bytes: nft's `ip6 length`.
    public static var length: Field<Number> { Field(.header(.ip6Length)) }
    /// The header that follows, which may be an extension header: nft's `ip6 nexthdr`. `meta.l4proto` finds the transport protocol behind
    /// them.
    public static var nexthdr: Field<InetProtocol> { Field(.header(.ip6Nexthdr)) }
    /// The hop limit: nft's `ip6 hoplimit`. `ip6.hoplimit == 255`
    public static var hoplimit: Field<Number> { Field(.header(.ip6Hoplimit)) }
    /// The source address: nft's `ip6 saddr`. `ip6.saddr == "fe80::/10"`. `source` is the same for both families.
    public static var saddr: Field<Address> { Field(.header(.ip6Saddr)) }
    /// The destination address: nft's `ip6 daddr`. `ip6.daddr == "2001:db8::/32"`. `destination` is the same for both families.
    public static var daddr: Field<Address> { Field(.header(.ip6Daddr)) }
}
