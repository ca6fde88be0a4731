import WeirModel

/// Turns a set's elements into the kernel's: keys in register form, intervals as their two ends.
struct SetElementsLowering {
    /// The data of a map's elements.
    enum Data {
        case values([SetShape.Component], interval: Bool)
        case verdict
        case object
    }

    let rule: RuleLowering
    let key: [SetShape.Component]
    let data: Data?
    let isInterval: Bool
    let isAnonymous: Bool
    /// A named set with `auto-merge`, where nft joins intervals as it does in anonymous sets.
    var autoMerge = false
    /// The computation for constants, if the key's was moved to their side.
    var transfer: ConstantTransfer? = nil

    private var isConcatenation: Bool { key.count > 1 }
    private var merges: Bool { data == nil && (isAnonymous || autoMerge) }

    func lower(_ elements: ElementList) throws -> [SetElement] {
        var intervals: [Interval] = []
        var result: [SetElement] = []
        for element in elements {
            var lowered = SetElement(key: [])
            try complete(&lowered, with: element)
            switch element.key {
            case .catchAll:
                lowered.flags = 2
                result.append(lowered)
            case .values(let values) where !isInterval:
                lowered.key = try bytes(of: values)
                result.append(lowered)
            case .values(let values) where isConcatenation:
                (lowered.key, lowered.keyEnd) = (try bytes(of: values), try bytes(of: values, isUpper: true))
                result.append(lowered)
            case .ranges(let lower, let upper) where isInterval && isConcatenation:
                (lowered.key, lowered.keyEnd) = (try bytes(of: lower), try bytes(of: upper, isUpper: true))
                result.append(lowered)
            case .values(let values):
                intervals.append(try interval(values, values, lowered))
            case .ranges(let lower, let upper) where isInterval:
                intervals.append(try interval(lower, upper, lowered))
            case .ranges:
                throw LoweringError("a range in a set without the `interval` flag", help: "add `interval` to the set's flags")
            }
        }
        return result.withoutRepeats + ends(of: try merged(intervals))
    }

    // MARK: keys

    /// - Parameter isUpper: whether it is the upper end of an interval; a string's `*` is then the highest bytes, else the lowest.
    private func bytes(of values: [Value], isUpper: Bool = false) throws -> [UInt8] {
        guard values.count == key.count else {
            throw LoweringError("an element has \(values.count) parts where the set's key has \(key.count)")
        }
        if key.count == 1 { return try bytes(of: values[0], key[0]) }
        return try zip(values, key).flatMap { value, component in
            if isInterval, component.type.isString, let prefix = value.wildcardPrefix {
                let count = (component.bits + 7) / 8
                guard prefix.count <= count else { throw LoweringError("`\(value)` is longer than the \(count) bytes that fit") }
                return prefix + [UInt8](repeating: isUpper ? 0xff : 0, count: count - prefix.count)
            }
            return Bytes.padded(try bytes(of: value, component), toMultipleOf: Registers.slotBytes)
        }
    }

    private func bytes(of value: Value, _ component: SetShape.Component) throws -> [UInt8] {
        if component.type.isString { return try rule.bytes(of: value, as: component) }
        var value = value
        if let transfer { value = .number(try transfer.apply(try rule.number(of: value)), component.type) }
        return try rule.bytes(of: value, as: component)
    }

    // MARK: intervals

    private struct Interval {
        var low: UInt128
        var high: UInt128
        var element: SetElement
    }

    private func interval(_ lower: [Value], _ upper: [Value], _ element: SetElement) throws -> Interval {
        guard lower.count == 1, upper.count == 1 else { throw LoweringError("an element has another number of parts than the set's key") }
        try RuleLowering.refuseWide(key[0].bits)
        if key[0].type.isString, case .text(let text, _) = lower[0] {
            let isPrefix = lower[0].wildcardPrefix != nil
            let prefix = lower[0].wildcardPrefix ?? NamePattern.name(of: text).outsideBytes
            let count = (key[0].bits + 7) / 8
            guard prefix.count < count || (isPrefix && prefix.count <= count), count <= 16 else {
                throw LoweringError("`\(text)` is longer than the \(count - 1) bytes that fit")
            }
            let low = (prefix + [UInt8](repeating: 0, count: count - prefix.count)).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            return Interval(low: low, high: isPrefix ? low | Bytes.mask((count - prefix.count) * 8) : low, element: element)
        }
        let low = try number(lower[0])
        let high = try number(upper[0])
        guard low <= high else { throw LoweringError("the range \(low)-\(high) is empty", help: "put the lower end first") }
        return Interval(low: low, high: high, element: element)
    }

    private func number(_ value: Value) throws -> UInt128 {
        let number = try rule.number(of: value)
        let moved = try transfer?.apply(number) ?? number
        guard moved <= Bytes.mask(key[0].bits) else {
            throw LoweringError("\(moved) does not fit into the \(key[0].bits) bits of \(key[0].type.nftName)")
        }
        return moved
    }

