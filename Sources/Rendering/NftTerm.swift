import WeirModel

/// Terms. nft has three grammars for them, by place.
extension NftRenderer {
    enum Place {
        /// The left side of a match.
        case left
        /// The right side of a match.
        case right
        /// The value that a statement sets, maps to or translates to.
        case statement
        /// In the declaration of a set.
        case typeof
    }

    func term(_ term: Term, _ place: Place) throws(RenderingError) -> String {
        switch term {
        case .field(let field): return try self.field(field)
        case .value(let value): return try self.value(value, numeric: place == .statement && isKeyword(value))
        case .range(let low, let high): return "\(try value(low, numeric: true))-\(try value(high, numeric: true))"
        case .prefix(let base, let length): return "\(try value(base, numeric: true))/\(length)"
        case .flags(let values): return place == .right ? "(\(try list(values, " | ")))" : try list(values, ",")
        case .set(let elements): return try list(elements)
        case .namedSet(let name): return "@\(try self.name(name))"
        case .concatenation(let terms):
            var words: [String] = []
            for term in terms { words.append(try operand(term, place)) }
            return words.joined(separator: " . ")
        case .binary(let sign, let left, let right):
            // A shifted value is a number, whatever names the field's values have.
            if case .value(let constant) = right, place == .statement {
                return "\(try operand(left, place)) \(sign.rawValue) \(try value(constant, numeric: true))"
            }
            let text = "\(try operand(left, place)) \(sign.rawValue) \(try operand(right, place))"
            switch right {
            case .field, .binary, .map, .jhash: return try newer(text, since: "1.1.2")
            case .value, .range, .prefix, .flags, .set, .namedSet, .concatenation: return text
            }
        case .map(let key, let source): return "\(try self.term(key, place)) map \(try self.source(source))"
        case .jhash(let term, let modulus, let seed, let offset):
            let seed = seed.map { " seed 0x\(String($0, radix: 16))" } ?? ""
            return "jhash \(try self.term(term, .left)) mod \(modulus)\(seed)\(offsetText(offset))"
        }
    }

    func source(_ source: MapSource) throws(RenderingError) -> String {
        switch source {
        case .anonymous(let elements): try list(elements)
        case .named(let name): "@\(try self.name(name))"
        }
    }

    func value(_ value: Value, numeric: Bool = false) throws(RenderingError) -> String {
        do throws(ValueError) {
            return try value.nftText(numeric: numeric)
        } catch {
            return try noSpelling(value.description, error.description)
        }
    }

    /// `tcp dport 22`, `ct state established,related`, `tcp flags & (syn | ack) == syn`
    func match(_ left: Term, _ comparison: Comparison, _ right: Term) throws(RenderingError) -> String {
        // Beside `exists` and `missing` every nft knows the interface; in sets and maps newer ones know the check for a route.
        let subject =
            if case .field(.fib(.oif, let flags)) = left, case .value = right { try fib(flags, "oif") } else { try term(left, .left) }
        if comparison == .anyOf { return try anyOf(left, subject, right) }
        let object = try term(right, .right)
        return needsOperator(left, comparison, right) ? "\(subject) \(comparison.rawValue) \(object)" : "\(subject) \(object)"
    }

    /// On bitmask types nft takes a missing operator as "any of these bits".
    private func needsOperator(_ left: Term, _ comparison: Comparison, _ right: Term) -> Bool {
        guard comparison == .equal else { return true }
        switch right {
        case .set, .namedSet: return false
        case .field, .value, .range, .prefix, .flags, .concatenation, .binary, .map, .jhash: break
        }
        if case .binary = left { return true }
        return type(of: left)?.isBitmask == true
    }

    private func anyOf(_ left: Term, _ subject: String, _ right: Term) throws(RenderingError) -> String {
        guard type(of: left)?.isBitmask == true else {
            return "\(subject) & \(try operand(right, .right)) != 0"
        }
        if case .flags(let values) = right { return "\(subject) \(try list(values, ","))" }
        if case .value(.number(let number, let type)) = right, number.nonzeroBitCount > 1 {
            let bits = (0..<128).map { UInt128(1) << UInt128($0) }.filter { number & $0 != 0 }
            return "\(subject) \(try list(bits.map { .number($0, type) }, ","))"
        }
        return "\(subject) \(try term(right, .right))"
    }

    private func list(_ values: [Value], _ separator: String) throws(RenderingError) -> String {
        var words: [String] = []
        for value in values { words.append(try self.value(value)) }
        return words.joined(separator: separator)
    }

    /// In brackets, where it is an operation itself.
    private func operand(_ term: Term, _ place: Place) throws(RenderingError) -> String {
        if case .binary = term { return "(\(try self.term(term, place)))" }
        return try self.term(term, place)
    }

    /// nft's grammar knows these words on the right of a match only.
    private func isKeyword(_ value: Value) -> Bool { value.type == .inetProtocol || value.type == .icmpType }

    /// The type of a term's value; nil for those that have several.
    func type(of term: Term) -> DataType? { term.types(in: family).flatMap { $0.count == 1 ? $0[0] : nil } }
}
