import WeirModel

extension RuleLowering {
    mutating func lowerMatch(_ left: Term, _ comparison: Comparison, _ right: Term) throws {
        // A match that a statement's field depends on is no part of what it computes.
        let bits = targetBits.take()
        defer { targetBits = bits }
        let operand = try operand(of: left, expecting: concatenation(left, beside: right))
        switch (comparison, right) {
        case (.anyOf, _):
            try lowerAnyOf(operand, right)
        case (.equal, .value(let value)), (.notEqual, .value(let value)):
            try lowerValue(operand, value, negated: comparison == .notEqual, isProtocolKey: left.isProtocolKey)
        case (.equal, .flags), (.notEqual, .flags), (.equal, .binary), (.notEqual, .binary):
            guard let number = try constantNumber(right, type: operand.type) else {
                throw LoweringError("the right side of a comparison has to be a constant")
            }
            try lowerValue(operand, .number(number, operand.type), negated: comparison == .notEqual, isProtocolKey: left.isProtocolKey)
        case (.equal, .prefix(let value, let length)), (.notEqual, .prefix(let value, let length)):
            try lowerPrefix(operand, value, length: Int(length), negated: comparison == .notEqual)
        case (.equal, .range(let low, let high)), (.notEqual, .range(let low, let high)):
            try lowerRange(operand, low, high, negated: comparison == .notEqual)
        case (.equal, .set(let elements)), (.notEqual, .set(let elements)):
            var key = operand
            let set = try AnonymousSetLowering(rule: self).set(elements, term: left, key: &key)
            lookup(key, .anonymous(set), negated: comparison == .notEqual)
            learnMembers(left, elements, comparison)
        case (.equal, .namedSet(let name)), (.notEqual, .namedSet(let name)):
            guard let shape = table.sets[name] else { throw undefined(set: name) }
            guard operand.components.count == shape.key.count else {
                throw LoweringError("`@\(name)` has keys of \(shape.key.count) parts, and \(operand.components.count) are given")
            }
            lookup(shape.isInterval ? operand.bigEndian(in: table.dialect) : operand, .named(name), negated: comparison == .notEqual)
        case (_, .value(let value)):
            lowerOrder(try Comparable(operand.ordered(in: table.dialect), value, in: self), comparison)
        case (_, .field), (_, .range), (_, .prefix), (_, .flags), (_, .set), (_, .namedSet), (_, .concatenation), (_, .binary), (_, .map),
            (_, .jhash):
            throw LoweringError("`\(comparison.rawValue)` is not possible here", help: "a value, range, prefix or set is")
        }
        if comparison == .equal, case .value(.number(let number, _)) = right { learn(left, equals: number) }
    }

    /// The types of a named set's key, for constants in a concatenation.
    private func concatenation(_ left: Term, beside right: Term) -> Expectation? {
        guard case .concatenation = left, case .namedSet(let name) = right, let shape = table.sets[name] else { return nil }
        return Expectation(shape.key)
    }

    private mutating func learnMembers(_ left: Term, _ elements: ElementList, _ comparison: Comparison) {
        guard comparison == .equal, left.isProtocolKey else { return }
        for element in elements {
            if case .values(let values) = element.key, values.count == 1, case .number(let number, _) = values[0] {
                learn(left, equals: number)
            }
        }
    }

    private mutating func learn(_ term: Term, equals number: UInt128) {
        guard term.isProtocolKey, case .field(let field) = term else { return }
        if case .inner(_, let carried) = field { inner.learn(carried, equals: number) } else { context.learn(field, equals: number) }
    }

    // MARK: one value

    private mutating func lowerValue(_ operand: Operand, _ value: Value, negated: Bool, isProtocolKey: Bool) throws {
        if case .payload(let place, let bitOffset, let bitLength) = operand.node, operand.bits % 8 == 0, bitOffset % 8 == 0 {
            let number = try number(of: value)
            guard number <= Bytes.mask(operand.bits) else { throw tooWide(number, operand) }
            steps.append(
                .payload(
                    .init(
                        place: place, bitOffset: bitOffset, bitLength: bitLength, negated: negated, value: number,
                        isProtocolKey: isProtocolKey)))
            return
        }
        if operand.type.isString, let prefix = value.wildcardPrefix {
            // Only the bytes before the star are compared.
            emitMatch(operand) { [.cmp(op: negated ? CmpOp.notEqual : CmpOp.equal, source: $0, data: prefix)] }
            return
        }
        let comparable = try Comparable(operand, value, in: self)
        emitMatch(comparable.operand) { [.cmp(op: negated ? CmpOp.notEqual : CmpOp.equal, source: $0, data: comparable.data)] }
    }

    func tooWide(_ number: UInt128, _ operand: Operand) -> LoweringError {
        LoweringError("\(number) does not fit into the \(operand.bits) bits of the field")
    }

    /// An operand and the constant that it is compared with, after reversible operations were moved to the constant.
    struct Comparable {
        var operand: Operand
        var data: [UInt8]

        init(_ operand: Operand, _ value: Value, in rule: RuleLowering) throws {
            if operand.type.isString {
                self.operand = operand
                data = try rule.bytes(of: value, as: operand.shape[0])
                return
            }
            let number = try rule.number(of: value)
            let stripped = ConstantTransfer.strip(operand)
            let moved = try stripped?.transfer.apply(number) ?? number
            let constants =
                stripped?.constants ?? .init(type: operand.type, bits: operand.comparedBits(in: rule.table.dialect), order: operand.order)
            guard moved <= Bytes.mask(constants.bits) else { throw rule.tooWide(number, operand) }
            self.operand = stripped?.operand ?? operand
            data = Bytes.encode(moved, count: (constants.bits + 7) / 8, order: constants.order)
        }
    }