    /// Anonymous sets take intervals that overlap or touch as one, as nft does; maps and named sets refuse those that overlap.
    private func merged(_ intervals: [Interval]) throws -> [Interval] {
        var result: [Interval] = []
        result.reserveCapacity(intervals.count)
        for interval in intervals.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
            guard let last = result.last else {
                result.append(interval)
                continue
            }
            if interval.low <= last.high {
                guard merges else {
                    throw LoweringError("intervals of the set overlap", help: "remove one, or set `auto-merge`")
                }
                result[result.count - 1].high = max(last.high, interval.high)
            } else if merges, last.high + 1 == interval.low {
                result[result.count - 1].high = interval.high
            } else {
                result.append(interval)
            }
        }
        return result
    }

    /// The ends as nft sends them: a closing end after each interval (unless the next of an anonymous set begins there), and an end at zero
    /// in front, which excludes everything below the first interval.
    private func ends(of intervals: [Interval]) -> [SetElement] {
        guard let first = intervals.first else { return [] }
        let count = (key[0].bits + 7) / 8
        var result: [SetElement] = []
        result.reserveCapacity(intervals.count * 2 + 1)
        if first.low > 0 { result.append(end(at: 0, count, first.element)) }
        for (index, interval) in intervals.enumerated() {
            var start = interval.element
            start.key = Bytes.encode(interval.low, count: count, order: .big)
            let isOpen = interval.high == Bytes.mask(key[0].bits)
            if isOpen { start.userdata += UserData.encode([(1, [1, 0, 0, 0])]) }
            result.append(start)
            guard !isOpen else { continue }
            let next = interval.high + 1
            if isAnonymous, index + 1 < intervals.count, intervals[index + 1].low == next { continue }
            result.append(end(at: next, count, interval.element))
        }
        return result
    }

    private func end(at number: UInt128, _ count: Int, _ element: SetElement) -> SetElement {
        SetElement(key: Bytes.encode(number, count: count, order: .big), flags: 1)
    }

    // MARK: data and statements of an element

    private func complete(_ lowered: inout SetElement, with element: Element) throws {
        lowered.timeout = element.timeout
        if let comment = element.comment { lowered.userdata = try UserData.encode(comment: comment) }
        lowered.expressions = try element.statements.flatMap { try rule.lowerStateful($0) }
        switch (data, element.data) {
        case (nil, nil): break
        case (.verdict?, .verdict(let verdict)?): lowered.data = .verdict(try rule.lower(verdict))
        case (.object?, .object(let name)?): lowered.data = .object(name)
        case (.values(let components, let interval)?, .values(let values)?):
            let bytes = try dataBytes(values, components)
            lowered.data = .value(interval ? bytes + bytes : bytes)
        case (.values(let components, interval: true)?, .ranges(let lower, let upper)?):
            lowered.data = .value(try dataBytes(lower, components) + dataBytes(upper, components))
        case (_, .values?), (_, .ranges?), (_, .verdict?), (_, .object?), (_, nil):
            throw LoweringError("an element's data does not have the map's type")
        }
    }

    private func dataBytes(_ values: [Value], _ components: [SetShape.Component]) throws -> [UInt8] {
        guard values.count == components.count else {
            throw LoweringError("an element's data has \(values.count) parts where the map holds \(components.count)")
        }
        if components.count == 1 { return try rule.bytes(of: values[0], as: components[0]) }
        return try zip(values, components).flatMap { Bytes.padded(try rule.bytes(of: $0, as: $1), toMultipleOf: Registers.slotBytes) }
    }
}

extension [SetElement] {
    /// Without those that equal an earlier one: the kernel keeps the first.
    fileprivate var withoutRepeats: [SetElement] {
        var seen: Set<ElementContent> = []
        seen.reserveCapacity(count)
        return filter { seen.insert(ElementContent($0)).inserted }
    }
}

/// The identity of an element.
private struct ElementContent: Hashable {
    var key: [UInt8]
    var keyEnd: [UInt8]?
    var flags: UInt32
    var data: SetElement.Data?

    init(_ element: SetElement) { (key, keyEnd, flags, data) = (element.key, element.keyEnd, element.flags, element.data) }
}

extension ElementList {
    /// Whether some key is more than one value.
    var hasIntervals: Bool {
        contains { element in
            switch element.key {
            case .ranges: true
            case .values(let values):
                values.contains { $0.wildcardPrefix != nil }
            case .catchAll: false
            }
        }
    }

    /// Whether some data is more than one value.
    var hasIntervalData: Bool {
        contains { if case .ranges = $0.data { true } else { false } }
    }
}

extension Value {
    /// The bytes before the star of `eth*`; `nil` if the value isn't such a pattern.
    var wildcardPrefix: [UInt8]? {
        guard case .text(let text, let type) = self, type.isString else { return nil }
        return NamePattern.prefix(of: text)
    }
}
