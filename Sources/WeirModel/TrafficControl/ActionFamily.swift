extension Action {
    /// The EtherTypes of the packets that the action is for: it edits a header of that family without looking whether the packet has it.
    /// Empty if the action is for packets of any protocol.
    public var families: Set<UInt16> {
        switch options.options {
        case let pedit as PEdit: Set(pedit.keys.compactMap(\.family))
        case is NAT: [0x0800]
        case let ct as CT where ct.flags.contains(.nat):
            Set([ct.ipv4Minimum.map { _ in 0x0800 }, ct.ipv6Minimum.map { _ in 0x86dd }].compactMap(\.self))
        default: []
        }
    }
}

extension Action.PEdit.Key {
    fileprivate var family: UInt16? {
        switch header {
        case .ip: 0x0800
        case .ip6: 0x86dd
        case .network, .eth, .tcp, .udp, nil: nil
        }
    }
}

extension Filter {
    /// The EtherTypes of the packets that its actions are for, as far as these see the protocol that the filter does.
    public var editedFamilies: Set<UInt16> {
        actions.prefix { $0.kind != Action.MPLS.kind && $0.kind != Action.IFE.kind }.reduce(into: []) { $0.formUnion($1.families) }
    }
}
