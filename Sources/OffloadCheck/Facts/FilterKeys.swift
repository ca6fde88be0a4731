internal import WeirModel

extension FilterFacts {
    /// The dissector keys that the kernel hands a driver for this filter.
    mutating func readKeys() {
        if let flower = filter.classifier.as(Filter.Flower.self) {
            read(flower)
        } else if let u32 = filter.classifier.as(Filter.U32.self) {
            for key in u32.keys ?? [] {
                // The total length of IPv4 is the lower half of the first word; negative offsets are in the link layer.
                if key.offset == 0, key.mask & 0xffff != 0 { uses.insert(.length) }
                if key.offset < 0 { uses.insert(.rawLink) }
            }
        }
        if filter.protocolID == 0x88a8 { uses.insert(.serviceTag) }
    }

    private mutating func read(_ flower: Filter.Flower) {
        // The kernel adds these two to every flower filter, before the author's keys.
        keys = [.control, .basic]
        if flower.indev != nil { keys.insert(.meta) }
        if flower.sourceMAC != nil || flower.destinationMAC != nil { keys.insert(.mac) }
        if flower.sourceIPv4 != nil || flower.destinationIPv4 != nil { keys.insert(.ipv4) }
        if flower.sourceIPv6 != nil || flower.destinationIPv6 != nil { keys.insert(.ipv6) }
        if flower.sourcePort != nil || flower.destinationPort != nil { keys.insert(.ports) }
        if flower.sourcePorts != nil || flower.destinationPorts != nil { keys.insert(.portRange) }
        if let flags = flower.tcpFlags {
            keys.insert(.tcpFlags)
            uses.insert(.perPacketHeaders)
            if (flags.mask ?? 0xfff) & flags.value & 0x09 != 0 { uses.insert(.finOrPush) }
        }
        if flower.tos != nil || flower.ttl != nil {
            keys.insert(.tosTTL)
            uses.insert(.perPacketHeaders)
        }
        if let fragment = flower.fragment {
            let mask = fragment.mask ?? 3
            if mask & 1 != 0 { fragments.insert("frag") }
            if mask & 2 != 0 { fragments.insert("firstfrag") }
        }
        read(vlan: flower.vlan, .vlan)
        read(vlan: flower.cvlan, .cvlan)
        if flower.vlanCount != nil { keys.insert(.vlanCount) }
        if flower.icmp != nil || flower.icmpv6 != nil { keys.insert(.icmp) }
        if flower.arp != nil { keys.insert(.arp) }
        if flower.mpls != nil { keys.insert(.mpls) }
        if flower.ct != nil { keys.insert(.ct) }
        if flower.hash != nil { keys.insert(.hash) }
        if flower.pppoeSession != nil || flower.pppProtocol != nil { keys.insert(.pppoe) }
        if flower.l2tpv3Session != nil { keys.insert(.l2tpv3) }
        if flower.l2Miss != nil { keys.insert(.meta) }
        if flower.cfm != nil { keys.insert(.cfm) }
        if flower.spi != nil { keys.insert(.ipsec) }
        if let tunnel = flower.tunnel { read(tunnel) }
    }

    private mutating func read(vlan: Filter.Flower.VLAN?, _ key: FlowKey) {
        guard let vlan else { return }
        keys.insert(key)
        if key == .vlan, let id = vlan.id { vlanIDs.insert(id) }
    }

    private mutating func read(_ tunnel: Filter.Flower.Tunnel) {
        if tunnel.keyID != nil { keys.insert(.tunnelKey) }
        if tunnel.sourceIPv4 != nil || tunnel.destinationIPv4 != nil { keys.formUnion([.tunnelIPv4, .tunnelControl]) }
        if tunnel.sourceIPv6 != nil || tunnel.destinationIPv6 != nil { keys.formUnion([.tunnelIPv6, .tunnelControl]) }
        if tunnel.sourcePort != nil || tunnel.destinationPort != nil { keys.insert(.tunnelPorts) }
        if tunnel.tos != nil || tunnel.ttl != nil { keys.insert(.tunnelTosTTL) }
        if tunnel.flags != nil { keys.insert(.tunnelControl) }
        if tunnel.options != nil { keys.insert(.tunnelOptions) }
    }
}
