import WeirModel

/// The computation of a register's content, before registers are assigned.
struct Operand {
    indirect enum Node {
        /// A load with its destination left open.
        case load(Expression)
        /// Bits of a header; kept apart from other loads, since adjacent ones merge.
        case payload(PayloadPlace, bitOffset: UInt32, bitLength: UInt32)
        case constant([UInt8])
        /// `(inner & and) ^ xor`, over `bits` of this operand. One expression combines masks and flips.
        case mask(Operand, and: UInt128, xor: UInt128)
        /// `inner ^ bits`, which a comparison moves over to its constant.
        case flip(Operand, UInt128)
        /// The inner value, in this operand's byte order, shifted.
        case shift(Operand, left: Bool, by: UInt32)
        /// Both, which are computed in separate registers.
        case combine(Operand, Expression.BitwiseOperator, Operand)
        case byteorder(Operand, op: UInt32)
        case concatenation([Operand])
        case map(key: Operand, SetReference)
        case hash(Operand, modulus: UInt32, seed: UInt32?, offset: UInt32)
    }

    var node: Node
    var type: DataType
    /// The length of the value in the register, in bits.
    var bits: Int
    var order: ByteOrder
    /// The length that constants beside it have, where that is another: a bit field's own, without the bits below it in the register.
    var constantBits: Int?
    /// The order of the bytes that constants have once something was moved over to them, where a shift made it another.
    var constantOrder: ByteOrder?

    var bytes: Int { (bits + 7) / 8 }

    /// The length of a constant that it is compared with.
    func comparedBits(in dialect: StockDialect) -> Int {
        if case .load(let load) = node, load.isRouteCheck, dialect < .checks { return 32 }
        return constantBits ?? bits
    }

    var components: [Operand] {
        if case .concatenation(let parts) = node { parts } else { [self] }
    }

    /// The shape of a set that is keyed by this operand.
    var shape: [SetShape.Component] { components.map { .init(type: $0.type, bits: $0.bits, order: $0.order) } }

    var isConstant: Bool {
        if case .constant = node { true } else { false }
    }

    /// The same value in network byte order, as ranges and intervals compare it. Strings have none.
    ///
    /// Older versions of nft convert single bytes in a concatenation as well, which changes nothing.
    func bigEndian(in dialect: StockDialect) -> Operand {
        guard case .concatenation(let parts) = node else { return converted(to: .big) }
        var result = self
        result.node = .concatenation(
            parts.map { part in
                guard part.order != .big, !part.type.isString else { return part }
                return part.isConstant || dialect >= .ranges && part.bytes < 2 ? part.converted(to: .big) : part.swapped(to: .big)
            })
        return result
    }

    func converted(to order: ByteOrder) -> Operand {
        guard self.order != order, !type.isString, components.count == 1 else { return self }
        var result = self
        result.order = order
        if case .constant(let data) = node {
            result.node = .constant(data.reversed())
            return result
        }
        // nft takes the bytes that are whole: twelve bits are one.
        return bits / 8 >= 2 || isSwappedToShift ? swapped(to: order) : result
    }

    /// The operand in network byte order, for a comparison with a constant. If a shift has brought it into the host's order, it is compared
    /// as it was before the shift.
    func ordered(in dialect: StockDialect) -> Operand {
        isSwappedToShift ? self : bigEndian(in: dialect)
    }

    /// A bit field of several bytes, which only its shift makes a number of the host's.
    var isSwappedToShift: Bool {
        if case .shift(let inner, _, _) = node { inner.order != order && inner.bytes > 1 } else { false }
    }

    /// The same value as a number of the host's, as newer versions of nft compute with it.
    func asHostNumber() -> Operand {
        guard order != .host, !type.isString else { return self }
        var whole = self
        whole.bits = bytes * 8
        if bytes > 1 { return whole.swapped(to: .host) }
        var result = self
        result.order = .host
        return result
    }

    private func swapped(to order: ByteOrder) -> Operand {
        var result = self
        result.order = order
        result.node = .byteorder(self, op: order == .big ? 1 : 0)
        return result
    }

    /// The mask and flip of this operand: all of it that a single expression can do.
    private var bitwise: (Operand, and: UInt128, xor: UInt128) {
        switch node {
        case .mask(let inner, let and, let xor):
            let below = inner.bitwise
            return (below.0, below.and & and, below.xor & and ^ xor)
        case .flip(let inner, let bits):
            let below = inner.bitwise
            return (below.0, below.and, below.xor ^ bits)
        default: return (self, .max, 0)
        }
    }
}