    private mutating func lowerOrder(_ comparable: Comparable, _ comparison: Comparison) {
        let op =
            switch comparison {
            case .less: CmpOp.less
            case .lessOrEqual: CmpOp.lessOrEqual
            case .greater: CmpOp.greater
            default: CmpOp.greaterOrEqual
            }
        emitMatch(comparable.operand) { [.cmp(op: op, source: $0, data: comparable.data)] }
    }

    // MARK: bits

    /// Any of the bits: `(operand & bits) != 0`.
    private mutating func lowerAnyOf(_ operand: Operand, _ right: Term) throws {
        guard let bits = try constantNumber(right, type: operand.type) else {
            throw LoweringError("any-of needs constant flags")
        }
        let zero = [UInt8](repeating: 0, count: operand.bytes)
        emitMatch(operand) { [operand.masking($0, by: bits), .cmp(op: CmpOp.notEqual, source: $0, data: zero)] }
    }

    // MARK: prefixes and ranges

    private mutating func lowerPrefix(_ operand: Operand, _ value: Value, length: Int, negated: Bool) throws {
        guard length <= operand.bits else {
            throw LoweringError("a prefix length of \(length) is more than the \(operand.bits) bits of the field")
        }
        let op = negated ? CmpOp.notEqual : CmpOp.equal
        let number = try number(of: value) & Bytes.prefixMask(length, of: operand.bits)
        if operand.order == .big, length > 0, length % 8 == 0 {
            // Whole bytes: only those are loaded.
            var shorter = operand
            shorter.bits = length
            if case .payload(let place, let bitOffset, _) = operand.node {
                shorter.node = .payload(place, bitOffset: bitOffset, bitLength: UInt32(length))
            } else if case .load(.exthdr(var exthdr)) = operand.node {
                exthdr.length = UInt32(length / 8)
                shorter.node = .load(.exthdr(exthdr))
            }
            let data = Bytes.encode(number >> UInt128(operand.bits - length), count: length / 8, order: .big)
            emitMatch(shorter) { [.cmp(op: op, source: $0, data: data)] }
            return
        }
        let data = Bytes.encode(number, count: operand.bytes, order: operand.order)
        emitMatch(operand) { [operand.masking($0, by: Bytes.prefixMask(length, of: operand.bits)), .cmp(op: op, source: $0, data: data)] }
    }

    private mutating func lowerRange(_ operand: Operand, _ low: Value, _ high: Value, negated: Bool) throws {
        let from = try number(of: low)
        let to = try number(of: high)
        var negated = negated
        var (first, last) = (low, high)
        if from > to {
            // Across midnight, or the end of the week.
            guard operand.type == .hour || operand.type == .day else {
                throw LoweringError("the range \(from)-\(to) is empty", help: "put the lower end first")
            }
            (first, last) = (high, low)
            negated.toggle()
        }
        let lower = try Comparable(operand.ordered(in: table.dialect), first, in: self)
        let upper = try Comparable(operand.ordered(in: table.dialect), last, in: self)
        let dialect = table.dialect
        emitMatch(lower.operand) { Expression.range($0, lower.data, upper.data, negated: negated, in: dialect) }
    }

    // MARK: sets

    private mutating func lookup(_ key: Operand, _ set: SetReference, negated: Bool) {
        emitMatch(key) { [.lookup(.init(source: $0, set: set, flags: negated ? 1 : 0))] }
    }

    mutating func lowerVerdictMap(key: Term, _ source: MapSource) throws {
        var expressions: [Expression] = []
        switch source {
        case .named(let name):
            guard let shape = table.sets[name] else { throw undefined(set: name) }
            guard shape.data == .verdict else { throw LoweringError("`@\(name)` is not a verdict map") }
            let operand = try self.key(key, for: shape)
            operand.emit(into: 0, free: operand.freeBesideVerdict, &expressions)
            expressions.append(.lookup(.init(source: Registers.number(slot: 0), set: .named(name), register: Registers.verdict)))
        case .anonymous(let elements):
            var operand = try operand(of: key)
            let set = try AnonymousSetLowering(rule: self).map(elements, term: key, key: &operand, data: .verdict)
            operand.emit(into: 0, free: operand.freeBesideVerdict, &expressions)
            expressions.append(.lookup(.init(source: Registers.number(slot: 0), set: .anonymous(set), register: Registers.verdict)))
        }
        add(expressions)
    }

    private mutating func emitMatch(_ operand: Operand, then: (Expression.Register) -> [Expression]) {
        var expressions: [Expression] = []
        operand.emit(into: 0, &expressions)
        expressions += then(Registers.number(slot: 0))
        steps.append(.match(expressions))
    }
}

extension Term {
    /// Whether equality with this determines the next protocol.
    fileprivate var isProtocolKey: Bool {
        if case .field(let field) = self { ProtocolContext.isProtocolKey(field.carried) } else { false }
    }
}

extension Operand {
    /// The first slot that nft takes for the source of a verdict map's key: after twice the slots of a concatenation.
    fileprivate var freeBesideVerdict: Int? { concatenationSlots > 0 ? concatenationSlots * 2 : nil }

    /// A mask by a separate expression, on the operand's register.
    fileprivate func masking(_ register: Expression.Register, by mask: UInt128) -> Expression {
        .bitwise(
            .init(
                source: register, register: register, length: UInt32(bytes),
                operation: .mask(and: Bytes.encode(mask, count: bytes, order: order), xor: [UInt8](repeating: 0, count: bytes))))
    }
}
