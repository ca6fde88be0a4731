import WeirModel

extension RuleLifting {
    /// The likeliest term that computes a register's content. Constants need an expected type.
    mutating func liftTerm(_ symbol: SymbolicValue, expecting: [SetShape.Component]? = nil) -> Term? {
        terms(of: symbol, expecting: expecting).first
    }

    /// The terms that may compute a register's content, the likeliest first.
    mutating func terms(of symbol: SymbolicValue, expecting: [SetShape.Component]? = nil) -> [Term] {
        // Each mask on a mask may double them.
        Array(allTerms(of: symbol, expecting: expecting).prefix(256))
    }

    private mutating func allTerms(of symbol: SymbolicValue, expecting: [SetShape.Component]?) -> [Term] {
        switch symbol {
        case .load(let load):
            return fields(of: load).map { .field($0) }
        case .constant(let data):
            guard let component = expecting?.first else { return [] }
            return value(data, component).map { [.value($0)] } ?? []
        case .byteorder(let inner):
            return terms(of: inner, expecting: expecting)
        case .mask(let inner, let and, let xor):
            return maskedFields(inner, and, xor) + terms(of: inner).flatMap { masked($0, and, xor) } + bits(of: symbol)
        case .shift(let inner, let left, let amount, _):
            let named = left ? [] : shiftedFields(inner, by: Int(amount))
            return named + bits(of: symbol)
                + terms(of: inner).map { .binary(left ? .leftShift : .rightShift, $0, .value(.number(UInt128(amount), .integer))) }
        case .combine(let left, let op, let right, _):
            let others = terms(of: right, expecting: expecting)
            return terms(of: left, expecting: expecting).flatMap { term in others.prefix(8).map { .binary(BinaryOperator(op), term, $0) } }
        case .map(let key, let set):
            return liftMap(key, set, expecting: expecting)
        case .hash(let key, let hash):
            return keys(key, types: nil).map { .jhash($0, modulus: hash.modulus, seed: hash.seed, offset: hash.offset) }
        }
    }

    // MARK: keys

    /// The terms that may fill registers with a set's key or data of this shape.
    mutating func keys(at register: Expression.Register, _ shape: [SetShape.Component]) -> [Term] {
        guard let slot = Registers.slot(of: register), let parts = symbols(at: slot, bytes: shape.bytes) else { return [] }
        return keys(parts, types: shape.map(\.type), shape: shape)
    }

    /// The possible terms of a key, the likeliest first: one, or concatenations of the parts that fill it.
    ///
    /// - Parameter types: the types of the key's parts in the set, which distinguish a field from the bits at its place.
    mutating func keys(_ parts: [SymbolicValue], types: [DataType]?, shape: [SetShape.Component]? = nil) -> [Term] {
        var choices: [[Term]] = [[]]
        for (index, part) in parts.enumerated() {
            let component = shape.flatMap { $0.indices.contains(index) ? [$0[index]] : nil }
            // A map's data may fill several parts.
            let terms = terms(of: part, expecting: parts.count == 1 ? shape : component)
            let type = types.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            let likely = terms.filter { type == nil || layout(of: $0)?.type == type }
            let taken = (likely.isEmpty ? terms : likely).prefix(parts.count == 1 ? 8 : 2)
            choices = choices.prefix(8).flatMap { chosen in taken.map { chosen + [$0] } }
        }
        return choices.compactMap { $0.isEmpty ? nil : $0.count == 1 ? $0[0] : .concatenation($0) }
    }

    /// The terms that a comparison of this register may be about. Operations that a comparison moves to its constant are not in the register.
    mutating func comparables(_ symbol: SymbolicValue, expecting: [SetShape.Component]? = nil) -> [Term] {
        let plain = terms(of: symbol, expecting: expecting)
        var result: [Term] = []
        if case .mask(let inner, let and, let xor) = symbol, xor.allSatisfy({ $0 == 0 }) {
            result += unshiftedFields(inner, and)
            // A mask that is longer than a bit field comes from a shift.
            let (own, long) = (plain.filter { !hasLongMask($0) }, plain.filter(hasLongMask))
            result += own + rightShifted(inner, and) + long
        } else {
            result += plain
        }
        if case .byteorder(let inner) = symbol { result += terms(of: inner).map { .binary(.leftShift, $0, .value(.number(0, .integer))) } }
        // A flip of no bits keeps the content in its register.
        switch symbol {
        case .mask, .shift: break
        default: return result
        }
        return result + plain.map { .binary(.xor, $0, .value(.number(0, layout(of: $0)?.type ?? .integer))) }
    }

