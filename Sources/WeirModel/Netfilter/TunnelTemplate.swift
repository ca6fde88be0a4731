/// The outer headers that packets get when a tunnel device sends them: nft's `tunnel NAME { … }`.
public struct TunnelTemplate: Sendable, Codable, Hashable {
    /// The tunnel's number, such as a VNI: nft's `id`.
    public var keyID: UInt32 = 0
    /// The outer IPv4 source: nft's `ip saddr`.
    public var sourceIPv4: IPv4Address?
    /// The outer IPv4 destination: nft's `ip daddr`.
    public var destinationIPv4: IPv4Address?
    /// The outer IPv6 source: nft's `ip6 saddr`.
    public var sourceIPv6: IPv6Address?
    /// The outer IPv6 destination: nft's `ip6 daddr`.
    public var destinationIPv6: IPv6Address?
    /// The outer UDP source port: nft's `sport`.
    public var sourcePort: UInt16?
    /// The outer UDP destination port: nft's `dport`.
    public var destinationPort: UInt16?
    /// The outer DS field: nft's `tos`; 0 by default.
    public var tos: UInt8?
    /// The outer time to live: nft's `ttl`; 255 by default.
    public var ttl: UInt8?
    /// Options of the tunnel's header: nft's `vxlan`, `erspan` and `geneve`.
    public var options: [Filter.TunnelOption]?
    private enum CodingKeys: String, CodingKey {
        case keyID, sourceIPv4, destinationIPv4, sourceIPv6, destinationIPv6, sourcePort, destinationPort, tos, ttl, options
    }
    public init() {}

    /// The template without values that the kernel takes by default.
    package var canonical: Self {
        var copy = self
        if sourceIPv4?.number == 0 { copy.sourceIPv4 = nil }
        if sourceIPv6?.number == 0 { copy.sourceIPv6 = nil }
        if sourcePort == 0 { copy.sourcePort = nil }
        if destinationPort == 0 { copy.destinationPort = nil }
        if tos == 0 { copy.tos = nil }
        if ttl == 255 { copy.ttl = nil }
        if options?.isEmpty == true { copy.options = nil }
        return copy
    }
}
