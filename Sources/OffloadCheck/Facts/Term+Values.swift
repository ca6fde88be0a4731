internal import WeirModel

extension Term {
    /// `tcp flags & (fin|syn)` without the mask.
    var withoutMask: Term {
        if case .binary(.and, let left, _) = self { left.withoutMask } else { self }
    }

    var mask: UInt128? {
        if case .binary(.and, _, let right) = self { right.numbers.reduce(0, |) } else { nil }
    }

    /// The constants of a term, if they are listed one by one.
    var values: [Value] {
        switch self {
        case .value(let value): [value]
        case .range(let low, let high): [low, high]
        case .prefix(let value, _): [value]
        case .flags(let values): values
        case .set(let list):
            list.flatMap(\.key.ends)
        case .binary(.or, let left, let right): left.values + right.values
        case .binary, .field, .namedSet, .concatenation, .map, .jhash: []
        }
    }

    var numbers: [UInt128] {
        values.compactMap { if case .number(let number, _) = $0 { number } else { nil } }
    }
}
