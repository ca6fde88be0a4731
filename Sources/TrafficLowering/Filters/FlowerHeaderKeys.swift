import WeirModel

extension FilterOperand {
    fileprivate var ipv4: Masked<IPv4Address> {
        let masked = masked(UInt32.self)
        return Masked(IPv4Address(masked.value), mask: masked.mask.map { IPv4Address($0) })
    }
    fileprivate var ipv6: Masked<IPv6Address> {
        let masked = masked(UInt128.self)
        return Masked(IPv6Address(masked.value), mask: masked.mask.map { IPv6Address($0) })
    }
    fileprivate var mac: Masked<MACAddress>? {
        func address(_ number: UInt128) -> MACAddress? {
            MACAddress((0..<6).map { UInt8(truncatingIfNeeded: number >> (40 - 8 * UInt128($0))) })
        }
        return address(number).map { Masked($0, mask: mask.flatMap { $0 == Self.ones(48) ? nil : address($0) }) }
    }
}

// The headers' fields, each family's in a function.
extension FlowerKeys {
    mutating func add(ether header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        switch header {
        case .etherSaddr: flower.sourceMAC = operand.mac
        case .etherDaddr: flower.destinationMAC = operand.mac
        default: throw Self.missing(.header(header))
        }
    }

    mutating func add(ip header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        switch header {
        case .ipSaddr: flower.sourceIPv4 = operand.ipv4
        case .ipDaddr: flower.destinationIPv4 = operand.ipv4
        case .ipTtl: flower.ttl = operand.masked(UInt8.self)
        case .ipDscp: setTOS(operand, shift: 2, bits: 0xfc)
        case .ipEcn: setTOS(operand, shift: 0, bits: 0x03)
        default: throw Self.missing(.header(header))
        }
    }

    mutating func add(ip6 header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        switch header {
        case .ip6Saddr: flower.sourceIPv6 = operand.ipv6
        case .ip6Daddr: flower.destinationIPv6 = operand.ipv6
        case .ip6Hoplimit: flower.ttl = operand.masked(UInt8.self)
        case .ip6Dscp: setTOS(operand, shift: 2, bits: 0xfc)
        case .ip6Ecn: setTOS(operand, shift: 0, bits: 0x03)
        default: throw Self.missing(.header(header))
        }
    }

    private mutating func setTOS(_ operand: FilterOperand, shift: UInt8, bits: UInt8) {
        let said = operand.mask.map { UInt8(truncatingIfNeeded: $0) << shift & bits } ?? bits
        let mask = said | (flower.tos.map { $0.mask ?? .max } ?? 0)
        flower.tos = Masked(UInt8(truncatingIfNeeded: operand.number) << shift | (flower.tos?.value ?? 0), mask: mask == .max ? nil : mask)
    }

    mutating func add(ports header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        let range = operand.last.map { Filter.Flower.PortRange(UInt16(truncatingIfNeeded: operand.number), UInt16(truncatingIfNeeded: $0)) }
        switch (header.name, range) {
        case ("sport", let range?): flower.sourcePorts = range
        case ("dport", let range?): flower.destinationPorts = range
        case ("sport", nil): flower.sourcePort = operand.masked(UInt16.self)
        case ("dport", nil): flower.destinationPort = operand.masked(UInt16.self)
        case ("flags", nil):
            // Of flower's twelve bits, nftables' field has eight.
            flower.tcpFlags = Masked(
                UInt16(truncatingIfNeeded: operand.number), mask: operand.mask.map { UInt16(truncatingIfNeeded: $0) } ?? 0x00ff)
        default: throw Self.missing(.header(header))
        }
    }

    mutating func add(vlan header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        if operand.mask != nil { throw FilterProblem("flower compares all of a VLAN tag's field, or nothing") }
        var vlan = flower.vlan ?? Filter.Flower.VLAN()
        switch header {
        case .vlanId: vlan.id = UInt16(truncatingIfNeeded: operand.number)
        case .vlanPcp: vlan.priority = UInt8(truncatingIfNeeded: operand.number)
        case .vlanType: vlan.etherType = UInt16(truncatingIfNeeded: operand.number)
        default: throw Self.missing(.header(header))
        }
        flower.vlan = vlan
    }

    mutating func add(
        icmp header: HeaderField, _ operand: FilterOperand, to path: WritableKeyPath<Filter.Flower, Filter.Flower.ICMP?>
    ) throws(FilterProblem) {
        var icmp = flower[keyPath: path] ?? Filter.Flower.ICMP()
        switch header.name {
        case "type": icmp.type = operand.masked(UInt8.self)
        case "code": icmp.code = operand.masked(UInt8.self)
        default: throw Self.missing(.header(header))
        }
        flower[keyPath: path] = icmp
    }

    mutating func add(arp header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        var arp = flower.arp ?? Filter.Flower.ARP()
        switch header {
        case .arpOperation:
            guard operand.number <= 0xff, operand.mask ?? 0xff <= 0xff else {
                throw FilterProblem("flower has one byte for `arp operation`")
            }
            arp.operation = operand.masked(UInt8.self)
        case .arpSaddrIp: arp.senderIP = operand.ipv4
        case .arpDaddrIp: arp.targetIP = operand.ipv4
        case .arpSaddrEther: arp.senderMAC = operand.mac
        case .arpDaddrEther: arp.targetMAC = operand.mac
        default: throw Self.missing(.header(header))
        }
        flower.arp = arp
    }
}

// The connection's state. Flower's bits are not those of nftables, and each is compared or not.
extension FlowerKeys {
    /// nftables' bits, and flower's: new, established, related, invalid.
    static let ctStates: [(nft: UInt128, flower: UInt16)] = [(8, 1), (2, 2), (4, 4), (1, 16)]
    static let ctTracked: UInt16 = 8
    static let ctReply: UInt16 = 32
    static let ctUntracked: UInt128 = 64

    mutating func add(ctState match: FilterMatch) throws(FilterProblem) {
        let isEqual = match.comparison == .equal
        guard isEqual || match.comparison == .notEqual, match.operand.last == nil else {
            throw FilterProblem("flower can't compare states by order")
        }
        if match.operand.number == Self.ctUntracked { return setState(Self.ctTracked, !isEqual) }
        guard let bit = Self.ctStates.first(where: { $0.nft == match.operand.number })?.flower else {
            throw FilterProblem("flower has no such state")
        }
        setState(bit, isEqual)
        if isEqual { setState(Self.ctTracked, true) }
    }

    mutating func add(ctDirection match: FilterMatch) throws(FilterProblem) {
        guard match.comparison == .equal, match.operand.number <= 1 else {
            throw FilterProblem("a packet goes in the original or the reply direction")
        }
        setState(Self.ctReply, match.operand.number == 1)
    }

    private mutating func setState(_ bit: UInt16, _ isSet: Bool) {
        var connection = flower.ct ?? Filter.Flower.Connection()
        var state = connection.state ?? Masked(0, mask: 0)
        if isSet { state.value |= bit }
        state.mask = (state.mask ?? .max) | bit
        connection.state = state
        flower.ct = connection
    }
}
