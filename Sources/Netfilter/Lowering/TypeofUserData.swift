import WeirModel

/// nft's userdata for a set of `typeof ip saddr . tcp dport`: the expression of its declaration.
enum TypeofUserData {
    /// nft's `enum expr_types`. nft 1.1.6 put `tunnel` in front of `fib`.
    private enum Kind {
        static let verdict: UInt32 = 1
        static let payload: UInt32 = 7
        static let exthdr: UInt32 = 8
        static let meta: UInt32 = 9
        static let socket: UInt32 = 10
        static let osf: UInt32 = 11
        static let ct: UInt32 = 12
        static let concatenation: UInt32 = 13
        static let numgen: UInt32 = 23
        static let hash: UInt32 = 24
        static let rt: UInt32 = 25
        static let fib: UInt32 = 26
        static let xfrm: UInt32 = 27

        static func number(_ kind: UInt32, _ dialect: StockDialect) -> UInt32 { dialect >= .checks && kind >= fib ? kind + 1 : kind }
    }

    /// `NFTNL_UDATA_SET_KEY_PAYLOAD_INNER_DESC`.
    private static let innerDescription: UInt8 = 5

    // MARK: writing

    static let verdict = nest(Kind.verdict, [])
    /// A concatenation whose parts nft could not describe: `type a . b`.
    static let unnamedConcatenation = nest(Kind.concatenation, [])

    /// `nil` if nft has no way to describe the terms.
    static func encode(_ terms: [Term], in dialect: StockDialect = .comparisons) -> [UInt8]? {
        if terms.count == 1 { return describe(terms[0]).map { nest(Kind.number($0.kind, dialect), $0.data) } }
        return encode(concatenation: terms, in: dialect)
    }

    /// - Parameter terms: `nil` for a part that nft cannot describe; later parts are not described either.
    static func encode(concatenation terms: [Term?], in dialect: StockDialect) -> [UInt8] {
        var data: [UInt8] = []
        for (index, term) in terms.enumerated() {
            guard let part = term.flatMap({ describe($0) }) else { break }
            data += UserData.encode([(UInt8(truncatingIfNeeded: index), nest(Kind.number(part.kind, dialect), part.data))])
        }
        return nest(Kind.concatenation, data)
    }

    private static func nest(_ kind: UInt32, _ data: [UInt8]) -> [UInt8] {
        UserData.encode([(0, SetUserData.u32(kind)), (1, data)])
    }

    private static func describe(_ term: Term) -> (kind: UInt32, data: [UInt8])? {
        switch term {
        case .field(let field): describe(field)
        case .jhash(_, let modulus, let seed, let offset):
            (Kind.hash, numbers([(0, 0), (1, offset), (2, modulus), (3, seed ?? 0), (4, seed == nil ? 0 : 1)]))
        // nft describes a computed key by its source.
        case .binary(_, let left, _): describe(left)
        case .value, .range, .prefix, .flags, .set, .namedSet, .concatenation, .map: nil
        }
    }

