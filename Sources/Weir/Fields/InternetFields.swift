/// The IPv4 header.
public enum ip {
    public static var version: Field<Number> { Field(.header(.ipVersion)) }
    public static var hdrlength: Field<Number> { Field(.header(.ipHdrlength)) }
    public static var dscp: Field<DSCP> { Field(.header(.ipDscp)) }
    public static var ecn: Field<ECN> { Field(.header(.ipEcn)) }
    public static var length: Field<Number> { Field(.header(.ipLength)) }
    public static var id: Field<Number> { Field(.header(.ipId)) }
    public static var fragOff: Field<Number> { Field(.header(.ipFragOff)) }
    public static var ttl: Field<Number> { Field(.header(.ipTtl)) }
    public static var `protocol`: Field<InetProtocol> { Field(.header(.ipProtocol)) }
    public static var checksum: Field<Number> { Field(.header(.ipChecksum)) }
    public static var saddr: Field<Address> { Field(.header(.ipSaddr)) }
    public static var daddr: Field<Address> { Field(.header(.ipDaddr)) }
}

/// The IPv6 header.
public enum ip6 {
    public static var version: Field<Number> { Field(.header(.ip6Version)) }
    public static var dscp: Field<DSCP> { Field(.header(.ip6Dscp)) }
    public static var ecn: Field<ECN> { Field(.header(.ip6Ecn)) }
    public static var flowlabel: Field<Number> { Field(.header(.ip6Flowlabel)) }
    public static var length: Field<Number> { Field(.header(.ip6Length)) }
    public static var nexthdr: Field<InetProtocol> { Field(.header(.ip6Nexthdr)) }
    public static var hoplimit: Field<Number> { Field(.header(.ip6Hoplimit)) }
    public static var saddr: Field<Address> { Field(.header(.ip6Saddr)) }
    public static var daddr: Field<Address> { Field(.header(.ip6Daddr)) }
}
