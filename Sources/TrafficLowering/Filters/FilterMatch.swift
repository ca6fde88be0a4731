import WeirModel

/// One comparison of a filter with one constant.
struct FilterMatch {
    var field: Field
    var comparison: Comparison
    var operand: FilterOperand

    /// The link that is named.
    func linkName(_ classifier: FilterMatching.Classifier) throws(FilterProblem) -> String {
        guard comparison == .equal else { throw FilterProblem("\(classifier.rawValue) compares only the link by which a packet came in") }
        guard let name = operand.text else { throw FilterProblem("\(classifier.rawValue) needs links by name") }
        return name
    }
}

/// The right side of a match, as classifiers need it.
struct FilterOperand {
    var number: UInt128
    /// `nil` if all bits count.
    var mask: UInt128?
    var last: UInt128?
    var text: String?

    init(_ number: UInt128, mask: UInt128? = nil, last: UInt128? = nil) { (self.number, self.mask, self.last) = (number, mask, last) }

    init(_ number: UInt128, prefix length: UInt8, of bits: UInt32) {
        let all = Self.ones(bits)
        let mask = bits > UInt32(length) ? all & ~Self.ones(bits - UInt32(length)) : all
        self.init(number, mask: mask == all ? nil : mask)
    }

    init(text: String) {
        self.init(0)
        self.text = text
    }

    init(_ value: Value) {
        switch value {
        case .number(let number, _): self.init(number)
        case .text(let text, _): self.init(text: text)
        }
    }

    init?(_ element: Element) {
        switch element.key {
        case .values(let values):
            guard values.count == 1 else { return nil }
            self.init(values[0])
        case .ranges(let lower, let upper):
            guard lower.count == 1, upper.count == 1, case .number(let first, let type) = lower[0], case .number(let last, _) = upper[0]
            else { return nil }
            let span = last &- first &+ 1
            // A range of the form of a prefix is one, which addresses need.
            if type == .ipv4Address || type == .ipv6Address, span & (span &- 1) == 0, first & (span &- 1) == 0 {
                self.init(first, mask: span == 1 ? nil : Self.ones(type.bitLength ?? 32) & ~(span &- 1))
            } else {
                self.init(first, last: last)
            }
        case .catchAll: return nil
        }
    }

    static func ones(_ bits: UInt32) -> UInt128 { bits >= 128 ? ~UInt128(0) : (UInt128(1) << UInt128(bits)) - 1 }

    func masked<Number: FixedWidthInteger & UnsignedInteger & Codable & Hashable & Sendable>(_ type: Number.Type) -> Masked<Number> {
        let mask = mask.map { Number(truncatingIfNeeded: $0) }
        return Masked(Number(truncatingIfNeeded: number), mask: mask == .max ? nil : mask)
    }
}

/// The reason why no classifier can express a filter's matches.
package struct FilterProblem: Error, Hashable, Sendable {
    package var message: String
    package var help: String?
    /// The field that a classifier has no key for.
    var lacked: Field?

    init(_ message: String, help: String? = nil) { (self.message, self.help) = (message, help) }

    /// The limits of each classifier; once if all have the same.
    init(none problems: [FilterProblem], inHardware: Bool) {
        var reasons: [String] = []
        for problem in problems where !reasons.contains(problem.message) { reasons.append(problem.message) }
        let none = inHardware ? "no classifier that hardware takes" : "no classifier"
        if let field = problems.first?.lacked, problems.allSatisfy({ $0.lacked == field }) {
            reasons = ["\(none) has a key for \(field.words)"]
        }
        self.init(
            reasons.count == 1 ? reasons[0] : "\(none) can express all of this: \(reasons.joined(separator: "; "))",
            help: problems.first { $0.help != nil }?.help ?? "`Filter(using:)` takes a classifier with its own options")
    }
}

extension [FilterMatch] {
    /// A match statement's alternatives, any of which is enough: a list's values. Within an alternative all have to match.
    static func alternatives(_ statement: Statement) throws(FilterProblem) -> [[FilterMatch]] {
        guard case .match(let left, let comparison, let right) = statement else {
            throw FilterProblem("this is a statement of rules, filters have `actions:`")
        }
        var selected = left
        var mask: UInt128?
        if case .binary(.and, let inner, .value(.number(let bits, _))) = left { (selected, mask) = (inner, bits) }
        guard case .field(let field) = selected else { throw FilterProblem("filters match fields, not values computed from them") }
        let operands = try operands(right, comparison).map { (operand) throws(FilterProblem) in try operand.masked(by: mask) }
        guard !operands.isEmpty else { throw FilterProblem("filters match constants: sets and maps of tables are of rules") }
        for operand in operands { try check(operand, of: field) }
        let matches = operands.map { FilterMatch(field: field, comparison: comparison == .anyOf ? .equal : comparison, operand: $0) }
        // None of a list is all of them one by one.
        return comparison == .notEqual ? [matches] : matches.map { [$0] }
    }

    private static func operands(_ right: Term, _ comparison: Comparison) throws(FilterProblem) -> [FilterOperand] {
        switch right {
        // Any of the bits: each of them is enough.
        case .value(.number(let number, _)) where comparison == .anyOf: return bits(of: number)
        case .value(.number(let number, _)): return [FilterOperand(number)]
        case .value(.text(let text, _)): return [FilterOperand(text: text)]
        case .prefix(.number(let number, let type), let length): return [FilterOperand(number, prefix: length, of: type.bitLength ?? 32)]
        case .range(.number(let first, _), .number(let last, _)): return [FilterOperand(first, last: last)]
        case .flags(let values):
            return values.flatMap { value in
                if case .number(let number, _) = value { bits(of: number) } else { [] as [FilterOperand] }
            }
        case .set(let elements):
            let operands = elements.compactMap(FilterOperand.init)
            return operands.count == elements.count ? operands : []
        case .prefix, .range, .field, .namedSet, .concatenation, .binary, .map, .jhash: return []
        }
    }

    private static func bits(of number: UInt128) -> [FilterOperand] {
        (0..<UInt128(128)).map { UInt128(1) << $0 }.filter { number & $0 != 0 }.map { FilterOperand($0, mask: $0) }
    }

    /// Classifiers hold numbers, and of names those of links alone.
    private static func check(_ operand: FilterOperand, of field: Field) throws(FilterProblem) {
        guard let text = operand.text else { return try operand.check(fits: field) }
        switch field {
        case .meta(.iif), .meta(.iifname):
            if text.utf8.last == UInt8(ascii: "*") { throw FilterProblem("a filter names one link, not all that begin alike") }
        default: throw FilterProblem("filters hold numbers, and `\(text.excerpt())` is a name: \(field.words) takes the number here")
        }
    }
}

extension FilterOperand {
    /// A document's value need not fit its field.
    fileprivate func check(fits field: Field) throws(FilterProblem) {
        let all = Self.ones(field.layout.bitLength)
        guard number <= all, last ?? 0 <= all, mask ?? 0 <= all else {
            throw FilterProblem("\(field.words) has \(field.layout.bitLength) bits: the number is too large")
        }
    }

    fileprivate func masked(by mask: UInt128?) throws(FilterProblem) -> FilterOperand {
        guard let mask else { return self }
        guard self.mask == nil, last == nil, text == nil else {
            throw FilterProblem("a mask goes with numbers, not with prefixes, ranges and names")
        }
        return FilterOperand(number, mask: mask)
    }
}
