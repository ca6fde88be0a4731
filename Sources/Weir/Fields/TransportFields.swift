/// The TCP header.
public enum tcp {
    /// The source port: nft's `tcp sport`. `tcp.sport == 1024 ... 65535`
    public static var sport: Field<Port> { Field(.header(.tcpSport)) }
    /// The destination port: nft's `tcp dport`. `tcp.dport == 22`, `tcp.dport == [80, 443]`
    public static var dport: Field<Port> { Field(.header(.tcpDport)) }
    /// The sequence number: nft's `tcp sequence`.
    public static var sequence: Field<Number> { Field(.header(.tcpSequence)) }
    /// The acknowledged sequence number: nft's `tcp ackseq`.
    public static var ackseq: Field<Number> { Field(.header(.tcpAckseq)) }
    /// The length of the header with its options, in words of 4 bytes: nft's `tcp doff`.
    public static var doff: Field<Number> { Field(.header(.tcpDoff)) }
    /// The reserved bits: nft's `tcp reserved`. 4 bits.
    public static var reserved: Field<Number> { Field(.header(.tcpReserved)) }
    /// The flags: nft's `tcp flags`. `tcp.flags.hasAny(.fin, .rst)`, `tcp.flags & [.syn, .ack] == .syn`
    public static var flags: Field<TCPFlag> { Field(.header(.tcpFlags)) }
    /// The receive window, before scaling: nft's `tcp window`.
    public static var window: Field<Number> { Field(.header(.tcpWindow)) }
    /// The checksum: nft's `tcp checksum`.
    public static var checksum: Field<Number> { Field(.header(.tcpChecksum)) }
    /// The urgent pointer: nft's `tcp urgptr`.
    public static var urgptr: Field<Number> { Field(.header(.tcpUrgptr)) }
}

/// The UDP header.
public enum udp {
    /// The source port: nft's `udp sport`.
    public static var sport: Field<Port> { Field(.header(.udpSport)) }
    /// The destination port: nft's `udp dport`. `udp.dport == 53`
    public static var dport: Field<Port> { Field(.header(.udpDport)) }
    /// The length of the datagram with its header, in bytes: nft's `udp length`.
    public static var length: Field<Number> { Field(.header(.udpLength)) }
    /// The checksum, 0 for none over IPv4: nft's `udp checksum`.
    public static var checksum: Field<Number> { Field(.header(.udpChecksum)) }
}

/// The UDP-Lite header.
public enum udplite {
    /// The source port: nft's `udplite sport`.
    public static var sport: Field<Port> { Field(.header(.udpliteSport)) }
    /// The destination port: nft's `udplite dport`.
    public static var dport: Field<Port> { Field(.header(.udpliteDport)) }
    /// The number of bytes that the checksum covers, 0 for all: nft's `udplite csumcov`.
    public static var csumcov: Field<Number> { Field(.header(.udpliteCsumcov)) }
    /// The checksum: nft's `udplite checksum`.
    public static var checksum: Field<Number> { Field(.header(.udpliteChecksum)) }
}

/// The SCTP header.
public enum sctp {
    /// The source port: nft's `sctp sport`.
    public static var sport: Field<Port> { Field(.header(.sctpSport)) }
    /// The destination port: nft's `sctp dport`.
    public static var dport: Field<Port> { Field(.header(.sctpDport)) }
    /// The verification tag: nft's `sctp vtag`.
    public static var vtag: Field<Number> { Field(.header(.sctpVtag)) }
    /// The checksum, a CRC32c: nft's `sctp checksum`.
    public static var checksum: Field<Number> { Field(.header(.sctpChecksum)) }
}

/// The DCCP header.
public enum dccp {
    /// The source port: nft's `dccp sport`.
    public static var sport: Field<Port> { Field(.header(.dccpSport)) }
    /// The destination port: nft's `dccp dport`.
    public static var dport: Field<Port> { Field(.header(.dccpDport)) }
    /// The packet's type: nft's `dccp type`. `dccp.type == [.request, .response]`
    public static var type: Field<DCCPType> { Field(.header(.dccpType)) }
}

/// Any transport header: where tcp, udp, sctp and dccp agree.
public enum th {
    /// The source port: nft's `th sport`. The rule has to select protocols with ports itself: `meta.l4proto == [.tcp, .udp]`.
    public static var sport: Field<Port> { Field(.header(.thSport)) }
    /// The destination port: nft's `th dport`. `Rule(meta.l4proto == [.tcp, .udp], th.dport == 53, .accept)`
    public static var dport: Field<Port> { Field(.header(.thDport)) }
}
