import WeirModel

extension RuleLowering {
    /// The type that a statement expects of a constant.
    struct Expectation {
        var components: [SetShape.Component]
        init(_ components: [SetShape.Component]) { self.components = components }
        init(_ type: DataType, _ bits: Int, _ order: ByteOrder) { components = [.init(type: type, bits: bits, order: order)] }
        init(_ layout: FieldLayout) { self.init(layout.type, Int(layout.bitLength), layout.byteOrder) }
        init(_ operand: Operand) { components = operand.shape }
    }

    /// The computation of a term; constants need an expected type.
    mutating func operand(of term: Term, expecting: Expectation? = nil) throws -> Operand {
        switch term {
        case .field(let field):
            return adopt(try operand(of: field), expecting)
        case .value(let value):
            guard let shape = expecting?.components.first ?? Self.defaultShape(of: value.type) else {
                throw LoweringError("a bare value of type \(value.type) has no width here")
            }
            return Operand(
                node: .constant(try bytes(of: value, as: shape)), type: shape.type, bits: shape.bits, order: shape.order)
        case .concatenation(let terms):
            var parts: [Operand] = []
            for (index, part) in terms.enumerated() {
                let shape = expecting.flatMap { $0.components.indices.contains(index) ? Expectation([$0.components[index]]) : nil }
                parts.append(try operand(of: part, expecting: shape))
            }
            let bytes = parts.reduce(0) { $0 + Registers.slots(forBits: $1.bits) * Registers.slotBytes }
            guard 1...Registers.bytes ~= bytes else {
                throw LoweringError("a concatenation takes \(bytes) bytes, and the kernel's registers hold 1 to \(Registers.bytes)")
            }
            return Operand(node: .concatenation(parts), type: .invalid, bits: bytes * 8, order: .host)
        case .binary(let op, let left, let right):
            return try binary(op, left, right, expecting)
        case .map(let key, let source):
            return try map(key: key, source, expecting: expecting)
        case .jhash(let key, let modulus, let seed, let offset):
            let inner = try operand(of: key)
            return adopt(
                Operand(node: .hash(inner, modulus: modulus, seed: seed, offset: offset), type: .integer, bits: 32, order: .host), expecting
            )
        case .range, .prefix, .flags, .set, .namedSet:
            throw LoweringError("a set or range can't be computed with", help: "it belongs on the right of a match")
        }
    }

    /// nft gives generators the type of the field that they are assigned to, so that no conversion is made.
    private func adopt(_ operand: Operand, _ expecting: Expectation?) -> Operand {
        guard operand.type == .integer, operand.bits == 32, case .load(let load) = operand.node, let shape = expecting?.components.first,
            expecting?.components.count == 1, shape.bits == 32
        else {
            guard case .hash = operand.node, let shape = expecting?.components.first, shape.bits == 32 else { return operand }
            var result = operand
            result.type = shape.type
            return result
        }
        switch load {
        case .numgen, .hash:
            var result = operand
            result.type = shape.type
            return result
        default: return operand
        }
    }

    private static func defaultShape(of type: DataType) -> SetShape.Component? {
        type.bitLength.map { .init(type: type, bits: Int($0), order: type.byteOrder ?? .host) }
    }

    // MARK: binary operations

    private mutating func binary(_ op: BinaryOperator, _ left: Term, _ right: Term, _ expecting: Expectation?) throws -> Operand {
        let inner = try operand(of: left, expecting: expecting)
        try Self.refuseWide(inner.bits)
        let bits = max(targetBits ?? 0, inner.bits)
        let isWidened = bits > inner.bits
        guard let number = try constantNumber(right, type: inner.type) else {
            return try combine(isWidened ? inner.asHostNumber() : inner, op, right, bits: bits, expecting)
        }
        switch op {
        case .leftShift, .rightShift:
            guard number < UInt128(bits) else {
                throw LoweringError("a shift of \(number) bits is more than the \(bits) bits that there are")
            }
            let converted = isWidened ? inner.asHostNumber() : inner.converted(to: .host)
            var result = converted
            result.bits = bits
            result.constantOrder = inner.constantOrder ?? inner.order
            result.node = .shift(converted, left: op == .leftShift, by: UInt32(number))
            return result
        case .and, .or, .xor:
            let all = Bytes.mask(bits)
            guard number <= all else { throw LoweringError("\(number) does not fit into the \(bits) bits of the field") }
            let inner = isWidened ? inner.asHostNumber() : inner
            let (mask, flip): (UInt128, UInt128) =
                switch op {
                case .and: (number, 0)
                case .or: (all ^ number, number)
                default: (all, number)
                }
            var result = inner
            result.bits = bits
            result.node = op == .xor ? .flip(inner, flip) : .mask(inner, and: mask, xor: flip)
            return result
        }
    }

