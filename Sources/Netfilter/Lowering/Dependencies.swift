import WeirModel

extension RuleLowering {
    /// Adds the matches that ensure that a header field exists, and returns the bits of link-layer headers before its own.
    mutating func addDependency(of field: HeaderField) throws -> UInt32 {
        let header = field.header
        // `th` is nft's word for "any transport header", and depends on nothing.
        if header == .th { return 0 }
        if let tunnel = field.tunnel {
            try addTunnelDependency(tunnel)
            return 0
        }
        let base = header.base

        if context[base] == nil {
            if base == .link {
                try addLinkDependency(for: header)
            } else if base == .network {
                try addNetworkDependency(header)
            } else {
                try addTransportDependency(header)
            }
            if context[base] == .header(header) {
                try addICMPDependency(of: field)
                return base == .link ? context.stackedBits : 0
            }
        }
        if base == .transport, context.isAmbiguousTransport { throw conflict(base, with: header) }
        if context[base] == .header(header) {
            try addICMPDependency(of: field)
            return base == .link ? context.stackedBits : 0
        }
        if base == .link { return try resolveLinkConflict(header) }
        throw conflict(base, with: header)
    }

    private func conflict(_ base: PayloadBase, with header: Header) -> LoweringError {
        let present: String =
            switch context[base] {
            case .header(let header)?: header.rawValue
            case .inet?: "inet"
            case .netdev?: "netdev"
            case .unknown?: "another protocol"
            case nil: "no protocol"
            }
        return LoweringError(
            "conflicting protocols: `\(header.rawValue)` is matched where \(present) is known",
            help: "a packet can't be both; split the rule, or drop one of the matches")
    }

    // MARK: tunnels

    /// Carries out what is about the packet within a tunnel's packet.
    mutating func within<T>(_ tunnel: Tunnel, _ body: (inout Self) throws -> T) throws -> T {
        guard self.tunnel == nil else { throw LoweringError("a tunnel within a tunnel can't be matched") }
        try addTunnelDependency(tunnel)
        swap(&context, &inner)
        self.tunnel = tunnel
        defer {
            swap(&context, &inner)
            self.tunnel = nil
        }
        return try body(&self)
    }

    /// A GRE packet is known by its protocol; UDP has no port that tells VXLAN and Geneve, so the rule has to name theirs.
    private mutating func addTunnelDependency(_ tunnel: Tunnel) throws {
        switch tunnel {
        case .vxlan, .geneve:
            guard context.transport == .header(.udp) else {
                throw LoweringError(
                    "`\(tunnel.rawValue)` needs a UDP packet",
                    help: "match its port before it: `udp dport \(tunnel == .vxlan ? 4789 : 6081)`")
            }
        case .gre, .gretap:
            if context.transport == nil { try addTransportDependency(.gre) }
            guard context.transport == .header(.gre) else { throw conflict(.transport, with: .gre) }
        }
    }

    // MARK: link layer

    /// In families that begin at the network layer, a link-layer field needs a device of its kind.
    private mutating func addLinkDependency(for header: Header) throws {
        guard header == .ether || header == .vlan else {
            throw LoweringError("`\(header.rawValue)` can't be matched in \(context.family.rawValue) tables")
        }
        try lowerMatch(.field(.meta(.iiftype)), .equal, .value(.number(1, .arphrd)))
        context.link = .header(.ether)
        if header == .vlan { _ = try resolveLinkConflict(.vlan) }
    }

    /// A link-layer header other than the one in force: a phony one gives way, an outer one is found in the stack, and VLAN is asked for
    /// by ethertype.
    private mutating func resolveLinkConflict(_ header: Header) throws -> UInt32 {
        if context.link == .inet || context.link == .netdev {
            try lowerMatch(.field(.meta(.iiftype)), .equal, .value(.number(1, .arphrd)))
            context.link = .header(.ether)
            if header == .ether { return 0 }
        } else if let below = context.stacked.firstIndex(of: header) {
            return context.stacked[..<below].reduce(0) { $0 + $1.linkBits }
        }
        guard context.network == nil, header == .vlan, case .header(let present)? = context.link else {
            throw conflict(.link, with: header)
        }
        let key: HeaderField = present == .vlan ? .vlanType : .etherType
        try lowerMatch(.field(.header(key)), .equal, .value(.number(0x8100, .etherType)))
        return context.stackedBits
    }

