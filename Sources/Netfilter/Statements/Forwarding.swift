import WeirModel

// tproxy, dup, fwd, queue: where a packet goes.

extension RuleLowering {
    mutating func lowerTransparentProxy(_ tproxy: TransparentProxy) throws {
        var expressions: [Expression] = []
        var slot = 0
        var address: Expression.Register?
        var port: Expression.Register?
        let family = tproxy.family ?? (table.family == .inet ? nil : table.family)
        if let term = tproxy.address {
            guard let family = family ?? Self.family(of: term) else {
                throw LoweringError("`tproxy` does not know the address family", help: "write `tproxy ip to` or `tproxy ip6 to`")
            }
            try emit(term, Self.addressLayout(family), slot: slot, &expressions)
            address = Registers.number(slot: slot)
            slot += 4
        }
        if let term = tproxy.port {
            try emit(term, .init(type: .inetService, bits: 16, order: .big), slot: slot, &expressions)
            port = Registers.number(slot: slot)
        }
        let resolved = family ?? Self.family(of: tproxy.address)
        let number: UInt32 = resolved == .ip ? 2 : resolved == .ip6 ? 10 : 0
        expressions.append(.tproxy(family: number, address: address, port: port))
        add(expressions)
    }

    mutating func lowerDup(to: Term, device: Term?) throws {
        var expressions: [Expression] = []
        let index = SetShape.Component(type: .ifindex, bits: 32, order: .host)
        if table.family == .netdev {
            try emit(to, index, slot: 0, &expressions)
            expressions.append(.dup(address: nil, device: Registers.number(slot: 0)))
        } else {
            try emit(to, Self.addressLayout(table.family), slot: 0, &expressions)
            if let device { try emit(device, index, slot: 4, &expressions) }
            expressions.append(.dup(address: Registers.number(slot: 0), device: device == nil ? nil : Registers.number(slot: 4)))
        }
        add(expressions)
    }

    mutating func lowerFwd(device: Term, family: Family?, address: Term?) throws {
        var expressions: [Expression] = []
        try emit(device, .init(type: .ifindex, bits: 32, order: .host), slot: 0, &expressions)
        var nfproto: UInt32?
        if let address {
            guard let family = family ?? Self.family(of: address) else {
                throw LoweringError("`fwd` does not know the address family", help: "write `fwd ip to` or `fwd ip6 to`")
            }
            try emit(address, Self.addressLayout(family), slot: 4, &expressions)
            nfproto = UInt32(family.kernelNumber)
        }
        expressions.append(
            .fwd(device: Registers.number(slot: 0), address: address == nil ? nil : Registers.number(slot: 4), nfproto: nfproto))
        add(expressions)
    }

    mutating func lowerQueue(_ queue: Queue) throws {
        var expressions: [Expression] = []
        let flags: UInt16 = (queue.bypass ? 1 : 0) | (queue.fanout ? 2 : 0)
        switch queue.number {
        case .value(let value):
            expressions.append(.queue(.init(number: try port(value), total: 1, flags: flags)))
        case .range(let low, let high):
            let (first, last) = (try port(low), try port(high))
            guard first <= last else { throw LoweringError("the queue range \(first)-\(last) is empty", help: "put the lower end first") }
            guard last - first < .max else { throw LoweringError("a range of 65536 queues is one more than the kernel counts") }
            expressions.append(.queue(.init(number: first, total: last - first + 1, flags: flags)))
        case .field, .prefix, .flags, .set, .namedSet, .concatenation, .binary, .map, .jhash:
            try emit(queue.number, .init(type: .integer, bits: 16, order: .host), slot: 0, &expressions)
            expressions.append(.queue(.init(number: nil, total: nil, flags: flags, source: Registers.number(slot: 0))))
        }
        add(expressions)
    }

    private func port(_ value: Value) throws -> UInt16 {
        guard let number = UInt16(exactly: try number(of: value)) else { throw LoweringError("a queue number has 16 bits") }
        return number
    }
}

extension RuleLifting {
    mutating func liftTransparentProxy(family number: UInt32, address: Expression.Register?, port: Expression.Register?) -> [Statement] {
        let family: Family? = number == 2 ? .ip : number == 10 ? .ip6 : nil
        var result = TransparentProxy()
        if let address {
            guard let family, let symbol = symbol(at: address), let term = liftTerm(symbol, expecting: [RuleLowering.addressLayout(family)])
            else {
                return []
            }
            result.address = term
        }
        if let port {
            guard let symbol = symbol(at: port), let term = liftTerm(symbol, expecting: [.init(type: .inetService, bits: 16, order: .big)])
            else {
                return []
            }
            result.port = term
        }
        var explicit = result
        explicit.family = family
        return table.family == .inet ? [.tproxy(explicit), .tproxy(result)] : [.tproxy(result), .tproxy(explicit)]
    }

    mutating func liftDup(address: Expression.Register?, device: Expression.Register?) -> [Statement] {
        let index = SetShape.Component(type: .ifindex, bits: 32, order: .host)
        var deviceTerm: Term?
        if let device {
            guard let symbol = symbol(at: device), let term = liftTerm(symbol, expecting: [index]) else { return [] }
            deviceTerm = term
        }
        guard let address else { return deviceTerm.map { [.dup(to: $0, device: nil)] } ?? [] }
        guard let symbol = symbol(at: address), let term = liftTerm(symbol, expecting: [RuleLowering.addressLayout(table.family)]) else {
            return []
        }
        return [.dup(to: term, device: deviceTerm)]
    }

    mutating func liftFwd(device: Expression.Register, address: Expression.Register?, nfproto: UInt32?) -> [Statement] {
        let index = SetShape.Component(type: .ifindex, bits: 32, order: .host)
        guard let symbol = symbol(at: device), let term = liftTerm(symbol, expecting: [index]) else { return [] }
        guard let address else { return [.fwd(device: term, family: nil, address: nil)] }
        guard let family: Family = nfproto == 2 ? .ip : nfproto == 10 ? .ip6 : nil, let addressSymbol = self.symbol(at: address),
            let addressTerm = liftTerm(addressSymbol, expecting: [RuleLowering.addressLayout(family)])
        else { return [] }
        return [.fwd(device: term, family: family, address: addressTerm)]
    }

    mutating func lift(_ queue: Expression.Queue) -> [Statement] {
        let bypass = queue.flags & 1 != 0
        let fanout = queue.flags & 2 != 0
        let number: Term
        if let source = queue.source {
            guard let symbol = symbol(at: source), let term = liftTerm(symbol, expecting: [.init(type: .integer, bits: 16, order: .host)])
            else {
                return []
            }
            number = term
        } else if let first = queue.number {
            let last = first &+ (queue.total ?? 1) &- 1
            let low = Value.number(UInt128(first), .integer)
            number = last == first ? .value(low) : .range(low, .number(UInt128(last), .integer))
        } else {
            return []
        }
        return [.queue(Queue(number: number, bypass: bypass, fanout: fanout))]
    }
}
