import WeirModel

extension Filter.Flower: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&etherType, &ipProtocol, &sourceIPv4, &destinationIPv4)
        try coder.parts(&sourceIPv6, &destinationIPv6, &sourcePort, &destinationPort)
        try coder.parts(&sourcePorts, &destinationPorts, &sourceMAC, &destinationMAC)
        try coder.parts(&vlan, &tcpFlags, &ct, &tunnel)
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
        try coder.parts(&indev, &tos, &ttl, &fragment, &cvlan)
        try coder.parts(&vlanCount, &icmp, &icmpv6, &arp, &mpls)
        try coder.parts(&hash, &pppoeSession, &pppProtocol, &l2tpv3Session)
    }
}

extension Filter.Flower.PortRange: PackedPart {
    static var blank: Self { Self(0, 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&minimum, &maximum) }
}

extension Filter.Flower.VLAN: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&id, &priority, &etherType) }
}

extension Filter.Flower.ICMP: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&type, &code) }
}

extension Filter.Flower.ARP: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&senderIP, &targetIP, &operation, &senderMAC, &targetMAC)
    }
}

extension Filter.Flower.MPLS: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        // An item takes a separate byte.
        coder.align()
        try coder.parts(&depth, &label, &trafficClass, &bottomOfStack, &ttl)
    }
}

extension Filter.Flower.Connection: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&state, &zone, &mark, &label) }
}

/// Its options, which few filters have, are in the generic form.
extension Filter.Flower.Tunnel: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&keyID, &sourceIPv4, &destinationIPv4, &sourceIPv6, &destinationIPv6)
        try coder.parts(&sourcePort, &destinationPort, &tos, &ttl)
        var hasOptions = options != nil || optionsMask != nil
        try coder.flag(&hasOptions)
        guard hasOptions else { return }
        try coder.generic(&options)
        try coder.generic(&optionsMask)
    }
}
