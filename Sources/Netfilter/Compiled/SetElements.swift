/// The elements of a compiled set, in the order given, which has no meaning to the kernel.
///
/// They are packed: a million addresses are 4 MB. Keys (of concatenated intervals both ends, of maps the value too) are in rows of one
/// length, which the first element that can be a row decides. Elements that don't fit a row, because of a timeout, a comment, a counter, a
/// verdict, an object or the catch-all, are kept whole beside the rows. Equality is by content and order.
package struct SetElements: Sendable, Hashable {
    /// The parts of a row: the key, its upper end, the value. Lengths in bytes, 0 for absent parts.
    package struct Layout: Sendable, Hashable {
        package var key: Int
        package var keyEnd: Int
        package var value: Int
        package var stride: Int { key + keyEnd + value }
        package init(key: Int, keyEnd: Int = 0, value: Int = 0) { (self.key, self.keyEnd, self.value) = (key, keyEnd, value) }
    }

    /// `nil` if no element is a row.
    package private(set) var layout: Layout?
    package private(set) var count = 0
    /// `count` rows; zeros where an element is kept whole.
    private(set) var rows: [UInt8] = []
    /// `NFT_SET_ELEM_*` of each row; empty where all are 0.
    private(set) var rowFlags: [UInt8] = []
    /// The elements that are not rows, and their indices, ascending.
    private(set) var wholeIndices: [Int] = []
    private(set) var whole: [SetElement] = []

    package init(_ elements: some Sequence<SetElement> = EmptyCollection<SetElement>()) {
        for element in elements { append(element) }
    }

    /// Whether every element is a row.
    package var isPacked: Bool { whole.isEmpty }

    package mutating func reserveCapacity(_ count: Int) {
        if let layout { rows.reserveCapacity(count * layout.stride) }
    }

    package mutating func reserveCapacity(_ count: Int, layout: Layout) {
        if self.layout ?? layout == layout { rows.reserveCapacity(count * layout.stride) }
    }

    // MARK: appending

    package mutating func append(_ element: SetElement) {
        guard let needed = Layout(of: element), prepare(for: needed) else {
            wholeIndices.append(count)
            whole.append(element)
            rows.append(contentsOf: repeatElement(0, count: layout?.stride ?? 0))
            appendFlags(0)
            return
        }
        rows.append(contentsOf: element.key)
        if let end = element.keyEnd { rows.append(contentsOf: end) }
        if case .value(let value) = element.data { rows.append(contentsOf: value) }
        appendFlags(UInt8(truncatingIfNeeded: element.flags))
    }

    package mutating func append(contentsOf elements: some Sequence<SetElement>) {
        for element in elements { append(element) }
    }

    /// Appends an element that is its key alone, without making a `SetElement` of it.
    package mutating func append(key: UnsafeRawBufferPointer, flags: UInt8 = 0) {
        append(key: key, keyEnd: Self.nothing, value: Self.nothing, flags: flags)
    }

    /// Appends an element that has no more than a key, an upper end and a value; empty ones are not there.
    package mutating func append(
        key: UnsafeRawBufferPointer, keyEnd: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, flags: UInt8 = 0
    ) {
        guard key.count > 0, flags <= 1, prepare(for: Layout(key: key.count, keyEnd: keyEnd.count, value: value.count)) else {
            return append(
                SetElement(
                    key: [UInt8](key), keyEnd: keyEnd.isEmpty ? nil : [UInt8](keyEnd), flags: UInt32(flags),
                    data: value.isEmpty ? nil : .value([UInt8](value))))
        }
        rows.append(contentsOf: key)
        if !keyEnd.isEmpty { rows.append(contentsOf: keyEnd) }
        if !value.isEmpty { rows.append(contentsOf: value) }
        appendFlags(flags)
    }

    /// Appends a row of other elements, with their layout.
    package mutating func append(_ row: UnsafeRawBufferPointer, _ layout: Layout, flags: UInt8) {
        let end = layout.key + layout.keyEnd
        append(
            key: UnsafeRawBufferPointer(rebasing: row[..<layout.key]), keyEnd: UnsafeRawBufferPointer(rebasing: row[layout.key..<end]),
            value: UnsafeRawBufferPointer(rebasing: row[end...]), flags: flags)
    }

    package static var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    /// Whether the rows can hold such an element; the first one decides.
    @inline(__always) private mutating func prepare(for needed: Layout) -> Bool {
        if let layout { return layout == needed }
        layout = needed
        rows = [UInt8](repeating: 0, count: count * needed.stride)
        return true
    }

    @inline(__always) private mutating func appendFlags(_ flags: UInt8) {
        if !rowFlags.isEmpty {
            rowFlags.append(flags)
        } else if flags != 0 {
            rowFlags = [UInt8](repeating: 0, count: count)
            rowFlags.append(flags)
        }
        count += 1
    }
}

extension SetElements.Layout {
    /// `nil` if such an element can't be a row.
    fileprivate init?(of element: SetElement) {
        guard !element.key.isEmpty, element.flags & ~1 == 0, element.timeout == nil, element.expiration == nil, element.userdata.isEmpty,
            element.expressions.isEmpty, element.keyEnd.map({ !$0.isEmpty }) ?? true
        else { return nil }
        switch element.data {
        case nil: self.init(key: element.key.count, keyEnd: element.keyEnd?.count ?? 0)
        case .value(let value) where !value.isEmpty:
            self.init(key: element.key.count, keyEnd: element.keyEnd?.count ?? 0, value: value.count)
        case .value, .verdict, .object: return nil
        }
    }
}
