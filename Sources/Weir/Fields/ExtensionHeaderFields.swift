/// The hop-by-hop options header of IPv6.
public enum hbh {
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.hbhNexthdr)) }
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.hbhHdrlength)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.hbh), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.hbh), false) }
}

/// The routing header of IPv6, and facts of the packet's route.
public enum rt {
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.rtNexthdr)) }
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.rtHdrlength)) }
    public static var type: Field<Number> { Field(.extensionHeader(.rtType)) }
    public static var segLeft: Field<Number> { Field(.extensionHeader(.rtSegLeft)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt), false) }
}

/// The routing header of type 0.
public enum rt0 {
    public static var addr1: Field<Address> { Field(.extensionHeader(.rt0Addr1)) }
    public static var addr2: Field<Address> { Field(.extensionHeader(.rt0Addr2)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt0), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt0), false) }
}

/// The routing header of type 2.
public enum rt2 {
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt2), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt2), false) }
}

/// The segment routing header.
public enum srh {
    public static var lastEntry: Field<Number> { Field(.extensionHeader(.srhLastEntry)) }
    public static var flags: Field<Number> { Field(.extensionHeader(.srhFlags)) }
    public static var tag: Field<Number> { Field(.extensionHeader(.srhTag)) }
    public static var sid1: Field<Address> { Field(.extensionHeader(.srhSid1)) }
    public static var sid2: Field<Address> { Field(.extensionHeader(.srhSid2)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.srh), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.srh), false) }
}

/// The fragment header of IPv6.
public enum frag {
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.fragNexthdr)) }
    public static var reserved: Field<Number> { Field(.extensionHeader(.fragReserved)) }
    public static var fragOff: Field<Number> { Field(.extensionHeader(.fragFragOff)) }
    public static var reserved2: Field<Number> { Field(.extensionHeader(.fragReserved2)) }
    public static var moreFragments: Field<Number> { Field(.extensionHeader(.fragMoreFragments)) }
    public static var id: Field<Number> { Field(.extensionHeader(.fragId)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.frag), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.frag), false) }
}

/// The destination options header of IPv6.
public enum dst {
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.dstNexthdr)) }
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.dstHdrlength)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.dst), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.dst), false) }
}

/// The mobility header of IPv6.
public enum mh {
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.mhNexthdr)) }
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.mhHdrlength)) }
    public static var type: Field<MHType> { Field(.extensionHeader(.mhType)) }
    public static var reserved: Field<Number> { Field(.extensionHeader(.mhReserved)) }
    public static var checksum: Field<Number> { Field(.extensionHeader(.mhChecksum)) }
    /// The header is there.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.mh), true) }
    public static var missing: Statement { .presence(.extensionHeaderPresence(.mh), false) }
}
