/// The TCP header.
public enum tcp {
    public static var sport: Field<Port> { Field(.header(.tcpSport)) }
    public static var dport: Field<Port> { Field(.header(.tcpDport)) }
    public static var sequence: Field<Number> { Field(.header(.tcpSequence)) }
    public static var ackseq: Field<Number> { Field(.header(.tcpAckseq)) }
    public static var doff: Field<Number> { Field(.header(.tcpDoff)) }
    public static var reserved: Field<Number> { Field(.header(.tcpReserved)) }
    public static var flags: Field<TCPFlag> { Field(.header(.tcpFlags)) }
    public static var window: Field<Number> { Field(.header(.tcpWindow)) }
    public static var checksum: Field<Number> { Field(.header(.tcpChecksum)) }
    public static var urgptr: Field<Number> { Field(.header(.tcpUrgptr)) }
}

/// The UDP header.
public enum udp {
    public static var sport: Field<Port> { Field(.header(.udpSport)) }
    public static var dport: Field<Port> { Field(.header(.udpDport)) }
    public static var length: Field<Number> { Field(.header(.udpLength)) }
    public static var checksum: Field<Number> { Field(.header(.udpChecksum)) }
}

/// The UDP-Lite header.
public enum udplite {
    public static var sport: Field<Port> { Field(.header(.udpliteSport)) }
    public static var dport: Field<Port> { Field(.header(.udpliteDport)) }
    public static var csumcov: Field<Number> { Field(.header(.udpliteCsumcov)) }
    public static var checksum: Field<Number> { Field(.header(.udpliteChecksum)) }
}

/// The SCTP header.
public enum sctp {
    public static var sport: Field<Port> { Field(.header(.sctpSport)) }
    public static var dport: Field<Port> { Field(.header(.sctpDport)) }
    public static var vtag: Field<Number> { Field(.header(.sctpVtag)) }
    public static var checksum: Field<Number> { Field(.header(.sctpChecksum)) }
}

/// The DCCP header.
public enum dccp {
    public static var sport: Field<Port> { Field(.header(.dccpSport)) }
    public static var dport: Field<Port> { Field(.header(.dccpDport)) }
    public static var type: Field<DCCPType> { Field(.header(.dccpType)) }
}

/// Any transport header: where tcp, udp, sctp and dccp agree.
public enum th {
    public static var sport: Field<Port> { Field(.header(.thSport)) }
    public static var dport: Field<Port> { Field(.header(.thDport)) }
}
