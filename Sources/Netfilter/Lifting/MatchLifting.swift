import WeirModel

extension RuleLifting {
    // MARK: comparisons

    mutating func liftComparison(_ op: UInt32, _ source: Expression.Register, _ data: [UInt8]) -> [[Statement]] {
        guard let symbol = symbol(at: source) else { return [] }
        let data = if case .load(let load) = symbol, load.isRouteCheck { data.withoutPadding } else { data }
        if let from = rangeStart {
            rangeStart = nil
            return liftRange(0, source, from, data)
        }
        switch op {
        case CmpOp.equal: return liftEquality(symbol, .equal, data)
        case CmpOp.notEqual: return liftAnyOf(symbol, data) + liftEquality(symbol, .notEqual, data)
        default:
            guard
                let comparison: Comparison = [
                    CmpOp.less: .less, CmpOp.lessOrEqual: .lessOrEqual, CmpOp.greater: .greater, CmpOp.greaterOrEqual: .greaterOrEqual,
                ][op]
            else { return [] }
            return sides(symbol, data, isOrdered: true).map { [.match($0, comparison, .value($1))] }
        }
    }

    private mutating func liftEquality(_ symbol: SymbolicValue, _ comparison: Comparison, _ data: [UInt8]) -> [[Statement]] {
        var result: [[Statement]] = []
        if case .load(let load) = symbol { result += liftLoadEquality(load, comparison, data) }
        if case .mask(let inner, let and, let xor) = symbol, xor.allSatisfy({ $0 == 0 }) {
            result += liftPrefix(inner, and, comparison, data)
        }
        result += sides(symbol, data, isOrdered: false).map { [.match($0, comparison, .value($1))] }
        return result
    }

    /// A field and the number that it is compared with.
    private mutating func sides(_ symbol: SymbolicValue, _ data: [UInt8], isOrdered: Bool) -> [(Term, Value)] {
        comparables(symbol).compactMap { term in
            guard var operand = operand(of: term) else { return nil }
            if isOrdered { operand = operand.ordered(in: table.dialect) }
            guard !operand.type.isString, let stripped = ConstantTransfer.strip(operand) else {
                let bits = operand.type.isString ? operand.bits : operand.constantBits ?? operand.bits
                return value(data, .init(type: operand.type, bits: bits, order: operand.order)).map { (term, $0) }
            }
            guard let moved = Bytes.decode(data, order: stripped.constants.order), let number = stripped.transfer.undo(moved) else {
                return nil
            }
            return (term, constant(number, operand.type))
        }
    }