    private static func describe(_ field: Field) -> (kind: UInt32, data: [UInt8])? {
        switch field {
        case .header(let header):
            var entries: [(UInt8, UInt32)] = [(0, header.header.typeofID), (1, header.typeofIndex)]
            if header.layout.type == .integer { entries.append((4, header.layout.bitLength)) }
            if let tunnel = header.tunnel { entries.append((innerDescription, tunnel.typeofID)) }
            return (Kind.payload, numbers(entries))
        case .payload(let base, let offset, let length):
            return (Kind.payload, numbers([(0, 0), (1, 0), (2, base.kernelNumber + 1), (3, offset), (4, length)]))
        case .meta(let key): return (Kind.meta, numbers([(0, key.kernelNumber)]))
        case .ct(let key, let direction):
            return (Kind.ct, numbers([(0, key.kernelNumber), (1, direction.map { UInt32($0.kernelNumber) } ?? .max)]))
        case .rt(let key): return (Kind.rt, numbers([(0, key.kernelNumber)]))
        case .fib(let result, let flags): return (Kind.fib, numbers([(0, result.kernelNumber), (1, flags.rawValue)]))
        case .socket(let key, _): return (Kind.socket, numbers([(0, key.kernelNumber)]))
        case .osf: return (Kind.osf, [])
        // nft can't describe a set of it.
        case .tunnel: return nil
        case .ipsec(let key, let direction, let spnum):
            return (Kind.xfrm, numbers([(0, key.kernelNumber), (1, spnum), (2, direction == .in ? 0 : 1)]))
        case .numgen(let mode, let modulus, let offset):
            return (Kind.numgen, numbers([(0, mode == .inc ? 0 : 1), (1, modulus), (2, offset)]))
        case .inner(let tunnel, let field):
            // nft can't describe what `meta` is of.
            guard case (Kind.payload, let data)? = describe(field) else { return nil }
            return (Kind.payload, data + numbers([(innerDescription, tunnel.typeofID)]))
        case .symhash(let modulus, let offset):
            return (Kind.hash, numbers([(0, 1), (1, offset), (2, modulus), (3, 0), (4, 0)]))
        case .extensionHeader(let field):
            return (Kind.exthdr, numbers([(1, field.typeofIndex), (0, field.header.typeofID)]))
        case .extensionHeaderPresence(let header): return (Kind.exthdr, numbers([(1, 0), (0, header.typeofID)]))
        case .tcpOption(let field): return option(field.typeofIndex, ExthdrOp.tcpOption, field.option.kind)
        case .tcpOptionPresence(let kind), .rawTCPOption(let kind, _, _): return option(0, ExthdrOp.tcpOption, kind)
        case .ipOption(let field): return option(field.typeofIndex, ExthdrOp.ipv4, field.option.number)
        case .ipOptionPresence(let option): return self.option(0, ExthdrOp.ipv4, option.number)
        case .sctpChunk(let field): return option(field.typeofIndex, ExthdrOp.sctp, field.chunk.number)
        case .sctpChunkPresence(let chunk): return option(0, ExthdrOp.sctp, chunk.number)
        }
    }

    private static func option(_ index: UInt32, _ op: UInt32, _ type: UInt8) -> (kind: UInt32, data: [UInt8]) {
        (Kind.exthdr, numbers([(1, index), (2, op), (0, UInt32(type))]))
    }

    private static func numbers(_ entries: [(UInt8, UInt32)]) -> [UInt8] {
        UserData.encode(entries.map { ($0.0, SetUserData.u32($0.1)) })
    }

    // MARK: reading

    /// The terms; `nil` if the userdata has none that Weir knows.
    static func decode(_ bytes: [UInt8]) -> [Term]? {
        guard let (kind, data) = unnest(bytes) else { return nil }
        guard kind == Kind.concatenation else { return term(kind, data).map { [$0] } }
        guard let parts = UserData.decode(data), !parts.isEmpty else { return nil }
        let terms = parts.compactMap { part in unnest(part.value).flatMap { term($0.kind, $0.data) } }
        return terms.count == parts.count ? terms : nil
    }

    private static func unnest(_ bytes: [UInt8]) -> (kind: UInt32, data: [UInt8])? {
        guard let entries = UserData.decode(bytes), let kind = entries.first(where: { $0.type == 0 }).flatMap({ number($0.value) }) else {
            return nil
        }
        return (kind, entries.first { $0.type == 1 }?.value ?? [])
    }

    private static func number(_ bytes: [UInt8]) -> UInt32? {
        bytes.count == 4 ? Bytes.decode(bytes, order: .host).map { UInt32(truncatingIfNeeded: $0) } : nil
    }

    private static func term(_ kind: UInt32, _ data: [UInt8]) -> Term? {
        guard kind == Kind.hash, let entries = UserData.decode(data), let type = entries.first(where: { $0.type == 0 }),
            number(type.value) == 0
        else {
            return field(kind, data).map { .field($0) }
        }
        func value(_ type: UInt8) -> UInt32? { entries.first { $0.type == type }.flatMap { number($0.value) } }
        guard let offset = value(1), let modulus = value(2), let seed = value(3), let isSeeded = value(4) else { return nil }
        // nft does not record the hashed term: the set's keys are numbers in any case.
        return .jhash(.field(.header(.ipSaddr)), modulus: modulus, seed: isSeeded == 0 ? nil : seed, offset: offset)
    }

