extension SetElements: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(index: Int) -> SetElement {
        precondition(index >= 0 && index < count, "index out of range")
        if let place = wholePlace(of: index) { return whole[place] }
        return row(index)
    }

    /// In order, which is faster than by index where many elements are kept whole.
    package func makeIterator() -> Iterator { Iterator(elements: self) }

    package struct Iterator: IteratorProtocol {
        let elements: SetElements
        var index = 0
        var nextWhole = 0

        package mutating func next() -> SetElement? {
            guard index < elements.count else { return nil }
            defer { index += 1 }
            if nextWhole < elements.wholeIndices.count, elements.wholeIndices[nextWhole] == index {
                defer { nextWhole += 1 }
                return elements.whole[nextWhole]
            }
            return elements.row(index)
        }
    }

    fileprivate func row(_ index: Int) -> SetElement {
        guard let layout else { return SetElement(key: []) }
        let start = index * layout.stride
        func bytes(_ offset: Int, _ length: Int) -> [UInt8] { Array(rows[(start + offset)..<(start + offset + length)]) }
        return SetElement(
            key: bytes(0, layout.key), keyEnd: layout.keyEnd == 0 ? nil : bytes(layout.key, layout.keyEnd),
            flags: rowFlags.isEmpty ? 0 : UInt32(rowFlags[index]),
            data: layout.value == 0 ? nil : .value(bytes(layout.key + layout.keyEnd, layout.value)))
    }

    private func wholePlace(of index: Int) -> Int? {
        let place = firstWhole(from: index)
        return place < wholeIndices.count && wholeIndices[place] == index ? place : nil
    }

    /// Where in `whole` the elements from an index on begin.
    fileprivate func firstWhole(from index: Int) -> Int {
        var low = 0
        var high = wholeIndices.count
        while low < high {
            let middle = (low + high) / 2
            if wholeIndices[middle] < index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension SetElements {
    /// An element as it is in memory.
    package enum Stored {
        /// Its row, and its flags.
        case row(UnsafeRawBufferPointer, flags: UInt8)
        case whole(SetElement)
    }

    /// Calls with each element from an index on, in order, until it returns false; makes no `SetElement` of rows.
    package func forEachStored(from first: Int = 0, _ body: (Stored) throws -> Bool) rethrows {
        let stride = layout?.stride ?? 0
        try rows.withUnsafeBytes { rows in
            var next = firstWhole(from: first)
            for index in first..<Swift.max(first, count) {
                let more: Bool
                if next < wholeIndices.count, wholeIndices[next] == index {
                    more = try body(.whole(whole[next]))
                    next += 1
                } else {
                    more = try body(
                        .row(
                            UnsafeRawBufferPointer(rebasing: rows[(index * stride)..<((index + 1) * stride)]),
                            flags: rowFlags.isEmpty ? 0 : rowFlags[index]))
                }
                if !more { return }
            }
        }
    }

    /// The rows as they are in memory; only if every element is one (`isPacked`).
    package func withRows<Result>(
        _ body: (_ rows: UnsafeRawBufferPointer, _ flags: UnsafeBufferPointer<UInt8>, _ layout: Layout) throws -> Result
    ) rethrows -> Result? {
        guard isPacked, let layout else { return nil }
        return try rows.withUnsafeBytes { rows in
            try rowFlags.withUnsafeBufferPointer { try body(rows, $0, layout) }
        }
    }
}