    private func hasLongMask(_ term: Term) -> Bool {
        guard case .binary(.and, let left, .value(.number(let mask, _))) = term, let bits = operand(of: left)?.constantBits else {
            return false
        }
        return mask > Bytes.mask(bits)
    }

    /// `x >> n` is compared as `x & mask`.
    private mutating func rightShifted(_ inner: SymbolicValue, _ and: [UInt8]) -> [Term] {
        terms(of: inner).compactMap { term in
            let order: ByteOrder = if case .byteorder = inner { .host } else { layout(of: term)?.order ?? .host }
            guard let mask = Bytes.decode(and, order: order), mask != 0 else { return nil }
            let shift = mask.trailingZeroBitCount
            guard shift > 0, let bits = layout(of: term)?.bits, mask == Bytes.mask(bits) ^ Bytes.mask(shift) else { return nil }
            return .binary(.rightShift, term, .value(.number(UInt128(shift), .integer)))
        }
    }

    // MARK: masks

    /// `(x & and) ^ xor`, as and, xor, or: bits that are cleared and then set are "or".
    private mutating func masked(_ term: Term, _ and: [UInt8], _ xor: [UInt8]) -> [Term] {
        guard let layout = layout(of: term) else { return [] }
        // More bits than the term has are those of a field that is set.
        let isWidened = and.count > (layout.bits + 7) / 8
        let order = isWidened ? .host : layout.order
        guard let mask = Bytes.decode(and, order: order), let flip = Bytes.decode(xor, order: order) else { return [] }
        return masked(term, layout.type, all: Bytes.mask(isWidened ? and.count * 8 : layout.bits), mask, flip)
    }

    func masked(_ term: Term, _ type: DataType, all: UInt128, _ mask: UInt128, _ flip: UInt128) -> [Term] {
        let set = ~mask & flip & all
        let kept = mask | set
        let flipped = flip & mask
        func and(_ term: Term) -> Term { .binary(.and, term, .value(.number(kept, type))) }
        func xor(_ term: Term) -> Term { .binary(.xor, term, .value(.number(flipped, type))) }
        func or(_ term: Term) -> Term { .binary(.or, term, .value(.number(set, type))) }
        if set != 0 {
            let inner = kept != all ? and(term) : term
            return [or(flipped != 0 ? xor(inner) : inner)]
        }
        // A mask of all ones and nothing to flip is still a mask. A comparison takes away a flip that comes last.
        if flipped == 0 { return [and(term)] }
        return [xor(kept != all ? and(term) : term), and(xor(term))]
    }

    /// The type and place of a lifted term in its register.
    func layout(of term: Term) -> (type: DataType, bits: Int, order: ByteOrder)? {
        operand(of: term).map { ($0.type, $0.bits, $0.order) }
    }

    func operand(of term: Term) -> Operand? {
        var lowering = lowering
        return try? lowering.operand(of: term)
    }

    // MARK: maps

    private mutating func liftMap(_ key: [SymbolicValue], _ set: SetReference, expecting: [SetShape.Component]?) -> [Term] {
        switch set {
        case .named(let name):
            guard let shape = table.sets[name] else { return [] }
            return keys(key, types: shape.key.map(\.type), shape: shape.elementKey).map { .map(key: $0, .named(name)) }
        case .anonymous(let set):
            guard let expecting else { return [] }
            return keys(of: set, key).compactMap { term in
                elements(of: set, key: term, data: .values(expecting)).map { .map(key: term, .anonymous($0)) }
            }
        }
    }

    /// The possible keys of a set, by its key's type.
    mutating func keys(of set: AnonymousSet, _ parts: [SymbolicValue]) -> [Term] {
        let types = SetDeclaration.Content.types(of: set.specification.keyType)
        guard parts.count == 1 else { return keys(parts, types: types) }
        let terms = comparables(parts[0])
        let likely = terms.filter { layout(of: $0)?.type == types.last }
        return likely.isEmpty ? terms : likely
    }

    // MARK: values

    /// A constant in register form as a value of its type.
    func value(_ data: [UInt8], _ component: SetShape.Component) -> Value? {
        if component.type.isString {
            let bytes = data.prefix { $0 != 0 }
            // Bytes after a NUL are kept as a number.
            guard data[bytes.count...].allSatisfy({ $0 == 0 }) else {
                return Bytes.decode(data, order: component.order).map { .number($0, component.type) }
            }
            return .text(NamePattern.text(ofName: String(outside: bytes)), component.type)
        }
        guard let number = Bytes.decode(data, order: component.order) else { return nil }
        if let name = table.names.name(of: number, type: component.type) { return .text(name, component.type) }
        return .number(number, component.type)
    }
}
