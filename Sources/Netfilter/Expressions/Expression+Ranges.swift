import WeirModel

extension [Expression] {
    /// The expressions in the form of newer versions of nft: one `range` in place of two comparisons with its ends (before 1.1.2), and one
    /// byte that tells whether there is a route (four before 1.1.4).
    package var inOneForm: [Expression] {
        guard contains(where: { $0.isLowerEnd || $0.isRouteCheck }) else { return self }
        var result: [Expression] = []
        result.reserveCapacity(count)
        for expression in self {
            if let range = result.last?.joined(with: expression) {
                result[result.count - 1] = range
            } else {
                result.append(result.last?.isRouteCheck == true ? expression.comparingOneByte : expression)
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
        case .ranges, .checks: [.range(op: CmpOp.equal, source: source, from: from, to: to)]
        case .comparisons:
            [.cmp(op: CmpOp.greaterOrEqual, source: source, data: from), .cmp(op: CmpOp.lessOrEqual, source: source, data: to)]
        }
    }

    /// A load that tells whether there is a route.
    var isRouteCheck: Bool { if case .fib(1, let flags, _) = self { flags & FibFlags.present.rawValue != 0 } else { false } }

    fileprivate var comparingOneByte: Expression {
        guard case .cmp(let op, let source, let data) = self, op <= CmpOp.notEqual else { return self }
        return .cmp(op: op, source: source, data: data.withoutPadding)
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

extension [UInt8] {
    /// The byte that tells whether there is a route; all bytes of another comparison.
    var withoutPadding: [UInt8] { count == 4 && dropFirst().allSatisfy { $0 == 0 } ? [self[0]] : self }
}
