import WeirModel

// snat, dnat, masquerade, redirect.

/// `NF_NAT_RANGE_*`.
enum NATRange {
    static let mapIPs: UInt32 = 1
    static let protoSpecified: UInt32 = 2
    static let netmap: UInt32 = 0x40
    static let userFlags: UInt32 = 4 | 8 | 16
}

extension RuleLowering {
    mutating func lowerNAT(_ nat: NAT) throws {
        var expressions: [Expression] = []
        var flags = nat.flags.rawValue
        var slot = 0
        let family = try natFamily(nat)
        var address: (min: Expression.Register, max: Expression.Register)?
        var port: (min: Expression.Register, max: Expression.Register)?

        if let term = nat.address {
            let layout = Self.addressLayout(family)
            let register = Registers.number(slot: 0)
            switch term {
            case .range(let low, let high):
                try emit(.value(low), layout, slot: 0, &expressions)
                try emit(.value(high), layout, slot: 4, &expressions)
                address = (register, Registers.number(slot: 4))
                slot = 8
            case .prefix(let value, let length):
                let bits = layout.bits
                guard length <= bits else {
                    throw LoweringError("a prefix length of \(length) is more than the \(bits) bits of an address")
                }
                let low = try number(of: value) & Bytes.prefixMask(Int(length), of: bits)
                let high = low | Bytes.mask(bits - Int(length))
                try emit(.value(.number(low, layout.type)), layout, slot: 0, &expressions)
                try emit(.value(.number(high, layout.type)), layout, slot: 4, &expressions)
                address = (register, Registers.number(slot: 4))
                flags |= NATRange.netmap
                slot = 8
            case .field, .value, .flags, .set, .namedSet, .concatenation, .binary, .map, .jhash:
                let port16 = SetShape.Component(type: .inetService, bits: 16, order: .big)
                let operand = try operand(of: term, expecting: Expectation(nat.portFromMap ? [layout, port16] : [layout]))
                // Newer versions of nft take a generated number for one of the host's.
                let isCounted = if case .load(.numgen) = operand.node { table.dialect >= .ranges && family == .ip } else { false }
                (isCounted ? operand.converted(to: .big) : operand).emit(into: 0, &expressions)
                let addressSlots = Registers.slots(forBits: layout.bits)
                let interval = operand.bits > Self.bits(of: nat.portFromMap ? [layout, port16] : [layout])
                let second = nat.portFromMap ? addressSlots + 1 : addressSlots
                address = (register, interval ? Registers.number(slot: second) : register)
                if nat.portFromMap {
                    let low = Registers.number(slot: addressSlots)
                    port = (low, interval ? Registers.number(slot: second + addressSlots) : low)
                }
                slot = 4
            }
            if nat.prefix { flags |= NATRange.netmap }
        }
        if let term = nat.port {
            let layout = SetShape.Component(type: .inetService, bits: 16, order: .big)
            let register = Registers.number(slot: slot)
            if case .range(let low, let high) = term {
                try emit(.value(low), layout, slot: slot, &expressions)
                try emit(.value(high), layout, slot: slot + 4, &expressions)
                port = (register, Registers.number(slot: slot + 4))
            } else {
                try emit(term, layout, slot: slot, &expressions)
                port = (register, register)
            }
        }
        if address != nil { flags |= NATRange.mapIPs }
        if port != nil { flags |= NATRange.protoSpecified }
        switch nat.kind {
        case .snat, .dnat:
            expressions.append(
                .nat(
                    .init(
                        type: nat.kind == .snat ? 0 : 1, family: UInt32(family.kernelNumber), addressMin: address?.min,
                        addressMax: address?.max,
                        protoMin: port?.min, protoMax: port?.max, flags: flags)))
        case .masquerade: expressions.append(.masq(flags: flags, protoMin: port?.min, protoMax: port?.max))
        case .redirect: expressions.append(.redir(flags: flags, protoMin: port?.min, protoMax: port?.max))
        }
        add(expressions)
    }

