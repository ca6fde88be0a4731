import WeirModel

extension FilterLowering.Keys {
    /// Adds a match; nil, or what is wrong with it.
    mutating func set(_ field: WeirModel.Field, _ operand: FilterOperand) -> String? {
        if operand.last != nil, !Self.hasRange(field) { return "flower has ranges of ports alone" }
        isEmpty = false
        switch field {
        case .meta(let key): return set(key, operand)
        case .ct(let key, nil): return set(key, operand)
        case .header(let header): return set(header, operand)
        default: return Self.complaint
        }
    }

    static let complaint = "flower has no key for this field"

    private static func hasRange(_ field: WeirModel.Field) -> Bool {
        guard case .header(let header) = field else { return false }
        switch header.header {
        case .tcp, .udp, .sctp: return header.name == "sport" || header.name == "dport"
        default: return false
        }
    }

    private mutating func set(_ key: MetaKey, _ operand: FilterOperand) -> String? {
        switch key {
        case .mark:
            isEmpty = flower == WeirModel.Filter.Flower()
            mark = operand.masked(UInt32.self)
        case .iifname, .iif: flower.indev = operand.text
        case .protocol: return family(UInt16(truncatingIfNeeded: operand.number))
        case .nfproto: return family(operand.number == 10 ? 0x86dd : 0x0800)
        case .l4proto: return transport(UInt8(truncatingIfNeeded: operand.number))
        default: return Self.complaint
        }
        return nil
    }

    private mutating func set(_ key: CtKey, _ operand: FilterOperand) -> String? {
        var connection = flower.ct ?? WeirModel.Filter.Flower.Connection()
        switch key {
        case .state:
            // Flower's bits are not those of nftables.
            let states: [(UInt128, UInt16)] = [(8, 1), (2, 2), (4, 4), (1, 16)]
            guard let bit = states.first(where: { $0.0 == operand.number })?.1 else { return "flower knows no such state" }
            let bits = (connection.state?.value ?? 0) | bit | 8
            connection.state = Masked(bits, mask: bits)
        case .mark: connection.mark = operand.masked(UInt32.self)
        case .zone: connection.zone = operand.masked(UInt16.self)
        default: return Self.complaint
        }
        flower.ct = connection
        needsFamily = true
        return nil
    }

    mutating func family(_ etherType: UInt16) -> String? {
        if let known = flower.etherType, known != etherType { return "the matches are of different protocols" }
        flower.etherType = etherType
        return nil
    }

    mutating func transport(_ number: UInt8) -> String? {
        if let known = flower.ipProtocol, known != number { return "the matches are of different protocols" }
        flower.ipProtocol = number
        needsFamily = true
        return nil
    }

    private mutating func set(_ header: HeaderField, _ operand: FilterOperand) -> String? {
        switch header.header {
        case .ether: return ether(header, operand)
        case .ip: return family(0x0800) ?? ip(header, operand)
        case .ip6: return family(0x86dd) ?? ip6(header, operand)
        case .tcp: return transport(6) ?? ports(header, operand)
        case .udp: return transport(17) ?? ports(header, operand)
        case .sctp: return transport(132) ?? ports(header, operand)
        case .vlan: return vlan(header, operand)
        case .icmp:
            guard family(0x0800) == nil, transport(1) == nil else { return "the matches are of different protocols" }
            var icmp = flower.icmp ?? WeirModel.Filter.Flower.ICMP()
            defer { flower.icmp = icmp }
            switch header {
            case .icmpType: icmp.type = operand.masked(UInt8.self)
            case .icmpCode: icmp.code = operand.masked(UInt8.self)
            default: return Self.complaint
            }
            return nil
        case .icmpv6:
            guard family(0x86dd) == nil, transport(58) == nil else { return "the matches are of different protocols" }
            var icmp = flower.icmpv6 ?? WeirModel.Filter.Flower.ICMP()
            defer { flower.icmpv6 = icmp }
            switch header {
            case .icmpv6Type: icmp.type = operand.masked(UInt8.self)
            case .icmpv6Code: icmp.code = operand.masked(UInt8.self)
            default: return Self.complaint
            }
            return nil
        case .arp: return family(0x0806) ?? arp(header, operand)
        default: return Self.complaint
        }
    }
}