    /// Comparisons of plain loads: whole fields, their leading bytes, or several fields that nft merged.
    private func liftLoadEquality(_ load: Expression, _ comparison: Comparison, _ data: [UInt8]) -> [[Statement]] {
        if case .inner(let inner) = load {
            guard let (tunnel, lifting) = carried(by: inner) else { return [] }
            return lifting.liftLoadEquality(inner.expression, comparison, data).map { $0.map { $0.carried(by: tunnel) } }
        }
        var result: [[Statement]] = []
        if case .payload(let payload) = load, let base = PayloadBase(kernelNumber: payload.base), Int(payload.length) == data.count {
            let bitOffset = payload.offset * 8
            let bitLength = payload.length * 8
            if let field = header(base, bitOffset: bitOffset, bitLength: bitLength), let number = Bytes.decode(data, order: .big) {
                result.append([.match(.field(.header(field)), comparison, .value(constant(number, field.layout.type)))])
            }
            if let field = longerField(base, bitOffset, bitLength), let number = Bytes.decode(data, order: .big) {
                let value = Value.number(number << UInt128(field.layout.bitLength - bitLength), field.layout.type)
                result.append([.match(.field(.header(field)), comparison, .prefix(value, length: UInt8(bitLength)))])
            }
            if let parts = split(base, bitOffset, data) {
                result.append(parts.map { .match(.field($0), comparison, .value($1)) })
            }
        }
        if case .exthdr(let exthdr) = load, exthdr.flags == 0, Int(exthdr.length) == data.count,
            let number = Bytes.decode(data, order: .big)
        {
            for field in exthdrFields(exthdr, bitLength: nil)
            where field.layout.bitLength > exthdr.length * 8 && field.layout.bitLength % 8 == 0 {
                let value = Value.number(number << UInt128(field.layout.bitLength - exthdr.length * 8), field.layout.type)
                result.append([.match(.field(field), comparison, .prefix(value, length: UInt8(exthdr.length * 8)))])
            }
        }
        if let field = self.field(of: load), field.layout.type.isString {
            let count = Int(field.layout.bitLength + 7) / 8
            if data.count < count, !data.contains(0), let pattern = NamePattern.text(ofPrefix: data) {
                result.append([.match(.field(field), comparison, .value(.text(pattern, field.layout.type)))])
            }
            if data.count < count, data.last == 0, !data.dropLast().contains(0) {
                result.append([.match(.field(field), comparison, .value(.cString(String(outside: data.dropLast()), field.layout.type)))])
            }
        } else if let field = self.field(of: load), field.layout.byteOrder == .big, data.count * 8 < Int(field.layout.bitLength),
            let number = Bytes.decode(data, order: .big)
        {
            let rest = UInt128(Int(field.layout.bitLength) - data.count * 8)
            result.append([
                .match(.field(field), comparison, .prefix(.number(number << rest, field.layout.type), length: UInt8(data.count * 8)))
            ])
        }
        return result
    }

    func constant(_ number: UInt128, _ type: DataType) -> Value {
        table.names.name(of: number, type: type).map { .text($0, type) } ?? .number(number, type)
    }

    private func longerField(_ base: PayloadBase, _ bitOffset: UInt32, _ bitLength: UInt32) -> HeaderField? {
        for (header, start) in headers(at: base) {
            if let field = fields(of: header).first(where: {
                $0.layout.bitOffset + start == bitOffset && $0.layout.bitLength > bitLength && $0.layout.bitLength % 8 == 0
            }) {
                return field
            }
        }
        return nil
    }

    /// The fields that a merged comparison covers, with their values. Bits of no field stay raw.
    private func split(_ base: PayloadBase, _ bitOffset: UInt32, _ data: [UInt8]) -> [(Field, Value)]? {
        var result: [(Field, Value)] = []
        var rest = data[...]
        var offset = bitOffset
        var learned = self
        while !rest.isEmpty {
            let fits = learned.headers(at: base).lazy.flatMap { header, start in
                learned.fields(of: header).lazy.filter {
                    $0.layout.bitOffset + start == offset && $0.layout.bitLength % 8 == 0 && Int($0.layout.bitLength) / 8 <= rest.count
                }
            }
            let field: HeaderField
            if let known = fits.first {
                field = known
            } else if base == .transport, learned.headers(at: base).isEmpty || context.isAmbiguousTransport, rest.count >= 2,
                let port = learned.header(base, bitOffset: offset, bitLength: 16)
            {
                field = port
            } else {
                return nil
            }
            let count = Int(field.layout.bitLength) / 8
            guard let number = Bytes.decode(rest.prefix(count), order: .big) else { return nil }
            result.append((.header(field), constant(number, field.layout.type)))
            learned.context.learn(.header(field), equals: number)
            rest = rest.dropFirst(count)
            offset += UInt32(count * 8)
        }
        return result.count > 1 ? result : nil
    }

    private mutating func liftPrefix(_ inner: SymbolicValue, _ and: [UInt8], _ comparison: Comparison, _ data: [UInt8]) -> [[Statement]] {
        terms(of: inner).compactMap { term in
            guard let layout = layout(of: term), !layout.type.isBitmask, let mask = Bytes.decode(and, order: layout.order),
                let number = Bytes.decode(data, order: layout.order)
            else { return nil }
            let length = layout.bits - mask.trailingZeroBitCount
            // nft takes a mask of leading ones for a prefix on addresses; on numbers it is a mask.
            guard layout.type == .ipv4Address || layout.type == .ipv6Address || mask == 0,
                mask == 0 || mask == Bytes.prefixMask(length, of: layout.bits)
            else { return nil }
            return [.match(term, comparison, .prefix(.number(number, layout.type), length: UInt8(mask == 0 ? 0 : length)))]
        }
    }

