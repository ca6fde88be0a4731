import WeirModel

/// From a rule's matches to the classifiers that can say them: flower; fw for a mark alone; matchall for nothing at all.
///
/// Flower has no lists and no "either family": each value of a list, and each family, becomes a filter of its own.
struct FilterLowering {
    struct Result {
        var options: any TrafficOptions
        var protocolID: UInt16
        var handle: UInt32?
    }

    /// One way for all the matches to be true.
    struct Keys {
        var flower = WeirModel.Filter.Flower()
        var isEmpty = true
        var mark: Masked<UInt32>?
        /// Ports and the like need the family of the packet.
        var needsFamily = false
    }

    let location: SourceLocation
    private(set) var actions: [TrafficAction] = []
    private var alternatives = [Keys()]

    init(location: SourceLocation) { self.location = location }

    mutating func add(_ statement: Statement, _ notes: inout Notes) {
        notes += Notes(problems: statement.draft.notes.problems)
        switch statement.draft.value {
        case .same(let model): alternatives = alternatives.flatMap { apply(model, $0, &notes) }
        case .split(let ip, let ip6):
            let before = alternatives
            alternatives = []
            for model in [ip, ip6] {
                if let model { alternatives += before.flatMap { apply(model, $0, &notes) } }
            }
        }
    }

    private mutating func apply(_ statement: WeirModel.Statement, _ keys: Keys, _ notes: inout Notes) -> [Keys] {
        switch statement {
        case .verdict(.accept): return act(.pass, keys)
        case .verdict(.drop): return act(.drop, keys)
        case .verdict(.continue): return act(.continue, keys)
        case .match(let left, let comparison, let right):
            guard comparison == .equal || comparison == .anyOf else {
                notes.error("filter-match", "filters can only say what is equal, not `\(comparison.rawValue)`", help: "put a filter before this one")
                return [keys]
            }
            return match(left, right, isAnyOf: comparison == .anyOf, keys, &notes)
        default:
            notes.error("filter-match", "this is a statement of rules, filters have `actions:`")
            return [keys]
        }
    }

    private mutating func act(_ action: TrafficAction, _ keys: Keys) -> [Keys] {
        // Alternatives share the actions.
        if !actions.contains(action) { actions.append(action) }
        return [keys]
    }

    private func match(_ left: Term, _ right: Term, isAnyOf: Bool, _ keys: Keys, _ notes: inout Notes) -> [Keys] {
        var field = left
        var mask: UInt128?
        if case .binary(.and, let inner, .value(.number(let bits, _))) = left { (field, mask) = (inner, bits) }
        guard case .field(let selected) = field else {
            notes.error("filter-match", "filters match fields, not what is computed from them")
            return [keys]
        }
        var operands: [FilterOperand] = []
        switch right {
        case .value(.number(let number, _)): operands = [.init(number, mask: isAnyOf ? number : mask)]
        case .value(.text(let text, _)): operands = [.init(text: text)]
        case .prefix(.number(let number, let type), let length): operands = [.init(number, prefix: length, of: type.bitLength ?? 32)]
        case .range(.number(let first, _), .number(let last, _)): operands = [.init(first, last: last)]
        case .flags(let values):
            operands = values.compactMap { value in
                if case .number(let number, _) = value { FilterOperand(number, mask: number) } else { nil }
            }
        case .set(let elements): operands = elements.compactMap(FilterOperand.init)
        default: break
        }
        guard !operands.isEmpty else {
            notes.error("filter-match", "filters match constants: sets and maps of tables are of rules")
            return [keys]
        }
        return operands.compactMap { operand in
            var keys = keys
            if let complaint = keys.set(selected, operand) {
                notes.error("filter-match", complaint)
                return nil
            }
            return keys
        }
    }

    func results(_ notes: inout Notes) -> [Result] {
        alternatives.flatMap { keys -> [Result] in
            if let mark = keys.mark {
                guard keys.isEmpty else {
                    notes.error("filter-match", "no classifier matches a mark along with other keys", help: "`Filter(using:)` takes one with its own options")
                    return []
                }
                var fw = WeirModel.Filter.FW()
                fw.mask = mark.mask
                return [Result(options: fw, protocolID: WeirModel.Filter.allProtocols, handle: mark.value)]
            }
            if keys.isEmpty { return [Result(options: WeirModel.Filter.MatchAll(), protocolID: WeirModel.Filter.allProtocols)] }
            if let etherType = keys.flower.etherType { return [Result(options: keys.flower, protocolID: etherType)] }
            guard keys.needsFamily else { return [Result(options: keys.flower, protocolID: WeirModel.Filter.allProtocols)] }
            return [UInt16(0x0800), 0x86dd].map { etherType in
                var flower = keys.flower
                flower.etherType = etherType
                return Result(options: flower, protocolID: etherType)
            }
        }
    }
}

/// The right side of a match, as classifiers need it.
struct FilterOperand {
    var number: UInt128
    var mask: UInt128?
    var last: UInt128?
    var text: String?

    init(_ number: UInt128, mask: UInt128? = nil, last: UInt128? = nil) {
        self.number = number
        self.mask = mask
        self.last = last
    }

    init(_ number: UInt128, prefix length: UInt8, of bits: UInt32) {
        let host = bits > UInt32(length) ? (~UInt128(0) >> (128 - UInt128(bits - UInt32(length)))) : 0
        self.init(number, mask: (bits == 128 ? ~UInt128(0) : (UInt128(1) << UInt128(bits)) - 1) & ~host)
    }

    init(text: String) {
        self.init(0)
        self.text = text
    }

    init?(_ element: Element) {
        switch element.key {
        case .values(let values) where values.count == 1:
            switch values[0] {
            case .number(let number, _): self.init(number)
            case .text(let text, _): self.init(text: text)
            }
        case .ranges(let lower, let upper) where lower.count == 1:
            guard case .number(let first, let type) = lower[0], case .number(let last, _) = upper[0] else { return nil }
            let span = last &- first &+ 1
            // A range of the form of a prefix is one, which addresses need.
            if type == .ipv4Address || type == .ipv6Address, span & (span &- 1) == 0, first & (span &- 1) == 0 {
                let bits = UInt128(type.bitLength ?? 32)
                self.init(first, mask: (bits == 128 ? ~UInt128(0) : (UInt128(1) << bits) - 1) & ~(span &- 1))
            } else {
                self.init(first, last: last)
            }
        default: return nil
        }
    }

    func masked<Number: FixedWidthInteger & Codable & Hashable & Sendable>(_ type: Number.Type) -> Masked<Number> {
        Masked(Number(truncatingIfNeeded: number), mask: mask.map { Number(truncatingIfNeeded: $0) })
    }
}
