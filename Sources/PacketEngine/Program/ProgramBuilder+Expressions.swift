import Netfilter

extension ProgramBuilder {
    /// Makes the instructions of an expression.
    mutating func append(_ expression: Expression) throws(ProgramError) {
        switch expression {
        case .payload(let payload):
            try load(.payload(base: payload.base, offset: payload.offset, length: payload.length), payload.register)
        case .payloadWrite(let write): append(.write(.payload(write), from: try slot(write.source, words: words(write.length))))
        case .inner(let inner): try load(.inner(self.inner(inner)), inner.register)
        case .meta(let key, let register): try load(.meta(key: key), register)
        case .metaWrite(let key, let source): append(.write(.meta(key: key), from: try slot(source, words: 1)))
        case .ct(let key, let direction, let register): try load(.ct(key: key, direction: direction), register)
        case .ctWrite(let key, let direction, let source):
            append(
                .write(
                    .ct(key: key, direction: direction),
                    from: try slot(source, words: Load.ct(key: key, direction: direction).words(in: program))))
        case .rt(let key, let register): try load(.rt(key: key), register)
        case .fib(let result, let flags, let register): try load(.fib(result: result, flags: flags), register)
        case .socket(let key, let level, let register): try load(.socket(key: key, level: level), register)
        case .osf(let ttl, let flags, let register): try load(.osf(ttl: ttl, flags: flags), register)
        case .xfrm(let key, let direction, let spnum, let register):
            try load(.xfrm(key: key, direction: direction, spnum: spnum), register)
        case .tunnel(let key, let register): try load(.tunnel(key: key), register)
        case .exthdr(let header): try load(.exthdr(header), header.register)
        case .exthdrWrite(let header, let source): append(.write(.exthdr(header), from: try slot(source, words: words(header.length))))
        case .exthdrReset(let type, _): append(.write(.resetOption(type: UInt8(truncatingIfNeeded: type)), from: 0))
        case .numgen(let type, let modulus, let offset, let register):
            try load(.numgen(type: type, modulus: modulus, offset: offset, source: stateful()), register)
        case .hash(let hash): try append(hash)
        case .immediate(let register, let data):
            append(.constant(words: pooled(data), into: try slot(register, words: words(UInt32(clamping: data.count)))))
        case .verdict(let data): append(.verdict(try verdict(data)))
        case .cmp(let op, let source, let data):
            guard let comparison = Comparison(rawValue: op), !data.isEmpty else { throw error("comparison \(op) is unknown") }
            append(.compare(comparison, slot: try slot(source, words: words(UInt32(clamping: data.count))), constant(data)))
        case .range(let op, let source, let from, let to):
            guard op <= 1, !from.isEmpty, from.count == to.count else { throw error("a range has ends of different lengths") }
            append(
                .range(
                    negated: op == 1, slot: try slot(source, words: words(UInt32(clamping: from.count))), from: constant(from),
                    to: constant(to)))
        case .bitwise(let bitwise): try append(bitwise)
        case .byteorder(let order):
            let count = words(order.length)
            guard [2, 4, 8].contains(order.size) else { throw error("byte order of \(order.size) bytes is unknown") }
            append(
                .byteOrder(
                    size: Int(order.size), source: try slot(order.source, words: count), into: try slot(order.register, words: count),
                    words: count))
        case .lookup(let lookup): try append(lookup)
        case .dynset(let dynset): try append(dynset)
        case .objref(_, let name): append(.act(program.objectActions[try object(named: name)]))
        case .objrefMap(let source, let reference): append(.objects(map: try set(reference), slot: try slot(source, words: 1)))
        case .counter, .last, .log: break
        case .limit, .quota, .connlimit, .reject, .nat, .masq, .redir, .tproxy, .dup, .fwd, .notrack, .synproxy, .flowOffload, .queue, .raw:
            act(try kind(of: expression))
        }
    }

    private mutating func act(_ kind: Action.Kind) { append(.act(action(kind))) }

