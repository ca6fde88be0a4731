import WeirModel

/// The kind of a TCP option, by name or number.
public struct TCPOptionKind: Sendable, ExpressibleByIntegerLiteral {
    let number: UInt8
    public init(integerLiteral value: UInt8) { number = value }
    init(_ option: WeirModel.TCPOption) { number = option.kind }

    public static let eol = TCPOptionKind(.eol)
    public static let nop = TCPOptionKind(.nop)
    public static let maxseg = TCPOptionKind(.maxseg)
    public static let window = TCPOptionKind(.window)
    public static let sackPerm = TCPOptionKind(.sackPerm)
    public static let sack = TCPOptionKind(.sack)
    public static let timestamp = TCPOptionKind(.timestamp)
    public static let md5sig = TCPOptionKind(.md5sig)
    public static let mptcp = TCPOptionKind(.mptcp)
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
