public import WeirModel

// Tunnels, whose packets carry packets: `vxlan(ip.saddr)` is nft's `vxlan ip saddr`. nft 1.0.7, kernel 6.2.

/// VXLAN, behind UDP. The rule matches its port: `Rule(udp.dport == 4789, vxlan(ip.saddr) == "10.0.0.0/8", .drop)`.
public let vxlan = VXLAN()
/// Geneve, behind UDP. The rule matches its port: `Rule(udp.dport == 6081, geneve.vni == 10, .accept)`.
public let geneve = Geneve()
/// GRE that carries packets of the network layer: nft's `gre`.
public let gre = GRE()
/// GRE that carries Ethernet frames: nft's `gretap`. `gretap(ether.saddr) == "02:00:00:00:00:01"`
public let gretap = GRETAP()

/// A tunnel. Called with a field, it is that field of the packet within: nft's `vxlan ip saddr`.
public protocol TunnelHeader: Sendable {
    /// nft's word.
    static var tunnel: Tunnel { get }
}

/// The protocol of a tunnel's packets.
public typealias Tunnel = WeirModel.Tunnel

extension TunnelHeader {
    /// A field of the packet that the tunnel's packet carries: nft's `vxlan ip saddr`, `gretap vlan id`.
    public func callAsFunction<Value>(_ field: Field<Value>) -> Field<Value> {
        var notes = PendingDiagnostics()
        let wrapped = field.draft.map { selector -> Selector in
            guard case .field(let carried) = selector.term else {
                notes.error(
                    .badTarget, "only a field can be matched in a tunnel, not a value computed from it",
                    help: "compute outside: `vxlan(ip.dscp) & 1`")
                return selector
            }
            return Selector(.inner(Self.tunnel, carried))
        }
        return Field(wrapped.noting(notes))
    }
}

/// The VXLAN header and what it carries.
public struct VXLAN: TunnelHeader {
    /// nft's `vxlan`.
    public static var tunnel: Tunnel { .vxlan }
    /// The network identifier: nft's `vxlan vni`.
    public var vni: Field<Number> { Field(.header(.vxlanVni)) }
    /// The flags: nft's `vxlan flags`.
    public var flags: Field<Number> { Field(.header(.vxlanFlags)) }
}

/// The Geneve header and what it carries.
public struct Geneve: TunnelHeader {
    /// nft's `geneve`.
    public static var tunnel: Tunnel { .geneve }
    /// The network identifier: nft's `geneve vni`.
    public var vni: Field<Number> { Field(.header(.geneveVni)) }
    /// The protocol of what it carries: nft's `geneve type`.
    public var type: Field<EtherType> { Field(.header(.geneveType)) }
}

/// The GRE header and what it carries.
public struct GRE: TunnelHeader {
    /// nft's `gre`.
    public static var tunnel: Tunnel { .gre }
    /// The version: nft's `gre version`.
    public var version: Field<Number> { Field(.header(.greVersion)) }
    /// The flags: nft's `gre flags`.
    public var flags: Field<Number> { Field(.header(.greFlags)) }
    /// The protocol of what it carries: nft's `gre protocol`.
    public var `protocol`: Field<EtherType> { Field(.header(.greProtocol)) }
}

/// What GRE carries as frames.
public struct GRETAP: TunnelHeader {
    /// nft's `gretap`.
    public static var tunnel: Tunnel { .gretap }
}
