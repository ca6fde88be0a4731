/// A selector of packet, connection or host data: the left side of a match.
public indirect enum Field: Sendable, Hashable, Codable {
    /// A named header field: `tcp dport`.
    case header(HeaderField)
    /// `@nh,96,32`: bits of a header by position.
    case payload(base: PayloadBase, bitOffset: UInt32, bitLength: UInt32)
    case meta(MetaKey)
    case ct(CtKey, direction: CtDirection?)
    case rt(RtKey)
    /// A field of an IPv6 extension header: `frag id`.
    case extensionHeader(ExtensionHeaderField)
    /// `exthdr frag`: 1 where the header exists.
    case extensionHeaderPresence(ExtensionHeader)
    /// `tcp option maxseg size`.
    case tcpOption(TCPOptionField)
    /// `tcp option sack-perm exists`, by option kind.
    case tcpOptionPresence(kind: UInt8)
    /// `tcp option @42,16,4`.
    case rawTCPOption(kind: UInt8, bitOffset: UInt32, bitLength: UInt32)
    /// `ip option lsrr ptr`.
    case ipOption(IPOptionField)
    case ipOptionPresence(IPOption)
    /// `sctp chunk data tsn`.
    case sctpChunk(SCTPChunkField)
    case sctpChunkPresence(SCTPChunk)
    case fib(FibResult, flags: FibFlags)
    case socket(SocketKey, level: UInt32)
    case osf(OsfKey, ttl: OsfTTL)
    /// `tunnel id`: what a tunnel device noted about the packet.
    case tunnel(TunnelKey)
    /// `ipsec in spnum 0 ip saddr`.
    case ipsec(IpsecKey, direction: IpsecDirection, spnum: UInt32)
    case numgen(NumgenMode, modulus: UInt32, offset: UInt32)
    case symhash(modulus: UInt32, offset: UInt32)
    /// `vxlan ip saddr`: a field of the packet that a tunnel's packet carries.
    case inner(Tunnel, Field)
}

/// A protocol whose packets carry packets that nft matches. Raw values are nft's words.
public enum Tunnel: String, Sendable, Codable, Hashable, CaseIterable {
    case vxlan, geneve, gre, gretap
}

/// `enum nft_payload_bases`. Raw values are nft's spellings.
public enum PayloadBase: String, Sendable, Codable, Hashable, CaseIterable {
    case link = "ll"
    case network = "nh"
    case transport = "th"
    case inner = "ih"
}

public enum CtDirection: String, Sendable, Codable, Hashable { case original, reply }
public enum FibResult: String, Sendable, Codable, Hashable { case oif, oifname, type }
public struct FibFlags: OptionSet, Sendable, Codable, Hashable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let saddr = FibFlags(rawValue: 1)
    public static let daddr = FibFlags(rawValue: 2)
    public static let mark = FibFlags(rawValue: 4)
    public static let iif = FibFlags(rawValue: 8)
    public static let oif = FibFlags(rawValue: 16)
    /// The result is a boolean: `fib daddr oif exists`. `NFTA_FIB_F_PRESENT`.
    public static let present = FibFlags(rawValue: 32)
}
public enum SocketKey: String, Sendable, Codable, Hashable { case transparent, mark, wildcard, cgroupv2 }
public enum TunnelKey: String, Sendable, Codable, Hashable, CaseIterable { case path, id }
public enum OsfKey: String, Sendable, Codable, Hashable { case name, version }
public enum OsfTTL: String, Sendable, Codable, Hashable { case strict, loose, skip }
public enum IpsecDirection: String, Sendable, Codable, Hashable { case `in`, out }
public enum IpsecKey: String, Sendable, Codable, Hashable, CaseIterable {
    case reqid, spi
    case ipSaddr = "ip saddr"
    case ipDaddr = "ip daddr"
    case ip6Saddr = "ip6 saddr"
    case ip6Daddr = "ip6 daddr"
}
public enum NumgenMode: String, Sendable, Codable, Hashable {
    case inc
    case random
}
public enum RtKey: String, Sendable, Codable, Hashable, CaseIterable {
    case classid
    case nexthop4 = "ip nexthop"
    case nexthop6 = "ip6 nexthop"
    case tcpmss = "mtu"
    case ipsec
}
