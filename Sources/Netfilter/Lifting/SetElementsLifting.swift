import WeirModel

/// The data of a map's elements, for lifting them.
enum ElementsData {
    case values([SetShape.Component])
    case verdict
    case object
}

extension RuleLifting {
    /// The elements of an anonymous set that `key` is looked up in; `nil` if they can't be expressed.
    mutating func elements(of set: AnonymousSet, key: Term, data: ElementsData?) -> ElementList? {
        guard let operand = operand(of: key) else { return nil }
        var shape = operand.shape
        var transfer: ConstantTransfer?
        if shape.count == 1 {
            if data != nil { shape[0].bits = operand.constantBits ?? operand.bits }
            let moved: Bool = if case .object? = data { false } else { !set.elements.contains { $0.flags & 2 != 0 } }
            if moved, !operand.type.isString, let stripped = ConstantTransfer.strip(operand) {
                (shape, transfer) = ([stripped.constants], stripped.transfer)
            }
        }
        let isInterval = set.specification.flags & KernelSetFlags.interval != 0
        let length = Int(set.specification.keyLength)
        if shape.count == 1, (shape[0].bits + 7) / 8 < length { shape[0].bits = length * 8 }
        if isInterval { shape = shape.map { .init(type: $0.type, bits: $0.bits, order: $0.type.isString ? $0.order : .big) } }
        return SetElementsLifting(rule: self, key: shape, data: data, isInterval: isInterval, transfer: transfer).lift(set.elements).map {
            isInterval ? $0.withInterval : $0
        }
    }
}

extension ElementList {
    /// The same, where a single value is written as the interval that makes the set one of intervals.
    fileprivate var withInterval: ElementList {
        guard !hasIntervals, let index = firstIndex(where: { $0.key != .catchAll }), case .values(let values) = self[index].key else {
            return self
        }
        var elements = Array(self)
        elements[index].key = .ranges(lower: values, upper: values)
        return ElementList(elements)
    }
}

/// Turns the kernel's elements into values: the reverse of `SetElementsLowering`.
struct SetElementsLifting {
    let rule: RuleLifting
    let key: [SetShape.Component]
    let data: ElementsData?
    let isInterval: Bool
    /// The computation that was moved from the key to the elements.
    var transfer: ConstantTransfer?

    func lift(_ elements: some RandomAccessCollection<SetElement>) -> ElementList? {
        var result = ElementList()
        if isInterval, key.count == 1 {
            for element in elements where element.flags & 2 != 0 {
                guard let lifted = lift(element, key: .catchAll) else { return nil }
                result.append(lifted)
            }
            guard let intervals = intervals(elements.filter { $0.flags & 2 == 0 }) else { return nil }
            for (element, key) in intervals {
                guard let lifted = lift(element, key: key) else { return nil }
                result.append(lifted)
            }
            return result
        }
        for element in elements {
            let key: ElementKey
            if element.flags & 2 != 0 {
                key = .catchAll
            } else if let end = element.keyEnd, end != element.key {
                guard let ranges = ranges(element.key, end) else { return nil }
                key = ranges
            } else {
                guard let values = values(element.key) else { return nil }
                key = .values(values)
            }
            guard let lifted = lift(element, key: key) else { return nil }
            result.append(lifted)
        }
        return result
    }

    // MARK: keys

    private func values(_ bytes: [UInt8]) -> [Value]? {
        if key.count == 1 { return value(bytes, key[0]).map { [$0] } }
        return split(bytes, key).flatMap { parts in
            let values = zip(parts, key).compactMap { value($0, $1) }
            return values.count == key.count ? values : nil
        }
    }

