extension SetElements {
    /// Whether both hold the same elements, in whatever order. Compares packed elements without making `SetElement`s of them.
    package func hasSameElements(as other: SetElements) -> Bool {
        guard count == other.count else { return false }
        if self == other { return true }
        guard isPacked, other.isPacked else {
            return Dictionary(map { ($0, 1) }, uniquingKeysWith: +) == Dictionary(other.map { ($0, 1) }, uniquingKeysWith: +)
        }
        guard layout == other.layout else { return false }
        let left = order
        let right = other.order
        let stride = layout?.stride ?? 0
        return rows.withUnsafeBytes { a in
            other.rows.withUnsafeBytes { b in
                for (i, j) in zip(left, right) {
                    guard flags(of: Int(i)) == other.flags(of: Int(j)),
                        Self.compare(a, Int(i) * stride, b, Int(j) * stride, stride) == 0
                    else { return false }
                }
                return true
            }
        }
    }

    /// Packed elements without those that are there twice: the kernel holds each once.
    var withoutRepeatedRows: SetElements {
        guard isPacked, count > 1, let layout else { return self }
        let order = order
        let stride = layout.stride
        return rows.withUnsafeBytes { rows in
            let repeats = Set(
                zip(order, order.dropFirst()).lazy.filter { flags(of: Int($0)) == flags(of: Int($1)) }
                    .filter { Self.compare(rows, Int($0) * stride, rows, Int($1) * stride, stride) == 0 }.map(\.1))
            guard !repeats.isEmpty else { return self }
            var result = SetElements()
            result.reserveCapacity(count - repeats.count, layout: layout)
            for index in 0..<count where !repeats.contains(UInt32(index)) {
                let row = UnsafeRawBufferPointer(rebasing: rows[index * stride..<(index + 1) * stride])
                result.append(row, layout, flags: flags(of: index))
            }
            return result
        }
    }

    /// Whether a packed element is this one.
    package func isRow(
        _ index: Int, key: UnsafeRawBufferPointer, keyEnd: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, flags: UInt8
    ) -> Bool {
        guard isPacked, layout == Layout(key: key.count, keyEnd: keyEnd.count, value: value.count), self.flags(of: index) == flags else {
            return false
        }
        let start = index * (key.count + keyEnd.count + value.count)
        return rows.withUnsafeBytes { rows in
            Self.compare(rows, start, key, 0, key.count) == 0 && Self.compare(rows, start + key.count, keyEnd, 0, keyEnd.count) == 0
                && Self.compare(rows, start + key.count + keyEnd.count, value, 0, value.count) == 0
        }
    }

    @inline(__always) private func flags(of row: Int) -> UInt8 { rowFlags.isEmpty ? 0 : rowFlags[row] }

    /// The indices of the rows by their bytes, the end of an interval before the start of the next; only where every element is a row.
    package var order: [UInt32] {
        let stride = layout?.stride ?? 0
        return rows.withUnsafeBytes { rows in
            // Keys of up to 7 bytes sort as numbers, with the flags behind them.
            if stride <= 7, count <= Int(UInt32.max) {
                var keyed: [(UInt64, UInt32)] = []
                keyed.reserveCapacity(count)
                for index in 0..<count {
                    var number: UInt64 = 0
                    for offset in 0..<stride { number = number << 8 | UInt64(rows[index * stride + offset]) }
                    keyed.append((number << 8 | UInt64(~flags(of: index)), UInt32(index)))
                }
                keyed.sort { $0.0 < $1.0 }
                return keyed.map(\.1)
            }
            var order = (0..<UInt32(clamping: count)).map { $0 }
            order.sort { left, right in
                let result = Self.compare(rows, Int(left) * stride, rows, Int(right) * stride, stride)
                return result != 0 ? result < 0 : flags(of: Int(left)) > flags(of: Int(right))
            }
            return order
        }
    }

    @inline(__always)
    private static func compare(_ a: UnsafeRawBufferPointer, _ i: Int, _ b: UnsafeRawBufferPointer, _ j: Int, _ length: Int) -> Int {
        for offset in 0..<length where a[i + offset] != b[j + offset] { return a[i + offset] < b[j + offset] ? -1 : 1 }
        return 0
    }
}
