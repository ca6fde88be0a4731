/// The elements of a set, in the order given. Equality is by content and order; the kernel keeps no order, so compare as sets where it
/// matters.
///
/// Elements are packed: a million IPv4 intervals are 8 MB. Elements that don't fit a row (texts, comments, statements, the catch-all, types
/// that differ from the others') are kept whole beside the rows. A row whose ends are equal reads back as a single value.
public struct ElementList: Sendable {
    /// `nil` if no element is packed.
    public private(set) var layout: ElementLayout?
    public private(set) var count = 0
    /// `count` rows of `layout.stride` bytes; zeros where an element is kept whole.
    package private(set) var rows: [UInt8] = []
    /// The elements that are not packed, by their index.
    public private(set) var whole: [Int: Element] = [:]
    /// The data that rows of `.indexed` data refer to.
    public private(set) var indexedData: [ElementData] = []
    private var dataIndexes: [ElementData: UInt32] = [:]

    public init(_ elements: [Element] = []) {
        for element in elements { append(element) }
    }

    public mutating func append(_ element: Element) {
        guard let needed = ElementLayout(for: element), prepare(for: needed), let layout else {
            whole[count] = element
            rows.append(contentsOf: repeatElement(0, count: layout?.stride ?? 0))
            count += 1
            return
        }
        appendRow(element, layout)
        count += 1
    }

    /// Makes the rows able to hold such an element; false where they can't.
    private mutating func prepare(for needed: ElementLayout) -> Bool {
        guard let current = layout, whole.count < count else {
            layout = needed
            rows = Array(repeating: 0, count: count * needed.stride)
            return true
        }
        guard let union = current.union(needed) else { return false }
        if union != current { widen(to: union) }
        return true
    }

    /// Rows gain columns: upper ends that equal the lower ones, timeouts of none.
    private mutating func widen(to new: ElementLayout) {
        guard let old = layout else { return }
        var wide: [UInt8] = []
        wide.reserveCapacity(Swift.max(rows.capacity / Swift.max(old.stride, 1), count) * new.stride)
        for start in Swift.stride(from: 0, to: count * old.stride, by: old.stride) {
            func copy(_ offset: Int, _ length: Int) { wide += rows[(start + offset)..<(start + offset + length)] }
            copy(0, old.keyWidth)
            if new.intervals { copy(old.intervals ? old.keyUpper : 0, old.keyWidth) }
            copy(old.dataLower, old.dataWidth)
            if new.dataIntervals { copy(old.dataIntervals ? old.dataUpper : old.dataLower, old.dataWidth) }
            if new.data == .indexed { copy(old.index, 4) }
            if new.timeouts { if old.timeouts { copy(old.timeout, 8) } else { wide += repeatElement(0xff, count: 8) } }
            if new.expiries { if old.expiries { copy(old.expiry, 8) } else { wide += repeatElement(0xff, count: 8) } }
        }
        rows = wide
        layout = new
    }

    /// About the memory that the last element takes.
    package var bytesOfLast: Int {
        (layout?.stride ?? 0) + (whole.isEmpty || whole[count - 1] == nil ? 0 : 2 * MemoryLayout<Element>.stride)
    }

    private mutating func appendRow(_ element: Element, _ layout: ElementLayout) {
        switch element.key {
        case .values(let values):
            append(values, layout.key)
            if layout.intervals { append(values, layout.key) }
        case .ranges(let lower, let upper):
            append(lower, layout.key)
            if layout.intervals { append(upper, layout.key) }
        case .catchAll:
            break
        }
        switch (layout.data, element.data) {
        case (.values(let components), .values(let values)):
            append(values, components)
            if layout.dataIntervals { append(values, components) }
        case (.values(let components), .ranges(let lower, let upper)):
            append(lower, components)
            if layout.dataIntervals { append(upper, components) }
        case (.indexed, let data?):
            append(UInt128(index(of: data)), width: 4)
        case (.none, _), (.values, _), (.indexed, nil):
            break
        }
        if layout.timeouts { append(UInt128(element.timeout ?? .max), width: 8) }
        if layout.expiries { append(UInt128(element.expires ?? .max), width: 8) }
    }

    private mutating func append(_ values: [Value], _ components: [ElementLayout.Component]) {
        for (value, component) in zip(values, components) {
            if case .number(let number, _) = value { append(number, width: component.width) }
        }
    }

    private mutating func append(_ number: UInt128, width: Int) {
        let start = rows.count
        rows.append(contentsOf: repeatElement(0, count: width))
        rows.withUnsafeMutableBytes { Self.write(number, width: width, to: $0, at: start) }
    }

    /// Big-endian.
    @inline(__always)
    private static func write(_ number: UInt128, width: Int, to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        switch width {
        case 4: bytes.storeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian, toByteOffset: offset, as: UInt32.self)
        case 2: bytes.storeBytes(of: UInt16(truncatingIfNeeded: number).bigEndian, toByteOffset: offset, as: UInt16.self)
        case 16: bytes.storeBytes(of: number.bigEndian, toByteOffset: offset, as: UInt128.self)
        default:
            for index in 0..<width {
                bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt128(8 * (width - 1 - index)))
            }
        }
    }

    private mutating func index(of data: ElementData) -> UInt32 {
        if let index = dataIndexes[data] { return index }
        let index = UInt32(indexedData.count)
        indexedData.append(data)
        dataIndexes[data] = index
        return index
    }
}

