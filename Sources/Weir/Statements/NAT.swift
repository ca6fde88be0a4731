public import WeirModel

/// How ports and addresses are chosen: nft's `random`, `fully-random`, `persistent`.
public typealias NATFlags = WeirModel.NAT.Flags

extension Statement {
    /// Changes the source to this address, or one of a range, prefix or map, and its port: nft's `snat to 192.0.2.1:1024-2047`.
    ///
    /// - Parameter family: needed in tables of both families if no address implies it, as with a map by its name.
    public static func snat(to address: Address, port: Port? = nil, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.snat, address.literal, port, family, flags)
    }

    /// Changes the destination to this address, or one of a range, prefix or map, and its port: nft's `dnat to 10.0.0.2:8080` is `.dnat(to:
    /// "10.0.0.2", port: 8080)`.
    public static func dnat(to address: Address, port: Port? = nil, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.dnat, address.literal, port, family, flags)
    }

    /// Changes the port of the source alone: nft's `snat to :1024-2047`.
    public static func snat(port: Port, family: Family? = nil, flags: NATFlags = []) -> Statement { nat(.snat, nil, port, family, flags) }

    /// Changes the port of the destination alone: nft's `dnat to :8080`.
    public static func dnat(port: Port, family: Family? = nil, flags: NATFlags = []) -> Statement { nat(.dnat, nil, port, family, flags) }

    /// nft's `snat ip addr . port to … map …`: the map gives address and port.
    public static func snat(addressAndPort map: Concat2<Address, Port>, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.snat, addressAndPort: map, family, flags)
    }

    /// nft's `dnat ip addr . port to … map …`: the map gives address and port.
    public static func dnat(addressAndPort map: Concat2<Address, Port>, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.dnat, addressAndPort: map, family, flags)
    }

    /// nft's `snat ip prefix to`: the network becomes another one, the host bits stay.
    public static func snat(prefix: Address, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.snat, prefix.literal, nil, family, flags, prefix: true)
    }

    /// nft's `dnat ip prefix to`: the network becomes another one, the host bits stay.
    public static func dnat(prefix: Address, family: Family? = nil, flags: NATFlags = []) -> Statement {
        nat(.dnat, prefix.literal, nil, family, flags, prefix: true)
    }

    /// Changes the source to the address of the interface by which the packet goes out: nft's `masquerade`.
    public static var masquerade: Statement { Statement(.nat(WeirModel.NAT(.masquerade))) }

    /// Changes the source to the address of the interface by which the packet goes out, and to one of these ports: nft's `masquerade to
    /// :1024-2047`.
    public static func masquerade(port: Port? = nil, flags: NATFlags = []) -> Statement { nat(.masquerade, nil, port, nil, flags) }

    /// Changes the destination to this host: nft's `redirect`.
    public static var redirect: Statement { Statement(.nat(WeirModel.NAT(.redirect))) }

    /// Changes the destination to this host and port: nft's `redirect to :8080`.
    public static func redirect(port: Port? = nil, flags: NATFlags = []) -> Statement { nat(.redirect, nil, port, nil, flags) }

    private static func nat(
        _ kind: WeirModel.NAT.Kind, _ address: Literal?, _ port: Port?, _ family: Family?, _ flags: NATFlags, prefix: Bool = false
    ) -> Statement {
        let draft = drafts(address, port, family).map { address, port in
            WeirModel.Statement.nat(
                WeirModel.NAT(kind, family: family ?? address?.family, address: address, port: port, prefix: prefix, flags: flags))
        }
        return Statement(draft)
    }

    private static func nat(
        _ kind: WeirModel.NAT.Kind, addressAndPort map: Concat2<Address, Port>, _ family: Family?, _ flags: NATFlags
    ) -> Statement {
        let components = Selector.anyAddress.withAddresses(family).components + Selector(type: .inetService).components
        let selector = Selector(.concatenation(components.map(\.term)), components: components)
        let draft = map.literal.resolved(beside: Draft(selector)).map { term in
            WeirModel.Statement.nat(WeirModel.NAT(kind, family: family ?? term.family, address: term, portFromMap: true, flags: flags))
        }
        return Statement(draft)
    }

    static func drafts(_ address: Literal?, _ port: Port?, _ family: Family?) -> Draft<(Term?, Term?)> {
        var result: Draft<(Term?, Term?)> = Draft((nil, nil))
        if let address {
            let term = address.resolved(beside: Draft(Selector.anyAddress.withAddresses(family)))
            result = result.combined(with: term) { ($1, $0.1) }
        }
        if let port {
            let term = port.literal.resolved(beside: Draft(Selector(type: .inetService)))
            result = result.combined(with: term) { ($0.0, $1) }
        }
        return result
    }
}

extension Selector {
    /// The selector, with addresses of a family that the author gave.
    func withAddresses(_ family: Family?) -> Selector {
        switch family {
        case .ip: withAddresses(of: .ipv4Address)
        case .ip6: withAddresses(of: .ipv6Address)
        default: self
        }
    }
}
