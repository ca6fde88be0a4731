/// The layouts of the fields that are not headers, options or keys of meta and ct.
extension Field {
    /// The field's place and type in nft.
    public var layout: FieldLayout {
        switch self {
        case .header(let field): field.layout
        case .payload(_, let offset, let length): .bits(offset, length)
        case .meta(let key): key.layout
        case .ct(let key, _): key.layout
        case .rt(let key): key.layout
        case .extensionHeader(let field): field.layout
        case .tcpOption(let field): field.layout
        case .rawTCPOption(_, let offset, let length): .bits(offset, length)
        case .ipOption(let field): field.layout
        case .sctpChunk(let field): field.layout
        case .extensionHeaderPresence, .tcpOptionPresence, .ipOptionPresence, .sctpChunkPresence: .bits(0, 8, .boolean)
        case .fib(.oif, let flags) where flags.contains(.present): .register(8, .boolean)
        case .fib(let result, let flags) where flags.contains(.present): .register(result.layout.bitLength, .boolean)
        case .fib(let result, _): result.layout
        case .socket(let key, _): key.layout
        case .osf: .register(128, .string)
        case .tunnel(let key): key.layout
        case .ipsec(let key, _, _): key.layout
        case .numgen, .symhash: .register(32, .integer)
        case .inner(_, let field): field.layout
        }
    }

    /// As `layout`, with the type that depends on the table's family.
    public func layout(in family: Family) -> FieldLayout {
        switch (self, family) {
        case (.ct(.saddr, _), .ip6), (.ct(.daddr, _), .ip6): .register(128, .ipv6Address, .big)
        case (.ct(.saddr, _), .ip), (.ct(.daddr, _), .ip): .register(32, .ipv4Address, .big)
        default: layout
        }
    }
}

extension RtKey {
    /// `enum nft_rt_keys`.
    public var kernelNumber: UInt32 {
        switch self {
        case .classid: 0
        case .nexthop4: 1
        case .nexthop6: 2
        case .tcpmss: 3
        case .ipsec: 4
        }
    }

    public var layout: FieldLayout {
        switch self {
        case .classid: .register(32, .realm)
        case .nexthop4: .register(32, .ipv4Address, .big)
        case .nexthop6: .register(128, .ipv6Address, .big)
        case .tcpmss: .register(16, .integer)
        case .ipsec: .register(8, .boolean)
        }
    }
}

extension FibResult {
    /// `enum nft_fib_result`.
    public var kernelNumber: UInt32 {
        switch self {
        case .oif: 1
        case .oifname: 2
        case .type: 3
        }
    }

    public var layout: FieldLayout {
        switch self {
        case .oif: .register(32, .ifindex)
        case .oifname: .register(128, .string)
        case .type: .register(32, .fibAddressType)
        }
    }
}

extension SocketKey {
    /// `enum nft_socket_keys`.
    public var kernelNumber: UInt32 {
        switch self {
        case .transparent: 0
        case .mark: 1
        case .wildcard: 2
        case .cgroupv2: 3
        }
    }

    public var layout: FieldLayout {
        switch self {
        case .transparent, .wildcard: .register(8, .integer)
        case .mark: .register(32, .mark)
        case .cgroupv2: .register(64, .cgroupv2)
        }
    }
}

extension TunnelKey {
    /// `enum nft_tunnel_keys`.
    public var kernelNumber: UInt32 { self == .path ? 0 : 1 }

    public var layout: FieldLayout {
        switch self {
        case .path: .register(8, .boolean)
        case .id: .register(32, .integer)
        }
    }
}

extension IpsecKey {
    /// `enum nft_xfrm_keys`.
    public var kernelNumber: UInt32 {
        switch self {
        case .ipDaddr: 1
        case .ip6Daddr: 2
        case .ipSaddr: 3
        case .ip6Saddr: 4
        case .reqid: 5
        case .spi: 6
        }
    }

    public var layout: FieldLayout {
        switch self {
        case .ipSaddr, .ipDaddr: .register(32, .ipv4Address, .big)
        case .ip6Saddr, .ip6Daddr: .register(128, .ipv6Address, .big)
        case .reqid: .register(32, .integer)
        case .spi: .register(32, .integer, .big)
        }
    }
}

extension OsfTTL {
    /// `NFT_OSF_TTL_TRUE` and its like of `NFTA_OSF_TTL`.
    public var kernelNumber: UInt8 {
        switch self {
        case .strict: 0
        case .loose: 1
        case .skip: 2
        }
    }
}

extension IpsecDirection {
    /// `XFRM_POLICY_IN`, `XFRM_POLICY_OUT`.
    public var kernelNumber: UInt8 { self == .in ? 0 : 1 }
}

extension CtDirection {
    /// `enum ip_conntrack_dir`.
    public var kernelNumber: UInt8 { self == .original ? 0 : 1 }
}
