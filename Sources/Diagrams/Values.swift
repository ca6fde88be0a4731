/// Diagrams of what is known about a value. A value is its bits, the most significant first; each is a variable, a constant or any function.
extension Arena {
    package func bits(_ variables: VariableRange) -> [Diagram] { (variables.first..<variables.end).map { variable($0) } }

    /// Where the value is this one: a byte for each eight bits.
    package func equal(_ bits: [Diagram], _ bytes: some RandomAccessCollection<UInt8>) -> Diagram {
        assert(bits.count == bytes.count * 8)
        // From the lowest variable upwards each step makes one node.
        let order = bits.indices.sorted { level(bits[$0].id) > level(bits[$1].id) }
        var result = Diagram.always
        for index in order {
            let bit = bits[index]
            result = Self.bit(index, bytes) ? select(bit, result, .never) : select(bit, .never, result)
        }
        return result
    }

    /// Where the value is at most this one, or less.
    package func atMost(_ bits: [Diagram], _ bytes: some RandomAccessCollection<UInt8>, orEqual: Bool = true) -> Diagram {
        var result: Diagram = orEqual ? .always : .never
        for index in bits.indices.reversed() {
            result = Self.bit(index, bytes) ? select(bits[index], result, .always) : select(bits[index], .never, result)
        }
        return result
    }

    /// The same of a number.
    package func atMost(_ bits: [Diagram], _ number: UInt128) -> Diagram {
        bits.indices.reversed().reduce(.always) { result, index in
            number >> UInt128(bits.count - 1 - index) & 1 == 1 ? select(bits[index], result, .always) : select(bits[index], .never, result)
        }
    }

    package func atLeast(_ bits: [Diagram], _ bytes: some RandomAccessCollection<UInt8>) -> Diagram {
        var result = Diagram.always
        for index in bits.indices.reversed() {
            result = Self.bit(index, bytes) ? select(bits[index], result, .never) : select(bits[index], .always, result)
        }
        return result
    }

    package func inRange(_ bits: [Diagram], _ low: some RandomAccessCollection<UInt8>, _ high: some RandomAccessCollection<UInt8>)
        -> Diagram
    {
        and(atLeast(bits, low), atMost(bits, high))
    }

    /// Where both values are the same.
    package func equal(_ left: [Diagram], _ right: [Diagram]) -> Diagram {
        zip(left, right).reversed().reduce(.always) { without($0, xor($1.0, $1.1)) }
    }

    @inline(__always) private static func bit(_ index: Int, _ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        bytes[bytes.index(bytes.startIndex, offsetBy: index / 8)] >> UInt8(7 - index % 8) & 1 == 1
    }
}

/// Sorted, disjoint intervals of keys of one length, both ends included, one behind the other in memory: low, high, low, high …
package struct SortedIntervals {
    package var bytes: [UInt8]
    package var length: Int
    package init(bytes: [UInt8], length: Int) {
        self.bytes = bytes
        self.length = length
    }
    package var count: Int { length == 0 ? 0 : bytes.count / (2 * length) }
}

extension Arena {
    /// Where the value is in one of the intervals. Built from the last bit upwards, so that a million elements take a second.
    package func member(_ bits: [Diagram], of intervals: SortedIntervals) -> Diagram {
        assert(bits.count == intervals.length * 8)
        return intervals.bytes.withUnsafeBufferPointer { bytes in
            MemberBuilder(arena: self, bits: bits, bytes: bytes, length: intervals.length)
                .build(0, 0..<intervals.count, lowest: true, highest: true)
        }
    }
}

private struct MemberBuilder {
    let arena: Arena
    let bits: [Diagram]
    let bytes: UnsafeBufferPointer<UInt8>
    let length: Int

    @inline(__always) func bit(_ index: Int, _ interval: Int, high: Bool) -> Bool {
        bytes[(2 * interval + (high ? 1 : 0)) * length + index / 8] >> UInt8(7 - index % 8) & 1 == 1
    }

    /// The diagram of the bits from `index` on, of intervals which all meet the block of values that begins with the same bits.
    ///
    /// - Parameters:
    ///   - lowest: whether the first interval's lower end is in the block; if not, it begins before it.
    ///   - highest: the same of the last interval's upper end.
    func build(_ index: Int, _ range: Range<Int>, lowest: Bool, highest: Bool) -> Diagram {
        if range.isEmpty { return .never }
        if range.count == 1, !lowest, !highest { return .always }
        if index == bits.count { return .always }
        // The first interval that is not wholly in the lower half.
        var first = range.lowerBound
        var end = range.upperBound
        while first < end {
            let middle = (first + end) / 2
            let isLast = middle == range.upperBound - 1
            if isLast && !highest || bit(index, middle, high: true) { end = middle } else { first = middle + 1 }
        }
        let upper = first..<range.upperBound
        // It may begin in the lower half.
        let crosses = !upper.isEmpty && ((first == range.lowerBound && !lowest) || !bit(index, first, high: false))
        let lower = range.lowerBound..<(crosses ? first + 1 : first)
        let low = build(
            index + 1, lower, lowest: lowest, highest: crosses ? false : (lower.upperBound == range.upperBound ? highest : true))
        let high = build(
            index + 1, upper, lowest: crosses ? false : (upper.lowerBound == range.lowerBound ? lowest : true), highest: highest)
        return arena.select(bits[index], high, low)
    }
}
