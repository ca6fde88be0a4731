/// The authentication header of IPsec.
public enum ah {
    public static var nexthdr: Field<InetProtocol> { Field(.header(.ahNexthdr)) }
    public static var hdrlength: Field<Number> { Field(.header(.ahHdrlength)) }
    public static var reserved: Field<Number> { Field(.header(.ahReserved)) }
    public static var spi: Field<Number> { Field(.header(.ahSpi)) }
    public static var sequence: Field<Number> { Field(.header(.ahSequence)) }
}

/// The encapsulating security payload of IPsec.
public enum esp {
    public static var spi: Field<Number> { Field(.header(.espSpi)) }
    public static var sequence: Field<Number> { Field(.header(.espSequence)) }
}

/// The IP compression header.
public enum comp {
    public static var nexthdr: Field<InetProtocol> { Field(.header(.compNexthdr)) }
    public static var flags: Field<Number> { Field(.header(.compFlags)) }
    public static var cpi: Field<Number> { Field(.header(.compCpi)) }
}