// The bulk ways in, for readers of documents and data files.
extension ElementList {
    /// An empty list, ready for rows of a layout.
    package init(layout: ElementLayout, capacity: Int) {
        self.layout = layout
        rows.reserveCapacity(capacity * layout.stride)
    }

    /// A list of these parts; `nil` if they don't fit together.
    package init?(layout: ElementLayout?, count: Int, rows: [UInt8], whole: [Int: Element], indexedData: [ElementData]) {
        let (size, overflow) = count.multipliedReportingOverflow(by: layout?.stride ?? 0)
        guard count >= 0, !overflow, rows.count == size, layout != nil || whole.count == count,
            whole.keys.allSatisfy({ $0 >= 0 && $0 < count })
        else { return nil }
        self.layout = layout
        self.count = count
        self.rows = rows
        self.whole = whole
        self.indexedData = indexedData
        dataIndexes = Dictionary(zip(indexedData, 0...), uniquingKeysWith: { first, _ in first })
        if let layout, layout.data == .indexed {
            for row in 0..<count where whole[row] == nil {
                guard readIndex(row * layout.stride + layout.index) < indexedData.count else { return nil }
            }
        }
    }

    /// Adds a single key or, where the ends differ, an interval: one number a component, no larger than its width.
    mutating func append(lower: [UInt128], upper: [UInt128]) {
        guard let layout else { return }
        guard layout.data == .none, !layout.timeouts, !layout.expiries else {
            func values(_ numbers: [UInt128]) -> [Value] { zip(numbers, layout.key).map { .number($0, $1.type) } }
            append(Element(.ranges(lower: values(lower), upper: values(upper))))
            return
        }
        if !layout.intervals, lower != upper {
            widen(to: ElementLayout(key: layout.key, intervals: true))
            return append(lower: lower, upper: upper)
        }
        let start = rows.count
        rows.append(contentsOf: repeatElement(0, count: layout.stride))
        rows.withUnsafeMutableBytes { bytes in
            var offset = start
            for index in layout.key.indices {
                let width = layout.key[index].width
                Self.write(lower[index], width: width, to: bytes, at: offset)
                if layout.intervals { Self.write(upper[index], width: width, to: bytes, at: offset + layout.keyWidth) }
                offset += width
            }
        }
        count += 1
    }

    func readIndex(_ offset: Int) -> Int {
        (0..<4).reduce(0) { $0 << 8 | Int(rows[offset + $1]) }
    }
}

extension ElementList: RandomAccessCollection, ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Element...) { self.init(elements) }
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "element index out of range")
        if !whole.isEmpty, let element = whole[index] { return element }
        guard let layout else { preconditionFailure("INVARIANT: without a layout every element is kept whole") }
        return unpack(row: index * layout.stride, layout)
    }

    public mutating func reserveCapacity(_ capacity: Int) { rows.reserveCapacity(capacity * (layout?.stride ?? 0)) }

    private func unpack(row: Int, _ layout: ElementLayout) -> Element {
        func values(_ offset: Int, _ components: [ElementLayout.Component]) -> [Value] {
            var offset = row + offset
            return components.map { component in
                let number = self.number(offset, width: component.width)
                offset += component.width
                return .number(number, component.type)
            }
        }
        let lower = values(0, layout.key)
        let upper = layout.intervals ? values(layout.keyUpper, layout.key) : lower
        var element = Element(lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper))
        switch layout.data {
        case .none: break
        case .values(let components):
            let lower = values(layout.dataLower, components)
            let upper = layout.dataIntervals ? values(layout.dataUpper, components) : lower
            element.data = lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper)
        case .indexed:
            element.data = indexedData[readIndex(row + layout.index)]
        }
        func milliseconds(_ offset: Int) -> UInt64? {
            let number = UInt64(truncatingIfNeeded: number(row + offset, width: 8))
            return number == .max ? nil : number
        }
        if layout.timeouts { element.timeout = milliseconds(layout.timeout) }
        if layout.expiries { element.expires = milliseconds(layout.expiry) }
        return element
    }

    private func number(_ offset: Int, width: Int) -> UInt128 {
        var number: UInt128 = 0
        for index in offset..<(offset + width) { number = number << 8 | UInt128(rows[index]) }
        return number
    }
}

extension ElementList: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard left.count == right.count else { return false }
        if left.layout == right.layout, left.rows == right.rows, left.indexedData == right.indexedData, left.whole == right.whole {
            return true
        }
        return left.elementsEqual(right)
    }

    /// Hashes a sample of the elements, since rows of equal lists may differ.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in prefix(4) { hasher.combine(element) }
        if count > 4 { for element in suffix(4) { hasher.combine(element) } }
    }
}

extension ElementList: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([Element].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Array(self))
    }
}
