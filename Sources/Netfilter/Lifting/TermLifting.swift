import WeirModel

extension RuleLifting {
    /// The term that computes what a register holds. Constants need to be told what they are.
    mutating func liftTerm(_ symbol: Symbol, expecting: [SetShape.Component]? = nil) -> Term? {
        switch symbol {
        case .load(let load):
            return field(of: load).map { .field($0) }
        case .constant(let data):
            guard let component = expecting?.first else { return nil }
            return value(data, component).map { .value($0) }
        case .byteorder(let inner):
            return liftTerm(inner, expecting: expecting)
        case .mask(let inner, let and, let xor):
            if case .load(let load) = inner, xor.allSatisfy({ $0 == 0 }), let (field, shift) = bitfield(of: load, mask: and), shift == 0 {
                return .field(field)
            }
            return liftMask(inner, and, xor)
        case .shift(let inner, let left, let amount, _):
            if !left, case .mask(let load, let and, let xor) = inner, xor.allSatisfy({ $0 == 0 }), case .load(let expression) = load,
                let (field, shift) = bitfield(of: expression, mask: and), shift == Int(amount)
            {
                return .field(field)
            }
            return liftTerm(inner).map { .binary(left ? .leftShift : .rightShift, $0, .value(.number(UInt128(amount), .integer))) }
        case .map(let key, let set):
            return liftMap(key, set, expecting: expecting)
        case .hash(let key, let hash):
            let parts = key.compactMap { liftTerm($0) }
            guard parts.count == key.count, !parts.isEmpty else { return nil }
            return .jhash(
                parts.count == 1 ? parts[0] : .concatenation(parts), modulus: hash.modulus, seed: hash.seed, offset: hash.offset)
        }
    }

    /// A key in registers: one term, or a concatenation of the parts that fill it.
    mutating func liftKey(at register: Expression.Register, bytes: Int, shape: [SetShape.Component]? = nil) -> Term? {
        guard let slot = Registers.slot(of: register), let parts = symbols(at: slot, bytes: bytes) else { return nil }
        return liftKey(parts, shape: shape)
    }

    mutating func liftKey(_ parts: [Symbol], shape: [SetShape.Component]?) -> Term? {
        var terms: [Term] = []
        for (index, part) in parts.enumerated() {
            let component = shape.flatMap { $0.indices.contains(index) ? [$0[index]] : nil }
            // A map's data may fill several parts.
            guard let term = liftTerm(part, expecting: parts.count == 1 ? shape : component) else { return nil }
            terms.append(term)
        }
        return terms.count == 1 ? terms[0] : .concatenation(terms)
    }

    // MARK: masks

    private mutating func liftMask(_ inner: Symbol, _ and: [UInt8], _ xor: [UInt8]) -> Term? {
        guard let term = liftTerm(inner), let layout = layout(of: term), let mask = Bytes.decode(and, order: layout.order),
            let flip = Bytes.decode(xor, order: layout.order)
        else { return nil }
        // (x & and) ^ xor, as and, xor, or: bits that are cleared and then set are "or".
        let all = Bytes.mask(and.count * 8)
        let set = ~mask & flip & all
        let kept = mask | set
        let flipped = flip & mask
        var result = term
        if kept != all { result = .binary(.and, result, .value(.number(kept, layout.type))) }
        if flipped != 0 { result = .binary(.xor, result, .value(.number(flipped, layout.type))) }
        if set != 0 { result = .binary(.or, result, .value(.number(set, layout.type))) }
        // A mask of all ones and nothing to flip is still a mask.
        if result == term { result = .binary(.and, term, .value(.number(all, layout.type))) }
        return result
    }

    /// What a lifted term has in its register.
    func layout(of term: Term) -> (type: DataType, bits: Int, order: ByteOrder)? {
        var lowering = RuleLowering(table: table)
        lowering.context = context
        guard let operand = try? lowering.operand(of: term) else { return nil }
        return (operand.type, operand.bits, operand.order)
    }

    // MARK: maps

    private mutating func liftMap(_ key: [Symbol], _ set: SetReference, expecting: [SetShape.Component]?) -> Term? {
        switch set {
        case .named(let name):
            guard let shape = table.sets[name], let term = liftKey(key, shape: shape.key) else { return nil }
            return .map(key: term, .named(name))
        case .anonymous(let set):
            // A bit field that is looked up unshifted.
            if let expecting, key.count == 1, case .mask(.load(let load), let and, let xor) = key[0], xor.allSatisfy({ $0 == 0 }),
                let (field, _) = bitfield(of: load, mask: and),
                let elements = elements(of: set, key: .field(field), data: .values(expecting))
            {
                return .map(key: .field(field), .anonymous(elements))
            }
            guard let term = liftKey(key, shape: nil), let expecting,
                let elements = elements(of: set, key: term, data: .values(expecting))
            else { return nil }
            return .map(key: term, .anonymous(elements))
        }
    }

    // MARK: values

    /// A constant in register form as a value of its type.
    func value(_ data: [UInt8], _ component: SetShape.Component) -> Value? {
        if component.type.isString {
            let text = data.prefix { $0 != 0 }
            guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else { return nil }
            return .text(Value.escaped(String(decoding: text, as: UTF8.self)), component.type)
        }
        guard let number = Bytes.decode(data, order: component.order) else { return nil }
        if let name = table.names.name(of: number, type: component.type) { return .text(name, component.type) }
        return .number(number, component.type)
    }
}
