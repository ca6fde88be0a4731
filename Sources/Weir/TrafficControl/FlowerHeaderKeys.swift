import WeirModel

extension FilterOperand {
    var ipv4: Masked<IPv4Address> {
        Masked(IPv4Address(UInt32(truncatingIfNeeded: number)), mask: mask.map { IPv4Address(UInt32(truncatingIfNeeded: $0)) })
    }
    var ipv6: Masked<IPv6Address> { Masked(IPv6Address(number), mask: mask.map { IPv6Address($0) }) }
    var mac: Masked<MACAddress>? {
        func address(_ number: UInt128) -> MACAddress? { MACAddress((0..<6).map { UInt8(truncatingIfNeeded: number >> (40 - 8 * UInt128($0))) }) }
        return address(number).map { Masked($0, mask: mask.flatMap(address)) }
    }
}

// The headers' fields, each family's in a function.
extension FilterLowering.Keys {
    mutating func ether(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        switch header {
        case .etherSaddr: flower.sourceMAC = operand.mac
        case .etherDaddr: flower.destinationMAC = operand.mac
        case .etherType: return family(UInt16(truncatingIfNeeded: operand.number))
        default: return Self.complaint
        }
        return nil
    }

    mutating func ip(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        switch header {
        case .ipSaddr: flower.sourceIPv4 = operand.ipv4
        case .ipDaddr: flower.destinationIPv4 = operand.ipv4
        case .ipProtocol: return transport(UInt8(truncatingIfNeeded: operand.number))
        case .ipTtl: flower.ttl = operand.masked(UInt8.self)
        case .ipDscp: setTOS(operand, shift: 2, bits: 0xfc)
        case .ipEcn: setTOS(operand, shift: 0, bits: 0x03)
        default: return Self.complaint
        }
        return nil
    }

    mutating func ip6(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        switch header {
        case .ip6Saddr: flower.sourceIPv6 = operand.ipv6
        case .ip6Daddr: flower.destinationIPv6 = operand.ipv6
        case .ip6Nexthdr: return transport(UInt8(truncatingIfNeeded: operand.number))
        case .ip6Hoplimit: flower.ttl = operand.masked(UInt8.self)
        case .ip6Dscp: setTOS(operand, shift: 2, bits: 0xfc)
        case .ip6Ecn: setTOS(operand, shift: 0, bits: 0x03)
        default: return Self.complaint
        }
        return nil
    }

    private mutating func setTOS(_ operand: FilterOperand, shift: UInt8, bits: UInt8) {
        let value = UInt8(truncatingIfNeeded: operand.number) << shift | (flower.tos?.value ?? 0)
        flower.tos = Masked(value, mask: bits | (flower.tos?.mask ?? 0))
    }

    mutating func ports(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        let range = operand.last.map {
            WeirModel.Filter.Flower.PortRange(UInt16(truncatingIfNeeded: operand.number), UInt16(truncatingIfNeeded: $0))
        }
        switch (header.name, range) {
        case ("sport", let range?): flower.sourcePorts = range
        case ("dport", let range?): flower.destinationPorts = range
        case ("sport", nil): flower.sourcePort = operand.masked(UInt16.self)
        case ("dport", nil): flower.destinationPort = operand.masked(UInt16.self)
        case ("flags", nil): flower.tcpFlags = operand.masked(UInt16.self)
        default: return Self.complaint
        }
        return nil
    }

    mutating func vlan(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        var vlan = flower.vlan ?? WeirModel.Filter.Flower.VLAN()
        defer { flower.vlan = vlan }
        switch header {
        case .vlanId: vlan.id = UInt16(truncatingIfNeeded: operand.number)
        case .vlanPcp: vlan.priority = UInt8(truncatingIfNeeded: operand.number)
        case .vlanType:
            vlan.etherType = UInt16(truncatingIfNeeded: operand.number)
            return nil
        default: return Self.complaint
        }
        return flower.etherType == nil ? family(0x8100) : nil
    }

    mutating func arp(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        var arp = flower.arp ?? WeirModel.Filter.Flower.ARP()
        defer { flower.arp = arp }
        switch header {
        case .arpOperation: arp.operation = operand.masked(UInt8.self)
        case .arpSaddrIp: arp.senderIP = operand.ipv4
        case .arpDaddrIp: arp.targetIP = operand.ipv4
        case .arpSaddrEther: arp.senderMAC = operand.mac
        case .arpDaddrEther: arp.targetMAC = operand.mac
        default: return Self.complaint
        }
        return nil
    }
}
