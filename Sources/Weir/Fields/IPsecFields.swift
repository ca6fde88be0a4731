/// The authentication header of IPsec.
public enum ah {
    /// The header that follows: nft's `ah nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.header(.ahNexthdr)) }
    /// The length of the header in words of 4 bytes, less 2: nft's `ah hdrlength`.
    public static var hdrlength: Field<Number> { Field(.header(.ahHdrlength)) }
    /// The reserved bits: nft's `ah reserved`. 16 bits.
    public static var reserved: Field<Number> { Field(.header(.ahReserved)) }
    /// The security parameter index: nft's `ah spi`.
    public static var spi: Field<Number> { Field(.header(.ahSpi)) }
    /// The sequence number: nft's `ah sequence`.
    public static var sequence: Field<Number> { Field(.header(.ahSequence)) }
}

/// The encapsulating security payload of IPsec.
public enum esp {
    /// The security parameter index: nft's `esp spi`. `esp.spi == 0x100`
    public static var spi: Field<Number> { Field(.header(.espSpi)) }
    /// The sequence number: nft's `esp sequence`.
    public static var sequence: Field<Number> { Field(.header(.espSequence)) }
}

/// The IP compression header.
public enum comp {
    /// The header that follows: nft's `comp nexthdr`.
    public static var nexthdr: Field<InetProtocol> { Field(.header(.compNexthdr)) }
    /// The flags, all reserved: nft's `comp flags`. 8 bits.
    public static var flags: Field<Number> { Field(.header(.compFlags)) }
    /// The compression parameter index: nft's `comp cpi`.
    public static var cpi: Field<Number> { Field(.header(.compCpi)) }
}