    /// `(x & bits) != 0` on bitmask types.
    private mutating func liftAnyOf(_ symbol: SymbolicValue, _ data: [UInt8]) -> [[Statement]] {
        guard data.allSatisfy({ $0 == 0 }), case .mask(let inner, let and, let xor) = symbol, xor.allSatisfy({ $0 == 0 }) else { return [] }
        return terms(of: inner).compactMap { term in
            guard let layout = layout(of: term), layout.type.isBitmask, let bits = Bytes.decode(and, order: layout.order) else {
                return nil
            }
            return [.match(term, .anyOf, bits.nonzeroBitCount == 1 ? .value(.number(bits, layout.type)) : .flags(bits.flags(layout.type)))]
        }
    }

    // MARK: ranges

    mutating func liftRange(_ op: UInt32, _ source: Expression.Register, _ from: [UInt8], _ to: [UInt8]) -> [[Statement]] {
        guard let symbol = symbol(at: source) else { return [] }
        let upper = sides(symbol, to, isOrdered: true)
        return sides(symbol, from, isOrdered: true).flatMap { term, low -> [[Statement]] in
            guard let high = upper.first(where: { $0.0 == term })?.1 else { return [] }
            let comparison: Comparison = op == 1 ? .notEqual : .equal
            let isClock = if case .field(let field) = term { field.layout.type == .hour || field.layout.type == .day } else { false }
            // Across midnight, or the end of the week.
            let across: [[Statement]] = isClock && op == 1 ? [[.match(term, .equal, .range(high, low))]] : []
            return across + [[.match(term, comparison, .range(low, high))]]
        }
    }

    // MARK: sets

    mutating func liftLookup(_ lookup: Expression.Lookup) -> [[Statement]] {
        if lookup.register == Registers.verdict {
            return liftLookup(lookup.source, lookup.set, data: .verdict).map { [.verdictMap(key: $0.0, $0.1)] }
        }
        return liftLookup(lookup.source, lookup.set, data: nil).map { key, source in
            let right: Term =
                switch source {
                case .named(let name): .namedSet(name)
                case .anonymous(let elements): .set(elements)
                }
            return [.match(key, lookup.flags & 1 == 0 ? .equal : .notEqual, right)]
        }
    }

    /// The keys that a set may be asked for, and the set.
    mutating func liftLookup(_ register: Expression.Register, _ set: SetReference, data: ElementsData?) -> [(Term, MapSource)] {
        guard let slot = Registers.slot(of: register), let parts = symbols(at: slot, bytes: keyBytes(of: set)) else { return [] }
        switch set {
        case .named(let name):
            guard let shape = table.sets[name] else { return [] }
            return keys(parts, types: shape.key.map(\.type), shape: shape.elementKey).map { ($0, .named(name)) }
        case .anonymous(let anonymous):
            return keys(of: anonymous, parts).compactMap { key in
                elements(of: anonymous, key: key, data: data).map { (key, .anonymous($0)) }
            }
        }
    }
}

extension Statement {
    /// The match of a field in the packet that a tunnel's packet carries.
    fileprivate func carried(by tunnel: Tunnel) -> Statement {
        if case .match(.field(let field), let comparison, let right) = self {
            .match(.field(.inner(tunnel, field)), comparison, right)
        } else {
            self
        }
    }
}

extension UInt128 {
    /// The bits that are set, as values of a bitmask type, lowest first.
    func flags(_ type: DataType) -> [Value] {
        (0..<128).compactMap { self >> UInt128($0) & 1 == 1 ? .number(1 << UInt128($0), type) : nil }
    }
}