    /// Part by part, from the lower to the upper end; strings that share a beginning are one value with a star.
    private func ranges(_ low: [UInt8], _ high: [UInt8]) -> ElementKey? {
        guard let low = split(low, key), let high = split(high, key) else { return nil }
        var lower: [Value] = []
        var upper: [Value] = []
        for (index, component) in key.enumerated() {
            if component.type.isString, low[index] != high[index] {
                guard let from = Bytes.decode(low[index], order: .big), let to = Bytes.decode(high[index], order: .big) else { return nil }
                if let pattern = text(from: from, to: to, component) {
                    lower.append(pattern)
                    upper.append(pattern)
                    continue
                }
                guard let from = Bytes.decode(low[index], order: component.order),
                    let to = Bytes.decode(high[index], order: component.order)
                else { return nil }
                lower.append(.number(from, component.type))
                upper.append(.number(to, component.type))
            } else {
                guard let from = value(low[index], component), let to = value(high[index], component) else { return nil }
                lower.append(from)
                upper.append(to)
            }
        }
        return lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper)
    }

    private func value(_ bytes: [UInt8], _ component: SetShape.Component) -> Value? {
        guard let value = rule.value(bytes, component) else { return nil }
        guard let transfer, case .number(let number, let type) = value else { return value }
        return transfer.undo(number).map { .number($0, type) }
    }

    private func split(_ bytes: [UInt8], _ components: [SetShape.Component]) -> [[UInt8]]? {
        var rest = bytes[...]
        var result: [[UInt8]] = []
        for component in components {
            let count = (component.bits + 7) / 8
            let padded = (count + 3) / 4 * 4
            guard rest.count >= padded else { return nil }
            result.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(padded)
        }
        return rest.isEmpty ? result : nil
    }

    // MARK: intervals

    /// Pairs starts with the ends that follow them; an interval without an end reaches to the highest value.
    private func intervals(_ elements: [SetElement]) -> [(SetElement, ElementKey)]? {
        let count = (key[0].bits + 7) / 8
        var ends: [(number: UInt128, element: SetElement)] = []
        ends.reserveCapacity(elements.count)
        for element in elements {
            guard element.key.count == count, let number = Bytes.decode(element.key, order: .big) else { return nil }
            ends.append((number, element))
        }
        // An end before a start at the same place.
        ends.sort { ($0.number, $1.element.flags & 1) < ($1.number, $0.element.flags & 1) }
        var result: [(SetElement, ElementKey)] = []
        for (index, end) in ends.enumerated() where end.element.flags & 1 == 0 {
            let next = index + 1 < ends.count ? ends[index + 1].number : nil
            // Two with the same start are not intervals.
            guard next != end.number else { return nil }
            let high = next.map { $0 - 1 } ?? Bytes.mask(key[0].bits)
            guard high >= end.number, let key = key(from: end.number, to: high) else { return nil }
            result.append((end.element, key))
        }
        return result
    }

    private func key(from low: UInt128, to high: UInt128) -> ElementKey? {
        let type = key[0].type
        if type.isString {
            if let text = text(from: low, to: high, key[0]) { return .values([text]) }
            return low == high ? .values([.number(low, type)]) : .ranges(lower: [.number(low, type)], upper: [.number(high, type)])
        }
        // The last of shifted intervals may reach to the highest value.
        let rest = Bytes.mask(transfer?.shift ?? 0)
        guard let lower = number(low), let upper = number(high & rest == rest ? high & ~rest : high) else { return nil }
        return lower == upper ? .values([lower]) : .ranges(lower: [lower], upper: [upper])
    }

    private func number(_ number: UInt128) -> Value? {
        guard let transfer else { return rule.constant(number, key[0].type) }
        return transfer.undo(number).map { rule.constant($0, key[0].type) }
    }

    /// A string, or the pattern of all strings of the interval; nil where there is none.
    private func text(from low: UInt128, to high: UInt128, _ component: SetShape.Component) -> Value? {
        let count = (component.bits + 7) / 8
        let bytes = Bytes.encode(low, count: count, order: .big)
        if low == high {
            guard case .text(let text, let type)? = rule.value(bytes, component) else { return nil }
            return .text(text, type)
        }
        guard let length = low.prefixLength(to: high, bits: count * 8), length % 8 == 0 else { return nil }
        let prefix = Array(bytes.prefix(length / 8))
        return prefix.contains(0) ? nil : NamePattern.text(ofPrefix: prefix).map { .text($0, component.type) }
    }

    // MARK: data and statements of an element

    private func lift(_ element: SetElement, key: ElementKey) -> Element? {
        var result = Element(key, timeout: element.timeout, expires: element.expiration, comment: UserData.comment(in: element.userdata))
        result.statements = element.expressions.map { RuleLifting.liftStateful($0) ?? .raw(rule.raw($0)) }
        switch (data, element.data) {
        case (nil, nil): break
        case (.verdict?, .verdict(let verdict)?):
            guard let verdict = rule.lift(verdict) else { return nil }
            result.data = .verdict(verdict)
        case (.object?, .object(let name)?): result.data = .object(name)
        case (.values(let components)?, .value(let bytes)?):
            guard let data = values(bytes, components) else { return nil }
            result.data = data
        case (nil, _), (.verdict?, _), (.object?, _), (.values?, _): return nil
        }
        return result
    }

    /// A map's value, or the two ends of an interval of values.
    private func values(_ bytes: [UInt8], _ components: [SetShape.Component]) -> ElementData? {
        func values(_ bytes: [UInt8]) -> [Value]? {
            if components.count == 1 { return rule.value(bytes, components[0]).map { [$0] } }
            return split(bytes, components).flatMap { parts in
                let values = zip(parts, components).compactMap { rule.value($0, $1) }
                return values.count == components.count ? values : nil
            }
        }
        let single = components.count == 1 ? (components[0].bits + 7) / 8 : RuleLowering.bits(of: components) / 8
        if bytes.count == single { return values(bytes).map { .values($0) } }
        guard bytes.count == single * 2, let lower = values(Array(bytes.prefix(single))), let upper = values(Array(bytes.suffix(single)))
        else {
            return nil
        }
        return .ranges(lower: lower, upper: upper)
    }
}