    /// An action of an expression that needs no set and no chain; nil for those without effect on packets.
    private func kind(of expression: Expression) throws(ProgramError) -> Action.Kind {
        switch expression {
        case .limit(let rate, let unit, let burst, let type, let flags):
            .limit(rate: rate, unit: unit, burst: burst, type: type, flags: flags)
        case .quota(let bytes, let flags, let consumed): .quota(bytes: bytes, flags: flags, consumed: consumed)
        case .connlimit(let count, let flags): .connlimit(count: count, flags: flags)
        case .reject(let type, let code): .reject(type: type, code: code)
        case .nat(let nat): .nat(try self.nat(nat))
        case .masq(let flags, let low, let high): .masquerade(flags: flags, protoMin: try slot(low), protoMax: try slot(high))
        case .redir(let flags, let low, let high): .redirect(flags: flags, protoMin: try slot(low), protoMax: try slot(high))
        case .tproxy(let family, let address, let port): .tproxy(family: family, address: try slot(address), port: try slot(port))
        case .dup(let address, let device): .dup(address: try slot(address), device: try slot(device))
        case .fwd(let device, let address, let nfproto):
            .fwd(device: try slot(device, words: 1), address: try slot(address), nfproto: nfproto)
        case .notrack: .notrack
        case .synproxy(let mss, let wscale, let flags): .synproxy(mss: mss, wscale: wscale, flags: flags)
        case .flowOffload(let table): .flowOffload(table: table)
        case .queue(let queue): .queue(number: queue.number, total: queue.total, flags: queue.flags, slot: try slot(queue.source))
        case .raw(let raw): .raw(raw)
        case .payload, .payloadWrite, .inner, .meta, .metaWrite, .ct, .ctWrite, .rt, .fib, .socket, .osf, .xfrm, .tunnel, .exthdr,
            .exthdrWrite,
            .exthdrReset, .numgen, .hash, .immediate, .verdict, .cmp, .range, .bitwise, .byteorder, .lookup, .dynset, .objref, .objrefMap,
            .counter, .last, .log:
            throw error("an expression with no state stands where one with a state belongs")
        }
    }

    private func nat(_ nat: Expression.Nat) throws(ProgramError) -> Action.Nat {
        Action.Nat(
            type: nat.type, family: nat.family, addressMin: try slot(nat.addressMin), addressMax: try slot(nat.addressMax),
            protoMin: try slot(nat.protoMin), protoMax: try slot(nat.protoMax), flags: nat.flags)
    }

    /// The actions of an element's or a `dynset`'s expressions.
    mutating func statefuls(_ expressions: [Expression]) throws(ProgramError) -> [Int] {
        var numbers: [Int] = []
        for expression in expressions {
            if case .counter = expression { continue }
            if case .last = expression { continue }
            numbers.append(action(try kind(of: expression)))
        }
        return numbers
    }

    private mutating func append(_ hash: Expression.Hash) throws(ProgramError) {
        let source = stateful()
        guard hash.modulus > 0 else { throw error("a hash is of no values") }
        switch hash.type {
        case 0:
            let slot = try slot(hash.source, words: words(hash.length))
            try load(
                .jhash(
                    slot: slot, length: Int(hash.length), modulus: hash.modulus, seed: hash.seed, offset: hash.offset, source: source),
                hash.register)
        case 1: try load(.symhash(modulus: hash.modulus, offset: hash.offset, source: source), hash.register)
        default: throw error("hash type \(hash.type) is unknown")
        }
    }

    private mutating func append(_ bitwise: Expression.Bitwise) throws(ProgramError) {
        let count = words(bitwise.length)
        let source = try slot(bitwise.source, words: count)
        let destination = try slot(bitwise.register, words: count)
        switch bitwise.operation {
        case .mask(let and, let xor):
            guard and.count == xor.count, and.registerWords.count == count else { throw error("a mask has another length than its value") }
            append(.mask(source: source, into: destination, and: pooled(and), xor: pooled(xor)))
        case .leftShift(let bits), .rightShift(let bits):
            guard (1...31).contains(bits) else { throw error("a shift by \(bits) bits is not possible") }
            var left = false
            if case .leftShift = bitwise.operation { left = true }
            append(.shift(left: left, bits: Int(bits), source: source, into: destination, words: count))
        case .combine(let op, let other):
            append(.combine(op, left: source, right: try slot(other, words: count), into: destination, words: count))
        }
    }

    private mutating func append(_ lookup: Expression.Lookup) throws(ProgramError) {
        let number = try set(lookup.set)
        let slot = try slot(lookup.source, words: program.sets[number].keyWords)
        switch lookup.register {
        case nil: append(.lookup(set: number, slot: slot, negated: lookup.flags & 1 != 0))
        case 0?: append(.verdicts(map: number, slot: slot))
        case let register?:
            let words = words(program.sets[number].specification.dataLength ?? 4)
            append(.value(map: number, slot: slot, into: try self.slot(register, words: words)))
        }
    }

    private mutating func append(_ dynset: Expression.Dynset) throws(ProgramError) {
        let number = try set(named: dynset.set)
        program.sets[number].isDynamic = true
        act(
            .dynset(
                op: dynset.op, set: number, key: try slot(dynset.key, words: program.sets[number].keyWords), data: try slot(dynset.data),
                timeout: dynset.timeout, statefuls: try statefuls(dynset.expressions)))
    }

    private mutating func load(_ source: Load, _ register: Expression.Register) throws(ProgramError) {
        append(.load(source, into: try slot(register, words: source.isOfFamily ? 1 : source.words(in: program))))
    }

    private func words(_ bytes: UInt32) -> Int { Load.words(bytes: bytes) }
}

extension Expression.Inner {
    var register: Expression.Register {
        switch expression {
        case .payload(let payload): payload.register
        case .meta(_, let register): register
        default: 0
        }
    }

    var words: Int {
        if case .payload(let payload) = expression { max(1, (Int(payload.length) + 3) / 4) } else { 1 }
    }
}
