extension [Expression] {
    /// The expressions with one `range` in place of each pair of comparisons with two ends, the form of `a-b` in nft before 1.1.2.
    package var joiningRanges: [Expression] {
        guard contains(where: \.isLowerEnd) else { return self }
        var result: [Expression] = []
        result.reserveCapacity(count)
        for expression in self {
            if let range = result.last?.joined(with: expression) {
                result[result.count - 1] = range
            } else {
                result.append(expression)
            }
        }
        return result
    }
}

extension Expression {
    /// A match of a range, or of all else.
    static func range(_ source: Register, _ from: [UInt8], _ to: [UInt8], negated: Bool, in dialect: StockDialect) -> [Expression] {
        if negated { return [.range(op: CmpOp.notEqual, source: source, from: from, to: to)] }
        return switch dialect {
        case .ranges: [.range(op: CmpOp.equal, source: source, from: from, to: to)]
        case .comparisons:
            [.cmp(op: CmpOp.greaterOrEqual, source: source, data: from), .cmp(op: CmpOp.lessOrEqual, source: source, data: to)]
        }
    }

    fileprivate var isLowerEnd: Bool {
        if case .cmp(CmpOp.greaterOrEqual, _, _) = self { true } else { false }
    }

    /// The range whose lower end this is and whose upper end comes next.
    fileprivate func joined(with next: Expression) -> Expression? {
        guard case .cmp(CmpOp.greaterOrEqual, let source, let from) = self, case .cmp(CmpOp.lessOrEqual, source, let to) = next,
            from.count == to.count
        else { return nil }
        return .range(op: CmpOp.equal, source: source, from: from, to: to)
    }
}
