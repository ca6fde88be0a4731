extension Filter.Flower: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try etherType.code(by: &coder)
        try ipProtocol.code(by: &coder)
        try sourceIPv4.code(by: &coder)
        try destinationIPv4.code(by: &coder)
        try sourceIPv6.code(by: &coder)
        try destinationIPv6.code(by: &coder)
        try sourcePort.code(by: &coder)
        try destinationPort.code(by: &coder)
        try sourcePorts.code(by: &coder)
        try destinationPorts.code(by: &coder)
        try sourceMAC.code(by: &coder)
        try destinationMAC.code(by: &coder)
        try vlan.code(by: &coder)
        try tcpFlags.code(by: &coder)
        try ct.code(by: &coder)
        try tunnel.code(by: &coder)
        // Keys that few filters have share a flag.
        var hasMore = !Coder.isReading && hasRarerKeys
        try coder.flag(&hasMore)
        if hasMore { try codeRarerKeys(by: &coder) }
    }

    private var hasRarerKeys: Bool {
        indev != nil || tos != nil || ttl != nil || fragment != nil || cvlan != nil || vlanCount != nil || icmp != nil || icmpv6 != nil
            || arp != nil || mpls != nil || hash != nil || pppoeSession != nil || pppProtocol != nil || l2tpv3Session != nil
    }

    private mutating func codeRarerKeys<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try indev.code(by: &coder)
        try tos.code(by: &coder)
        try ttl.code(by: &coder)
        try fragment.code(by: &coder)
        try cvlan.code(by: &coder)
        try vlanCount.code(by: &coder)
        try icmp.code(by: &coder)
        try icmpv6.code(by: &coder)
        try arp.code(by: &coder)
        try mpls.code(by: &coder)
        try hash.code(by: &coder)
        try pppoeSession.code(by: &coder)
        try pppProtocol.code(by: &coder)
        try l2tpv3Session.code(by: &coder)
    }
}

extension Filter.Flower.PortRange: PackedPart {
    static var blank: Self { Self(0, 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try minimum.code(by: &coder)
        try maximum.code(by: &coder)
    }
}

extension Filter.Flower.VLAN: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try id.code(by: &coder)
        try priority.code(by: &coder)
        try etherType.code(by: &coder)
    }
}

extension Filter.Flower.ICMP: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try type.code(by: &coder)
        try code.code(by: &coder)
    }
}

extension Filter.Flower.ARP: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try senderIP.code(by: &coder)
        try targetIP.code(by: &coder)
        try operation.code(by: &coder)
        try senderMAC.code(by: &coder)
        try targetMAC.code(by: &coder)
    }
}

extension Filter.Flower.MPLS: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        // An item takes a separate byte.
        coder.align()
        try depth.code(by: &coder)
        try label.code(by: &coder)
        try trafficClass.code(by: &coder)
        try bottomOfStack.code(by: &coder)
        try ttl.code(by: &coder)
    }
}

extension Filter.Flower.Connection: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try state.code(by: &coder)
        try zone.code(by: &coder)
        try mark.code(by: &coder)
        try label.code(by: &coder)
    }
}

/// Its options, which few filters have, are in the generic form.
extension Filter.Flower.Tunnel: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try keyID.code(by: &coder)
        try sourceIPv4.code(by: &coder)
        try destinationIPv4.code(by: &coder)
        try sourceIPv6.code(by: &coder)
        try destinationIPv6.code(by: &coder)
        try sourcePort.code(by: &coder)
        try destinationPort.code(by: &coder)
        try tos.code(by: &coder)
        try ttl.code(by: &coder)
        var hasOptions = options != nil || optionsMask != nil
        try coder.flag(&hasOptions)
        guard hasOptions else { return }
        try coder.generic(&options)
        try coder.generic(&optionsMask)
    }
}