    /// An operation on two registers, which kernels have since 6.13.
    private mutating func combine(
        _ left: Operand, _ op: BinaryOperator, _ right: Term, bits: Int, _ expecting: Expectation?
    ) throws -> Operand {
        guard let combined = op.bitwise else { throw LoweringError("the right side of `\(op.rawValue)` has to be a constant") }
        let other = try operand(of: right, expecting: expecting)
        try Self.refuseWide(other.bits)
        guard other.registers < Registers.slots / 4 else {
            throw LoweringError("the kernel has no registers left for the operations in brackets", help: "begin with the longest of them")
        }
        var result = left
        result.bits = bits
        result.node = .combine(left, combined, left.order == .host ? other.asHostNumber() : other.converted(to: left.order))
        return result
    }

    /// Masks are numbers of 128 bits, which would clear the other bits of a wider field.
    static func refuseWide(_ bits: Int) throws {
        guard bits <= 128 else { throw LoweringError("\(bits) bits can't be computed with", help: "128 bits at a time can") }
    }

    /// A constant's number; a list of flags is their union.
    func constantNumber(_ term: Term, type: DataType) throws -> UInt128? {
        switch term {
        case .value(let value): return try number(of: value)
        case .flags(let values): return try values.reduce(UInt128(0)) { $0 | (try number(of: $1)) }
        case .binary(.or, let left, let right):
            guard let a = try constantNumber(left, type: type), let b = try constantNumber(right, type: type) else { return nil }
            return a | b
        case .binary, .field, .range, .prefix, .set, .namedSet, .concatenation, .map, .jhash: return nil
        }
    }

    // MARK: maps

    mutating func map(key: Term, _ source: MapSource, expecting: Expectation?) throws -> Operand {
        switch source {
        case .named(let name):
            guard let shape = table.sets[name] else { throw undefined(set: name) }
            guard case .values(let components, let interval)? = shape.data else {
                throw LoweringError("`@\(name)` is not a map of values")
            }
            let keyOperand = try self.key(key, for: shape)
            let bits = Self.bits(of: components) * (interval ? 2 : 1)
            return Operand(
                node: .map(key: keyOperand, .named(name)), type: components.count == 1 ? components[0].type : .invalid, bits: bits,
                order: components.count == 1 ? components[0].order : .host)
        case .anonymous(let elements):
            guard let expecting else { throw LoweringError("the type of the map's data is unknown here") }
            var keyOperand = try operand(of: key)
            let set = try AnonymousSetLowering(rule: self).map(elements, term: key, key: &keyOperand, data: .values(expecting.components))
            let interval = set.specification.dataLength.map { Int($0) > Self.bits(of: expecting.components) / 8 } ?? false
            let bits = Self.bits(of: expecting.components) * (interval ? 2 : 1)
            return Operand(
                node: .map(key: keyOperand, .anonymous(set)),
                type: expecting.components.count == 1 ? expecting.components[0].type : .invalid,
                bits: bits, order: expecting.components.count == 1 ? expecting.components[0].order : .host)
        }
    }

    static func bits(of components: [SetShape.Component]) -> Int {
        components.count == 1 ? components[0].bits : components.reduce(0) { $0 + Registers.slots(forBits: $1.bits) * 32 }
    }

    /// A key as a named set wants it.
    mutating func key(_ term: Term, for shape: SetShape) throws -> Operand {
        let operand = try operand(of: term, expecting: Expectation(shape.key))
        guard operand.components.count == shape.key.count else {
            throw LoweringError("the set's key has \(shape.key.count) parts, and \(operand.components.count) are given")
        }
        return shape.isInterval ? operand.bigEndian(in: table.dialect) : operand
    }

    func undefined(set name: String) -> LoweringError {
        LoweringError(
            "`@\(name)` is not defined in this table",
            help: Suggestion.nearest(to: name, among: table.sets.keys).map { "did you mean `@\($0)`?" } ?? "declare it in the table")
    }

    // MARK: values

    func number(of value: Value) throws -> UInt128 {
        switch value {
        case .number(let number, _): return number
        case .text(let name, let type):
            guard let number = table.names.number(of: name, type: type) else {
                throw LoweringError("no \(type.hostNoun) named `\(name)` on this host")
            }
            return number
        }
    }

    /// A value in register form.
    func bytes(of value: Value, as shape: SetShape.Component) throws -> [UInt8] {
        let count = (shape.bits + 7) / 8
        if case .text(let text, _) = value, shape.type.isString {
            guard let bytes = Bytes.string(NamePattern.name(of: text), count: count) else {
                throw LoweringError("`\(text)` is longer than the \(count - 1) bytes that fit")
            }
            return bytes
        }
        let number = try number(of: value)
        guard number <= Bytes.mask(shape.bits) else {
            throw LoweringError("\(number) does not fit into the \(shape.bits) bits of \(shape.type.nftName)")
        }
        return Bytes.encode(number, count: count, order: shape.order)
    }
}
