import WeirModel

/// The content of a register, as the expressions before it determine it.
indirect enum SymbolicValue: Hashable {
    case load(Expression)
    case constant([UInt8])
    case mask(SymbolicValue, and: [UInt8], xor: [UInt8])
    case shift(SymbolicValue, left: Bool, by: UInt32, bytes: UInt32)
    case combine(SymbolicValue, Expression.BitwiseOperator, SymbolicValue, bytes: UInt32)
    case byteorder(SymbolicValue)
    /// A map's data, looked up by the parts of its key.
    case map(key: [SymbolicValue], SetReference)
    case hash([SymbolicValue], Expression.Hash)

    /// Bytes in the register; `nil` if a map, or the family, decides.
    var bytes: Int? {
        switch self {
        case .load(let expression): expression.loadedBytes
        case .constant(let data): data.count
        case .mask(_, let and, _): and.count
        case .shift(_, _, _, let bytes), .combine(_, _, _, let bytes): Int(bytes)
        case .byteorder(let inner): inner.bytes
        case .map: nil
        case .hash: 4
        }
    }
}

extension Expression {
    /// The source and register of a load; `nil` for other kinds.
    var load: (Expression, Register)? {
        guard isReachable else { return nil }
        return switch self {
        case .payload(let payload): (loading(into: 0), payload.register)
        case .meta(_, let register), .ct(_, _, let register), .rt(_, let register), .fib(_, _, let register), .socket(_, _, let register),
            .osf(_, _, let register), .tunnel(_, let register), .xfrm(_, _, _, let register), .numgen(_, _, _, let register):
            (loading(into: 0), register)
        case .exthdr(let exthdr): (loading(into: 0), exthdr.register)
        case .inner(let inner): inner.expression.load.map { (loading(into: 0), $0.1) }
        case .hash(let hash) where hash.type == 1: (loading(into: 0), hash.register)
        default: nil
        }
    }

    /// Whether a field can name the bits that this reads from a packet or writes to it.
    var isReachable: Bool {
        switch self {
        case .payload(let payload): Self.isReachable(payload.offset, payload.length)
        case .payloadWrite(let write): Self.isReachable(write.offset, write.length)
        case .inner(let inner): inner.expression.isReachable
        case .exthdr(let exthdr), .exthdrWrite(let exthdr, _): Self.isReachable(exthdr.offset, exthdr.length)
        default: true
        }
    }

    private static func isReachable(_ offset: UInt32, _ length: UInt32) -> Bool {
        offset <= 0xffff && 1...UInt32(Registers.bytes) ~= length
    }

    fileprivate var loadedBytes: Int? {
        switch self {
        case .payload(let payload): Int(payload.length)
        case .exthdr(let exthdr): Int(exthdr.length)
        case .inner(let inner): inner.expression.loadedBytes
        default: Field(self, family: .inet).map { Int($0.layout.bitLength + 7) / 8 }.flatMap { $0 > 0 ? $0 : nil }
        }
    }
}

extension Field {
    /// The field of a load by key; `nil` for payload and extension headers, whose field depends on their place.
    init?(_ expression: Expression, family: Family) {
        switch expression {
        case .meta(let key, _):
            guard let key = MetaKey(kernelNumber: key) else { return nil }
            self = .meta(key)
        case .ct(let key, let direction, _):
            guard let key = CtKey(kernelNumber: key) else { return nil }
            if let direction {
                guard let direction = CtDirection(kernelNumber: direction) else { return nil }
                self = .ct(key, direction: direction)
            } else {
                self = .ct(key, direction: nil)
            }
        case .rt(let key, _):
            guard let key = RtKey(kernelNumber: key) else { return nil }
            self = .rt(key)
        case .fib(let result, let flags, _):
            guard let result = FibResult(kernelNumber: result) else { return nil }
            self = .fib(result, flags: FibFlags(rawValue: flags))
        case .socket(let key, let level, _):
            guard let key = SocketKey(kernelNumber: key) else { return nil }
            self = .socket(key, level: level)
        case .osf(let ttl, let flags, _):
            guard let ttl = OsfTTL(kernelNumber: ttl), flags <= 1 else { return nil }
            self = .osf(flags == 1 ? .version : .name, ttl: ttl)
        case .tunnel(let key, _):
            guard let key = TunnelKey.allCases.first(where: { $0.kernelNumber == key }) else { return nil }
            self = .tunnel(key)
        case .xfrm(let key, let direction, let spnum, _):
            guard let key = IpsecKey(kernelNumber: key), direction <= 1 else { return nil }
            self = .ipsec(key, direction: direction == 0 ? .in : .out, spnum: spnum)
        case .numgen(let type, let modulus, let offset, _):
            guard type <= 1 else { return nil }
            self = .numgen(type == 0 ? .inc : .random, modulus: modulus, offset: offset)
        case .hash(let hash) where hash.type == 1 && hash.seed == nil:
            self = .symhash(modulus: hash.modulus, offset: hash.offset)
        default:
            return nil
        }
    }
}
