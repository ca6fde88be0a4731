/// A value that may differ between the two IP families, as `source` does: one that both have, or one a family.
///
/// nil on a side: there is nothing for that family (a list of `source` that has IPv4 addresses only).
enum PerFamily<Value: Sendable>: Sendable {
    case same(Value)
    case split(ip: Value?, ip6: Value?)

    func map<Result>(_ transform: (Value) -> Result) -> PerFamily<Result> {
        switch self {
        case .same(let value): .same(transform(value))
        case .split(let ip, let ip6): .split(ip: ip.map(transform), ip6: ip6.map(transform))
        }
    }

    func combined<Other, Result>(with other: PerFamily<Other>, _ transform: (Value, Other) -> Result) -> PerFamily<Result> {
        func both(_ left: Value?, _ right: Other?) -> Result? {
            guard let left, let right else { return nil }
            return transform(left, right)
        }
        switch (self, other) {
        case (.same(let left), .same(let right)): return .same(transform(left, right))
        default: return .split(ip: both(self[.ip], other[.ip]), ip6: both(self[.ip6], other[.ip6]))
        }
    }

    subscript(side: IPFamily) -> Value? {
        switch (self, side) {
        case (.same(let value), _): value
        case (.split(let ip, _), .ip): ip
        case (.split(_, let ip6), .ip6): ip6
        }
    }

    var isSplit: Bool {
        if case .split = self { true } else { false }
    }
}

/// One of the two IP families.
enum IPFamily: Sendable {
    case ip, ip6
}
