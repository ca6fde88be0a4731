import WeirModel

extension SetElementsLowering {
    /// The elements of a named set of numbers, from packed rows to packed rows: a million of them without a value each. `nil` if some are
    /// more complex.
    func lowerPacked(_ elements: ElementList) throws -> SetElements? {
        guard let component = key.first, key.count == 1, data == nil, transfer == nil, !isAnonymous, !component.type.isString,
            let layout = elements.layout, elements.whole.isEmpty, layout.data == .none, !layout.timeouts, !layout.expiries,
            component.bits == layout.keyWidth * 8, layout.keyWidth <= 16, isInterval || !layout.intervals
        else { return nil }
        guard isInterval else {
            return elements.withRows { rows in
                var result = SetElements()
                result.reserveCapacity(rows.count, layout: .init(key: layout.keyWidth))
                for row in 0..<rows.count { result.append(rows.lower(row), reversed: component.order == .host) }
                return result.withoutRepeatedRows
            }
        }
        return try elements.withRows { rows in
            layout.keyWidth <= 8 ? try intervals(rows, UInt64.self) : try intervals(rows, UInt128.self)
        }
    }

    private func intervals<Number: FixedWidthInteger & UnsignedInteger & Sendable>(_ rows: ElementRows, _: Number.Type) throws
        -> SetElements
    {
        let width = rows.layout.keyWidth
        func number(_ bytes: UnsafeRawBufferPointer) -> Number { bytes.reduce(0) { $0 << 8 | Number($1) } }
        var intervals: [(low: Number, high: Number)] = []
        intervals.reserveCapacity(rows.count)
        var isSorted = true
        for row in 0..<rows.count {
            let (low, high) = (number(rows.lower(row)), number(rows.upper(row)))
            guard low <= high else { throw LoweringError("the range \(low)-\(high) is empty", help: "put the lower end first") }
            if let last = intervals.last, last.low > low { isSorted = false }
            intervals.append((low, high))
        }
        if !isSorted { intervals.sort { ($0.low, $0.high) < ($1.low, $1.high) } }
        return try ends(of: intervals, width)
    }

    /// As `merged` and `ends` make them of elements that are more than a key.
    private func ends<Number: FixedWidthInteger & UnsignedInteger>(of intervals: [(low: Number, high: Number)], _ width: Int) throws
        -> SetElements
    {
        var result = SetElements()
        guard let first = intervals.first else { return result }
        result.reserveCapacity(intervals.count * 2 + 1, layout: .init(key: width))
        let highest = Number.max >> Number(Number.bitWidth - width * 8)
        func append(_ number: Number, _ flags: UInt8) {
            let shifted = (number << Number(Number.bitWidth - width * 8)).bigEndian
            withUnsafeBytes(of: shifted) { result.append(key: UnsafeRawBufferPointer(rebasing: $0[..<width]), flags: flags) }
        }
        func close(_ interval: (low: Number, high: Number)) {
            if interval.high == highest {
                // Open to the highest value: a flag marks that it has no end.
                let key = Bytes.encode(UInt128(interval.low), count: width, order: .big)
                result.append(SetElement(key: key, userdata: UserData.encode([(1, [1, 0, 0, 0])])))
            } else {
                append(interval.low, 0)
                append(interval.high + 1, 1)
            }
        }
        if first.low > 0 { append(0, 1) }
        var open = first
        for interval in intervals.dropFirst() {
            if interval.low <= open.high {
                guard autoMerge else { throw LoweringError("intervals of the set overlap", help: "remove one, or set `auto-merge`") }
                open.high = max(open.high, interval.high)
            } else if autoMerge, open.high + 1 == interval.low {
                open.high = interval.high
            } else {
                close(open)
                open = interval
            }
        }
        close(open)
        return result
    }
}

extension SetElements {
    fileprivate mutating func append(_ key: UnsafeRawBufferPointer, reversed: Bool) {
        guard reversed else { return append(key: key) }
        let bytes = [UInt8](key.reversed())
        bytes.withUnsafeBytes { append(key: $0) }
    }
}