    private static func field(_ number: UInt32, _ data: [UInt8]) -> Field? {
        guard let entries = UserData.decode(data) else { return nil }
        // 27 is `ipsec` until nft 1.1.5, with a direction, and `fib` since.
        let isNewer = number > Kind.xfrm || number == Kind.xfrm && !entries.contains { $0.type == 2 }
        let kind = isNewer ? number - 1 : number
        guard entries.allSatisfy({ isKnown($0.type, of: kind) }) else { return nil }
        func value(_ type: UInt8) -> UInt32? { entries.first { $0.type == type }.flatMap { self.number($0.value) } }
        switch kind {
        case Kind.payload:
            guard let id = value(0), let index = value(1) else { return nil }
            if let header = value(innerDescription) {
                guard let tunnel = Tunnel.allCases.first(where: { $0.typeofID == header }) else { return nil }
                let rest = UserData.encode(entries.filter { $0.type != innerDescription })
                return self.field(number, rest).map { $0.tunnel == tunnel ? $0 : .inner(tunnel, $0) }
            }
            if id != 0 { return HeaderField.find(typeofID: id, index: index).map { .header($0) } }
            guard let base = value(2).flatMap({ $0 > 0 ? PayloadBase(kernelNumber: $0 - 1) : nil }), let offset = value(3),
                let length = value(4)
            else { return nil }
            return .payload(base: base, bitOffset: offset, bitLength: length)
        case Kind.meta: return value(0).flatMap(MetaKey.init(kernelNumber:)).map { .meta($0) }
        case Kind.ct:
            guard let key = value(0).flatMap(CtKey.init(kernelNumber:)), let direction = value(1) else { return nil }
            return .ct(key, direction: UInt8(exactly: direction).flatMap(CtDirection.init(kernelNumber:)))
        case Kind.rt: return value(0).flatMap(RtKey.init(kernelNumber:)).map { .rt($0) }
        case Kind.fib:
            guard let result = value(0).flatMap(FibResult.init(kernelNumber:)), let flags = value(1) else { return nil }
            return .fib(result, flags: FibFlags(rawValue: flags))
        case Kind.socket: return value(0).flatMap(SocketKey.init(kernelNumber:)).map { .socket($0, level: 0) }
        case Kind.osf: return .osf(.name, ttl: .strict)
        case Kind.xfrm:
            guard let key = value(0).flatMap(IpsecKey.init(kernelNumber:)), let spnum = value(1), let direction = value(2) else {
                return nil
            }
            return .ipsec(key, direction: direction == 0 ? .in : .out, spnum: spnum)
        case Kind.numgen:
            guard let mode = value(0), let modulus = value(1), let offset = value(2) else { return nil }
            return .numgen(mode == 0 ? .inc : .random, modulus: modulus, offset: offset)
        case Kind.hash:
            guard value(0) == 1, let offset = value(1), let modulus = value(2) else { return nil }
            return .symhash(modulus: modulus, offset: offset)
        case Kind.exthdr: return option(index: value(1), op: value(2), id: value(0))
        default: return nil
        }
    }

    /// Additional attributes of newer versions make it another field, such as that of a packet within a tunnel.
    private static func isKnown(_ type: UInt8, of kind: UInt32) -> Bool {
        switch kind {
        case Kind.payload: type <= innerDescription
        case Kind.hash: type <= 4
        case Kind.exthdr, Kind.xfrm, Kind.numgen: type <= 2
        case Kind.ct, Kind.fib, Kind.socket: type <= 1
        default: type == 0
        }
    }

    private static func option(index: UInt32?, op: UInt32?, id: UInt32?) -> Field? {
        guard let index, let id else { return nil }
        switch op {
        case nil:
            return ExtensionHeaderField.allCases.first { $0.header.typeofID == id && $0.typeofIndex == index }.map { .extensionHeader($0) }
        case ExthdrOp.tcpOption?:
            return TCPOptionField.allCases.first { UInt32($0.option.kind) == id && $0.typeofIndex == index }.map { .tcpOption($0) }
        case ExthdrOp.ipv4?:
            return IPOptionField.allCases.first { UInt32($0.option.number) == id && $0.typeofIndex == index }.map { .ipOption($0) }
        case ExthdrOp.sctp?:
            return SCTPChunkField.allCases.first { UInt32($0.chunk.number) == id && $0.typeofIndex == index }.map { .sctpChunk($0) }
        default: return nil
        }
    }
}