    // MARK: network layer

    /// Adds the match for IPv4, IPv6 or ARP: `meta nfproto` in inet, `meta protocol` in netdev and bridge tables.
    ///
    /// - Parameter isForICMP: nft asks a frame's own header for the protocol beneath ICMP.
    mutating func addNetworkDependency(_ header: Header, isForICMP: Bool = false) throws {
        if context.network == .header(header) { return }
        guard context.network == nil else { throw conflict(.network, with: header) }
        switch context.link {
        case .inet?, nil:
            let number: UInt128
            switch header {
            case .ip: number = 2
            case .ip6: number = 10
            default: throw LoweringError("`\(header.rawValue)` can't be matched in \(context.family.rawValue) tables")
            }
            try lowerMatch(.field(.meta(.nfproto)), .equal, .value(.number(number, .nfproto)))
        case .header(.vlan)?:
            try addEthertype(header, key: .header(.vlanType))
        case .header(.ether)?:
            // Bridge tables use the packet's protocol, which also covers the payload of a VLAN tag.
            let usesMeta =
                context.family == .bridge && (header == .ip || header == .ip6) && (!isForICMP || tunnel?.carriesFrames == false)
            try addEthertype(header, key: usesMeta ? .meta(.protocol) : .header(.etherType))
        case .netdev?:
            try addEthertype(header, key: .meta(.protocol))
        default:
            throw conflict(.network, with: header)
        }
    }

    private mutating func addEthertype(_ header: Header, key: Field) throws {
        guard let number = ProtocolContext.ethertype(of: header) else { throw conflict(.network, with: header) }
        try lowerMatch(.field(key), .equal, .value(.number(number, .etherType)))
    }

    // MARK: transport layer

    private mutating func addTransportDependency(_ header: Header) throws {
        guard let number = ProtocolContext.number(ofTransport: header) else { throw conflict(.transport, with: header) }
        if header == .icmp || header == .icmpv6 || header == .igmp, context.network == nil {
            try addNetworkDependency(header == .icmpv6 ? .ip6 : .ip, isForICMP: true)
        }
        try lowerMatch(.field(.meta(.l4proto)), .equal, .value(.number(number, .inetProtocol)))
    }

    /// Fields that only some ICMP messages have need their type matched.
    private mutating func addICMPDependency(of field: HeaderField) throws {
        guard let types = field.icmpTypes else { return }
        if context.icmpType != 0, types.contains(context.icmpType) { return }
        guard context.icmpType == 0 else {
            throw LoweringError(
                "`\(field.rawValue)` is not a field of ICMP type \(context.icmpType), which the rule matches before",
                help: "match a type that has this field")
        }
        let key: HeaderField = field.header == .icmp ? .icmpType : .icmpv6Type
        let values = types.map { Value.number(UInt128($0), key.layout.type) }
        let right: Term = values.count == 1 ? .value(values[0]) : .set(ElementList(values.map { Element(.values([$0])) }))
        try lowerMatch(.field(.header(key)), .equal, right)
        context.icmpType = types[0]
    }

    // MARK: connection tracking

    /// `ct original saddr` without a family needs one.
    mutating func addConnectionDependency(_ key: CtKey, direction: CtDirection?) throws {
        switch key {
        case .saddr, .daddr:
            guard context.network == .header(.ip) || context.network == .header(.ip6) else {
                throw LoweringError(
                    "`ct \(key.rawValue)` has no address family here",
                    help: "write `ct \(direction?.rawValue ?? "original") ip \(key.rawValue)` or `ip6`")
            }
        case .ipSaddr, .ipDaddr:
            if context.network == .header(.ip6) { throw conflict(.network, with: .ip) }
        case .ip6Saddr, .ip6Daddr:
            if context.network == .header(.ip) { throw conflict(.network, with: .ip6) }
        default: break
        }
    }
}