extension Operand {
    /// Appends the expressions that load this operand into the register at `slot`.
    ///
    /// - Parameter free: the first slot that is free during the computation; `nil` for the one above the register.
    func emit(into slot: Int, free: Int? = nil, _ expressions: inout [Expression]) {
        let register = Registers.number(slot: slot)
        switch node {
        case .load(let expression):
            expressions.append(expression.loading(into: register))
        case .payload(let place, let bitOffset, let bitLength):
            expressions.append(place.load(offset: bitOffset / 8, length: (bitLength + 7) / 8, register: register))
        case .constant(let data):
            expressions.append(.immediate(register: register, data: data))
        case .mask, .flip:
            let (inner, and, xor) = bitwise
            let all = Bytes.mask(bits)
            inner.emit(into: slot, free: free, &expressions)
            expressions.append(
                .bitwise(
                    .init(
                        source: register, register: register, length: UInt32(bytes),
                        operation: .mask(
                            and: Bytes.encode(and & all, count: bytes, order: order),
                            xor: Bytes.encode(xor & all, count: bytes, order: order)))))
        case .shift(let inner, let left, let amount):
            inner.emit(into: slot, free: free, &expressions)
            if isSwappedToShift { expressions.append(inner.swap(of: register, op: 0, bytes: max(inner.bits / 8, 2))) }
            expressions.append(
                .bitwise(
                    .init(
                        source: register, register: register, length: UInt32(bytes),
                        operation: left ? .leftShift(amount) : .rightShift(amount))))
        case .combine(let left, let op, let right):
            left.emit(into: slot, free: free, &expressions)
            let other = free ?? slot + 4
            right.emit(into: other, &expressions)
            expressions.append(
                .bitwise(
                    .init(
                        source: register, register: register, length: UInt32(bytes),
                        operation: .combine(op, Registers.number(slot: other)))))
        case .byteorder(let inner, let op):
            inner.emit(into: slot, free: free, &expressions)
            // One byte, too: nft does so for a part of a concatenation with intervals.
            expressions.append(inner.swap(of: register, op: op, bytes: bits / 8))
        case .concatenation(let parts):
            var next = slot
            let free = free ?? slot + concatenatedBytes / 4
            for part in parts {
                part.emit(into: next, free: free, &expressions)
                next += Registers.slots(forBits: part.bits)
            }
        case .map(let key, let set):
            // The key is where the data will be; nft leaves as much again free for a concatenation.
            key.emit(into: slot, free: (free ?? slot + 4) + key.concatenationSlots, &expressions)
            expressions.append(.lookup(.init(source: register, set: set, register: register)))
        case .hash(let key, let modulus, let seed, let offset):
            // nft gives the key separate registers: those that a concatenation needs, else four.
            let keySlot = free ?? slot + 4
            key.emit(into: keySlot, &expressions)
            expressions.append(
                .hash(
                    .init(
                        type: 0, source: Registers.number(slot: keySlot), length: UInt32(key.concatenatedBytes), modulus: modulus,
                        seed: seed,
                        offset: offset, register: register)))
        }
    }

    /// Turns the bytes of a register with this in it over.
    private func swap(of register: Expression.Register, op: UInt32, bytes: Int) -> Expression {
        let size: UInt32 = bits % 64 == 0 ? 8 : bits % 32 == 0 ? 4 : 2
        return .byteorder(.init(source: register, register: register, op: op, length: UInt32(bytes), size: size))
    }

    /// How many registers of sixteen bytes the operations on two of them take.
    var registers: Int {
        switch node {
        case .combine(let left, _, let right): max(left.registers, right.registers + 1)
        case .mask(let inner, _, _), .flip(let inner, _), .shift(let inner, _, _), .byteorder(let inner, _): inner.registers
        case .map(let key, _): key.registers
        case .hash(let key, _, _, _): key.registers + 1
        case .load, .payload, .constant, .concatenation: 1
        }
    }

    /// The slots of a concatenation; 0 for other operands.
    var concatenationSlots: Int { components.count > 1 ? concatenatedBytes / 4 : 0 }

    /// The bytes that the operand takes in registers: parts of a concatenation fill whole slots.
    var concatenatedBytes: Int {
        if case .concatenation(let parts) = node { return parts.reduce(0) { $0 + Registers.slots(forBits: $1.bits) * 4 } }
        return bytes
    }
}

extension BinaryOperator {
    init(_ bitwise: Expression.BitwiseOperator) {
        switch bitwise {
        case .and: self = .and
        case .or: self = .or
        case .xor: self = .xor
        }
    }

    /// The kernel's operation on two registers; nil for shifts, which it does by constants.
    var bitwise: Expression.BitwiseOperator? {
        switch self {
        case .and: .and
        case .or: .or
        case .xor: .xor
        case .leftShift, .rightShift: nil
        }
    }
}

extension PayloadBase {
    /// `NFT_PAYLOAD_LL_HEADER` and its like.
    var kernelNumber: UInt32 {
        switch self {
        case .link: 0
        case .network: 1
        case .transport: 2
        case .inner: 3
        }
    }

    init?(kernelNumber: UInt32) {
        switch kernelNumber {
        case 0: self = .link
        case 1: self = .network
        case 2: self = .transport
        case 3: self = .inner
        default: return nil
        }
    }
}

extension Expression {
    /// The same load into another register.
    func loading(into register: Register) -> Expression {
        switch self {
        case .payload(var payload):
            payload.register = register
            return .payload(payload)
        case .meta(let key, _): return .meta(key: key, register: register)
        case .ct(let key, let direction, _): return .ct(key: key, direction: direction, register: register)
        case .rt(let key, _): return .rt(key: key, register: register)
        case .fib(let result, let flags, _): return .fib(result: result, flags: flags, register: register)
        case .socket(let key, let level, _): return .socket(key: key, level: level, register: register)
        case .osf(let ttl, let flags, _): return .osf(ttl: ttl, flags: flags, register: register)
        case .tunnel(let key, _): return .tunnel(key: key, register: register)
        case .xfrm(let key, let direction, let spnum, _): return .xfrm(key: key, direction: direction, spnum: spnum, register: register)
        case .exthdr(var exthdr):
            exthdr.register = register
            return .exthdr(exthdr)
        case .inner(var inner):
            inner.expression = inner.expression.loading(into: register)
            return .inner(inner)
        case .numgen(let type, let modulus, let offset, _):
            return .numgen(type: type, modulus: modulus, offset: offset, register: register)
        case .hash(var hash):
            hash.register = register
            return .hash(hash)
        default: return self
        }
    }
}