    private func natFamily(_ nat: NAT) throws -> Family {
        if let family = nat.family { return family }
        switch (table.family, context.network, nat.kind) {
        case (.ip, _, _), (_, .header(.ip)?, _): return .ip
        case (.ip6, _, _), (_, .header(.ip6)?, _): return .ip6
        case _ where nat.address == nil: return table.family
        default:
            if let family = Self.family(of: nat.address) { return family }
            throw LoweringError(
                "`\(nat.kind.rawValue)` does not know the address family", help: "write `\(nat.kind.rawValue) ip to` or `ip6 to`")
        }
    }

    /// The family that a constant address is of.
    static func family(of term: Term?) -> Family? {
        switch term {
        case .value(let value)?, .range(let value, _)?, .prefix(let value, _)?: value.type.family
        case .field, .flags, .set, .namedSet, .concatenation, .binary, .map, .jhash, nil: nil
        }
    }

    static func addressLayout(_ family: Family) -> SetShape.Component {
        family == .ip6
            ? .init(type: .ipv6Address, bits: 128, order: .big) : .init(type: .ipv4Address, bits: 32, order: .big)
    }

    mutating func emit(_ term: Term, _ layout: SetShape.Component, slot: Int, _ expressions: inout [Expression]) throws {
        let operand = try operand(of: term, expecting: Expectation([layout]))
        (operand.isConstant ? operand : operand.converted(to: layout.order)).emit(into: slot, &expressions)
    }
}

extension RuleLifting {
    mutating func lift(_ nat: Expression.Nat) -> [NAT] {
        let family: Family? = nat.family == 2 ? .ip : nat.family == 10 ? .ip6 : nil
        guard family != nil || nat.addressMin == nil else { return [] }
        return lift(
            nat.type == 0 ? .snat : .dnat, family: family, address: (nat.addressMin, nat.addressMax), port: (nat.protoMin, nat.protoMax),
            flags: nat.flags)
    }

    /// The possible meanings of the expression, the likeliest first.
    mutating func lift(
        _ kind: NAT.Kind, family: Family?, address: (min: Expression.Register?, max: Expression.Register?),
        port: (min: Expression.Register?, max: Expression.Register?), flags: UInt32
    ) -> [NAT] {
        let userFlags = NAT.Flags(rawValue: flags & NATRange.userFlags)
        let layout = RuleLowering.addressLayout(family ?? .ip)
        let service = SetShape.Component(type: .inetService, bits: 16, order: .big)
        let netmap = flags & NATRange.netmap != 0
        var result = NAT(kind, family: family, flags: userFlags)
        if let min = address.min, let symbol = symbol(at: min) {
            if case .map = symbol {
                let fromMap = port.min.flatMap { Registers.slot(of: $0) }.map { self.symbols[$0] == nil } ?? false
                guard let term = liftTerm(symbol, expecting: fromMap ? [layout, service] : [layout]) else { return [] }
                result.address = term
                result.portFromMap = fromMap
                result.prefix = netmap
                if fromMap { return withoutFamily(result) }
            } else if let max = address.max, max != min {
                guard case .value(let low)? = liftTerm(symbol, expecting: [layout]), let upper = self.symbol(at: max),
                    case .value(let high)? = liftTerm(upper, expecting: [layout])
                else { return [] }
                result.address = .range(low, high)
                if netmap, case .number(let from, let type) = low, case .number(let to, _) = high,
                    let length = from.prefixLength(to: to, bits: layout.bits)
                {
                    result.address = .prefix(.number(from, type), length: UInt8(length))
                }
            } else {
                guard let term = liftTerm(symbol, expecting: [layout]) else { return [] }
                result.address = term
                result.prefix = netmap
            }
        }
        if let min = port.min {
            guard let symbol = symbol(at: min), let term = liftTerm(symbol, expecting: [service]) else { return [] }
            if let max = port.max, max != min {
                guard case .value(let low) = term, let upper = self.symbol(at: max),
                    case .value(let high)? = liftTerm(upper, expecting: [service])
                else { return [] }
                result.port = .range(low, high)
            } else {
                result.port = term
            }
        }
        return withoutFamily(result)
    }

    /// The family is written only if the rule leaves it open.
    private func withoutFamily(_ nat: NAT) -> [NAT] {
        guard nat.family != nil, table.family != .inet else { return [nat] }
        var plain = nat
        plain.family = nil
        return [plain, nat]
    }
}
