/// The hop-by-hop options header of IPv6.
public enum hbh {
    /// The header that follows: nft's `hbh nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.hbhNexthdr)) }
    /// The length of the header in units of 8 bytes, without the first 8: nft's `hbh hdrlength`.
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.hbhHdrlength)) }
    /// The header exists: nft's `exthdr hbh exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.hbh), true) }
    /// The header is missing: nft's `exthdr hbh missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.hbh), false) }
}

/// The routing header of IPv6, and facts of the packet's route.
public enum rt {
    /// The header that follows: nft's `rt nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.rtNexthdr)) }
    /// The length of the header in units of 8 bytes, without the first 8: nft's `rt hdrlength`.
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.rtHdrlength)) }
    /// The type of routing: nft's `rt type`. 0 (deprecated), 2 for Mobile IPv6, 4 for segment routing.
    public static var type: Field<Number> { Field(.extensionHeader(.rtType)) }
    /// The number of hops that are still to be visited: nft's `rt seg-left`.
    public static var segLeft: Field<Number> { Field(.extensionHeader(.rtSegLeft)) }
    /// The header exists: nft's `exthdr rt exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt), true) }
    /// The header is missing: nft's `exthdr rt missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt), false) }
}

/// The routing header of type 0.
public enum rt0 {
    /// The first address: nft's `rt0 addr[1]`.
    public static var addr1: Field<Address> { Field(.extensionHeader(.rt0Addr1)) }
    /// The second address: nft's `rt0 addr[2]`.
    public static var addr2: Field<Address> { Field(.extensionHeader(.rt0Addr2)) }
    /// The header exists: nft's `exthdr rt0 exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt0), true) }
    /// The header is missing: nft's `exthdr rt0 missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt0), false) }
}

/// The routing header of type 2.
public enum rt2 {
    /// The header exists: nft's `exthdr rt2 exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.rt2), true) }
    /// The header is missing: nft's `exthdr rt2 missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.rt2), false) }
}

/// The segment routing header.
public enum srh {
    /// The index of the last entry of the segment list: nft's `srh last-entry`.
    public static var lastEntry: Field<Number> { Field(.extensionHeader(.srhLastEntry)) }
    /// The flags: nft's `srh flags`. 8 bits.
    public static var flags: Field<Number> { Field(.extensionHeader(.srhFlags)) }
    /// The tag that packets of one group share: nft's `srh tag`.
    public static var tag: Field<Number> { Field(.extensionHeader(.srhTag)) }
    /// The first segment of the list: nft's `srh sid[1]`.
    public static var sid1: Field<Address> { Field(.extensionHeader(.srhSid1)) }
    /// The second segment of the list: nft's `srh sid[2]`.
    public static var sid2: Field<Address> { Field(.extensionHeader(.srhSid2)) }
    /// The header exists: nft's `exthdr srh exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.srh), true) }
    /// The header is missing: nft's `exthdr srh missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.srh), false) }
}

/// The fragment header of IPv6.
public enum frag {
    /// The header that follows: nft's `frag nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.fragNexthdr)) }
    /// The reserved byte: nft's `frag reserved`.
    public static var reserved: Field<Number> { Field(.extensionHeader(.fragReserved)) }
    /// The fragment's offset in units of 8 bytes: nft's `frag frag-off`. 13 bits.
    public static var fragOff: Field<Number> { Field(.extensionHeader(.fragFragOff)) }
    /// The two reserved bits: nft's `frag reserved2`.
    public static var reserved2: Field<Number> { Field(.extensionHeader(.fragReserved2)) }
    /// Whether more fragments follow, 0 or 1: nft's `frag more-fragments`.
    public static var moreFragments: Field<Number> { Field(.extensionHeader(.fragMoreFragments)) }
    /// The identification that a packet's fragments share: nft's `frag id`.
    public static var id: Field<Number> { Field(.extensionHeader(.fragId)) }
    /// The header exists: nft's `exthdr frag exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.frag), true) }
    /// The header is missing: nft's `exthdr frag missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.frag), false) }
}

/// The destination options header of IPv6.
public enum dst {
    /// The header that follows: nft's `dst nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.dstNexthdr)) }
    /// The length of the header in units of 8 bytes, without the first 8: nft's `dst hdrlength`.
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.dstHdrlength)) }
    /// The header exists: nft's `exthdr dst exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.dst), true) }
    /// The header is missing: nft's `exthdr dst missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.dst), false) }
}

/// The mobility header of IPv6.
public enum mh {
    /// The header that follows: nft's `mh nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.extensionHeader(.mhNexthdr)) }
    /// The length of the header in units of 8 bytes, without the first 8: nft's `mh hdrlength`.
    public static var hdrlength: Field<Number> { Field(.extensionHeader(.mhHdrlength)) }
    /// The type of the message: nft's `mh type`. `mh.type == .bindingUpdate`
    public static var type: Field<MHType> { Field(.extensionHeader(.mhType)) }
    /// The reserved byte: nft's `mh reserved`.
    public static var reserved: Field<Number> { Field(.extensionHeader(.mhReserved)) }
    /// The checksum: nft's `mh checksum`.
    public static var checksum: Field<Number> { Field(.extensionHeader(.mhChecksum)) }
    /// The header exists: nft's `exthdr mh exists`.
    public static var exists: Statement { .presence(.extensionHeaderPresence(.mh), true) }
    /// The header is missing: nft's `exthdr mh missing`.
    public static var missing: Statement { .presence(.extensionHeaderPresence(.mh), false) }
}
