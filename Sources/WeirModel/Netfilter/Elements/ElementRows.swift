/// The packed rows of an `ElementList`, as bytes. Elements of `ElementList.whole` have rows of zeros: ask there first.
public struct ElementRows {
    public let layout: ElementLayout
    public let count: Int
    /// `count` rows of `layout.stride` bytes.
    public let bytes: UnsafeRawBufferPointer

    /// The lower end of the key, or the key.
    public func lower(_ row: Int) -> UnsafeRawBufferPointer { slice(row, 0, layout.keyWidth) }

    /// The inclusive upper end of the key; the key itself where the layout has no intervals.
    public func upper(_ row: Int) -> UnsafeRawBufferPointer { slice(row, layout.intervals ? layout.keyUpper : 0, layout.keyWidth) }

    /// The data, or its lower end. Empty where the layout's data is not `.values`.
    public func data(_ row: Int) -> UnsafeRawBufferPointer { slice(row, layout.dataLower, layout.dataWidth) }

    public func dataUpper(_ row: Int) -> UnsafeRawBufferPointer {
        slice(row, layout.dataIntervals ? layout.dataUpper : layout.dataLower, layout.dataWidth)
    }

    /// The place of the row's datum in `ElementList.indexedData`; `nil` if the layout's data is not `.indexed`.
    public func dataIndex(_ row: Int) -> Int? {
        layout.data == .indexed ? Int(truncatingIfNeeded: integer(row, layout.index, as: UInt32.self)) : nil
    }

    /// Milliseconds.
    public func timeout(_ row: Int) -> UInt64? { layout.timeouts ? milliseconds(row, layout.timeout) : nil }
    public func expires(_ row: Int) -> UInt64? { layout.expiries ? milliseconds(row, layout.expiry) : nil }

    private func milliseconds(_ row: Int, _ offset: Int) -> UInt64? {
        let number = integer(row, offset, as: UInt64.self)
        return number == .max ? nil : number
    }

    private func integer<Number: FixedWidthInteger & BitwiseCopyable>(_ row: Int, _ offset: Int, as type: Number.Type) -> Number {
        Number(bigEndian: bytes.loadUnaligned(fromByteOffset: row * layout.stride + offset, as: type))
    }

    private func slice(_ row: Int, _ offset: Int, _ length: Int) -> UnsafeRawBufferPointer {
        let start = row * layout.stride + offset
        return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)])
    }
}

extension ElementList {
    /// The elements as packed bytes, without unpacking them; `nil` if no element is packed. The bytes are valid during the call.
    public func withRows<Result>(_ body: (ElementRows) throws -> Result) rethrows -> Result? {
        guard let layout else { return nil }
        return try rows.withUnsafeBytes { try body(ElementRows(layout: layout, count: count, bytes: $0)) }
    }
}
