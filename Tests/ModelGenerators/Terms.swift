import WeirModel

extension ModelGenerator {
    package mutating func value(_ type: DataType? = nil) -> Value {
        let type = type ?? (mark == nil || chance(50) ? one(DataType.self) : one(of: [.ifname, .ifindex]))
        if type == .ifname || type == .ifindex, let name = marked("l") { return .text(name, type) }
        if chance(type.isString ? 90 : 10) { return .text(text(), type) }
        // Also numbers that are too large for their type: they must survive, to be complained about.
        if chance(5) { return .number(number(), type) }
        return .number(number(UInt128.self) & (UInt128.max >> UInt128(128 - (type.bitLength ?? 128))), type)
    }

    package mutating func term() -> Term { term(of: one(TermKind.self)) }

    package mutating func term(of kind: TermKind) -> Term {
        func simple(_ generator: inout ModelGenerator) -> Term {
            generator.chance(50) ? .value(generator.value()) : .field(generator.field())
        }
        switch kind {
        case .field: return .field(field())
        case .value: return .value(value())
        case .range:
            let type = one(DataType.self)
            return .range(value(type), value(type))
        case .prefix: return .prefix(value(), length: number())
        case .flags: return .flags(many(3) { $0.value() })
        case .set: return .set(elements())
        case .namedSet: return .namedSet(name())
        case .concatenation: return deeper({ .concatenation($0.many(3) { $0.term() }) }, atBottom: simple)
        case .binary:
            return deeper(
                { .binary($0.one(of: [.and, .or, .xor, .leftShift, .rightShift]), $0.term(), $0.term()) }, atBottom: simple)
        case .map: return deeper({ .map(key: $0.term(), $0.mapSource()) }, atBottom: simple)
        case .jhash:
            return deeper({ .jhash($0.term(), modulus: $0.number(), seed: $0.maybe { $0.number() }, offset: $0.number()) }, atBottom: simple)
        }
    }

    package mutating func mapSource() -> MapSource { chance(50) ? .anonymous(elements()) : .named(name()) }

    package mutating func field() -> Field { field(of: one(FieldKind.self)) }

    package mutating func field(of kind: FieldKind) -> Field {
        switch kind {
        case .header: .header(one(HeaderField.self))
        case .payload: .payload(base: one(PayloadBase.self), bitOffset: number(), bitLength: number())
        case .meta: .meta(one(MetaKey.self))
        case .ct: .ct(one(CtKey.self), direction: maybe { $0.one(of: [.original, .reply]) })
        case .rt: .rt(one(RtKey.self))
        case .extensionHeader: .extensionHeader(one(ExtensionHeaderField.self))
        case .extensionHeaderPresence: .extensionHeaderPresence(one(ExtensionHeader.self))
        case .tcpOption: .tcpOption(one(TCPOptionField.self))
        case .tcpOptionPresence: .tcpOptionPresence(kind: number())
        case .rawTCPOption: .rawTCPOption(kind: number(), bitOffset: number(), bitLength: number())
        case .ipOption: .ipOption(one(IPOptionField.self))
        case .ipOptionPresence: .ipOptionPresence(one(IPOption.self))
        case .sctpChunk: .sctpChunk(one(SCTPChunkField.self))
        case .sctpChunkPresence: .sctpChunkPresence(one(SCTPChunk.self))
        case .fib: .fib(one(of: [.oif, .oifname, .type]), flags: FibFlags(rawValue: number()))
        case .socket: .socket(one(of: [.transparent, .mark, .wildcard, .cgroupv2]), level: number())
        case .osf: .osf(one(of: [.name, .version]), ttl: one(of: [.strict, .loose, .skip]))
        case .tunnel: .tunnel(one(TunnelKey.self))
        case .ipsec: .ipsec(one(IpsecKey.self), direction: one(of: [.in, .out]), spnum: number())
        case .numgen: .numgen(one(of: [.inc, .random]), modulus: number(), offset: number())
        case .symhash: .symhash(modulus: number(), offset: number())
        case .inner: .inner(one(Tunnel.self), .header(one(HeaderField.self)))
        }
    }
}
