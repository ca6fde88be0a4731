import WeirModel

/// The comparison of a field's bits, in its simplest form.
enum BitTest: Equatable {
    case masked(value: UInt128, mask: UInt128, isNegated: Bool)
    /// From the first to the last number.
    case range(UInt128, UInt128, isNegated: Bool)

    /// - Parameter bits: of the field.
    init(_ match: FilterMatch, bits: UInt32) throws(FilterProblem) {
        let all = FilterOperand.ones(bits)
        let operand = match.operand
        let isOrder = match.comparison != .equal && match.comparison != .notEqual
        if operand.mask != nil || operand.last != nil, isOrder {
            throw FilterProblem("`\(match.comparison.rawValue)` compares a whole field with a number")
        }
        guard operand.number <= all, operand.last ?? 0 <= all else {
            throw FilterProblem("\(match.field.words) has \(bits) bits: the number is too large")
        }
        let isNegated = match.comparison == .notEqual
        switch match.comparison {
        case .equal, .notEqual, .anyOf:
            if let last = operand.last {
                self = Self.range(operand.number, last, isNegated: isNegated)
            } else {
                self = .masked(value: operand.number, mask: operand.mask ?? all, isNegated: isNegated)
            }
        case .less:
            if operand.number == 0 { throw Self.nothing(match.field) }
            self = .range(0, operand.number - 1, isNegated: false)
        case .lessOrEqual: self = .range(0, operand.number, isNegated: false)
        case .greater:
            if operand.number == all { throw Self.nothing(match.field) }
            self = .range(operand.number + 1, all, isNegated: false)
        case .greaterOrEqual: self = .range(operand.number, all, isNegated: false)
        }
        try simplify(all, match.field)
    }

    /// One of these numbers, if a mask can express that: they differ in one bit at most.
    init?(oneOf numbers: [UInt8]) {
        guard let first = numbers.first, numbers.count <= 2 else { return nil }
        let difference = first ^ (numbers.last ?? first)
        guard difference.nonzeroBitCount <= 1 else { return nil }
        self = .masked(value: UInt128(first & ~difference), mask: UInt128(~difference), isNegated: false)
    }

    private mutating func simplify(_ all: UInt128, _ field: Field) throws(FilterProblem) {
        if case .range(let first, let last, let isNegated) = self {
            guard first <= last else { throw Self.nothing(field) }
            let rest = last ^ first
            // As many numbers as a mask leaves open.
            if rest & (rest &+ 1) == 0, first & rest == 0 { self = .masked(value: first, mask: all & ~rest, isNegated: isNegated) }
        }
        guard case .masked(let value, let mask, let isNegated) = self else { return }
        // No packet has bits that the mask hides, and every packet has none of none.
        if value & ~mask != 0 || mask == 0 && isNegated { throw Self.nothing(field) }
        if isNegated, mask.nonzeroBitCount == 1 { self = .masked(value: value ^ mask, mask: mask, isNegated: false) }
    }

    private static func nothing(_ field: Field) -> FilterProblem {
        FilterProblem("the comparison of \(field.words) decides nothing: it matches no packet or every packet")
    }
}
