import WeirModel

/// The kind of a TCP option, by name or number.
public struct TCPOptionKind: Sendable, ExpressibleByIntegerLiteral {
    let number: UInt8
    public init(integerLiteral value: UInt8) { number = value }
    init(_ option: WeirModel.TCPOption) { number = option.kind }

    /// End of the list of options: nft's `tcp option eol`, kind 0.
    public static let eol = TCPOptionKind(.eol)
    /// Padding of one byte: nft's `tcp option nop`, kind 1.
    public static let nop = TCPOptionKind(.nop)
    /// Maximum segment size: nft's `tcp option maxseg`, kind 2.
    public static let maxseg = TCPOptionKind(.maxseg)
    /// Window scaling: nft's `tcp option window`, kind 3.
    public static let window = TCPOptionKind(.window)
    /// Selective acknowledgement permitted: nft's `tcp option sack-perm`, kind 4.
    public static let sackPerm = TCPOptionKind(.sackPerm)
    /// Selective acknowledgement: nft's `tcp option sack`, kind 5.
    public static let sack = TCPOptionKind(.sack)
    /// Timestamps: nft's `tcp option timestamp`, kind 8.
    public static let timestamp = TCPOptionKind(.timestamp)
    /// MD5 signature of BGP sessions (RFC 2385): nft's `tcp option md5sig`, kind 19.
    public static let md5sig = TCPOptionKind(.md5sig)
    /// Multipath TCP: nft's `tcp option mptcp`, kind 30.
    public static let mptcp = TCPOptionKind(.mptcp)
    /// TCP Fast Open: nft's `tcp option fastopen`, kind 34.
    public static let fastopen = TCPOptionKind(.fastopen)
}

extension tcp.option {
    /// nft's `tcp option @42,16,4`: bits of an option by kind and position.
    public static func raw(_ kind: TCPOptionKind, offset: UInt32, length: UInt32) -> Field<Number> {
        Field(.rawTCPOption(kind: kind.number, bitOffset: offset, bitLength: length))
    }

    /// nft's `tcp option 42 exists`.
    public static func exists(_ kind: TCPOptionKind) -> Statement { .presence(.tcpOptionPresence(kind: kind.number), true) }
    /// nft's `tcp option 42 missing`.
    public static func missing(_ kind: TCPOptionKind) -> Statement { .presence(.tcpOptionPresence(kind: kind.number), false) }
}
