extension SetElements {
    /// Whether both hold the same elements, in whatever order. Compares packed elements without making `SetElement`s of them.
    public func hasSameElements(as other: SetElements) -> Bool {
        guard count == other.count, whole.count == other.whole.count, layout == other.layout || count == whole.count else { return false }
        if self == other { return true }
        guard whole.isEmpty else {
            return Dictionary(map { ($0, 1) }, uniquingKeysWith: +) == Dictionary(other.map { ($0, 1) }, uniquingKeysWith: +)
        }
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

    /// Whether two packed elements are the same.
    public func hasRow(_ index: Int, as other: Int, of elements: SetElements) -> Bool {
        guard isPacked, elements.isPacked, layout == elements.layout, let stride = layout?.stride,
            flags(of: index) == elements.flags(of: other)
        else { return false }
        return rows.withUnsafeBytes { a in
            elements.rows.withUnsafeBytes { Self.compare(a, index * stride, $0, other * stride, stride) == 0 }
        }
    }

    @inline(__always) private func flags(of row: Int) -> UInt8 { rowFlags.isEmpty ? 0 : rowFlags[row] }

    /// The indices of the rows by their bytes, the end of an interval before the start of the next.
    private var order: [UInt32] {
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
