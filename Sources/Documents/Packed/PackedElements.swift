// Elements: the rows, then the elements outside of rows.

import WeirModel

private enum LayoutFlag {
    static let present: UInt8 = 1
    static let intervals: UInt8 = 2
    static let values: UInt8 = 4
    static let indexed: UInt8 = 8
    static let dataIntervals: UInt8 = 16
    static let timeouts: UInt8 = 32
    static let expiries: UInt8 = 64
}

extension PackedWriter {
    mutating func elements(_ list: ElementList) throws {
        layout(list.layout)
        count(list.count)
        raw(list.rows)
        try array(list.indexedData) { writer, data in try writer.data(data) }
        try array(list.whole.sorted { $0.key < $1.key }) { writer, entry in
            writer.count(entry.key)
            try writer.element(entry.value)
        }
    }

    private mutating func layout(_ layout: ElementLayout?) {
        guard let layout else { return byte(0) }
        var flags = LayoutFlag.present
        if layout.intervals { flags |= LayoutFlag.intervals }
        if layout.dataIntervals { flags |= LayoutFlag.dataIntervals }
        if layout.timeouts { flags |= LayoutFlag.timeouts }
        if layout.expiries { flags |= LayoutFlag.expiries }
        switch layout.data {
        case .none: break
        case .values: flags |= LayoutFlag.values
        case .indexed: flags |= LayoutFlag.indexed
        }
        byte(flags)
        array(layout.key) { writer, component in writer.byte(component.type.rawValue) }
        if case .values(let components) = layout.data {
            array(components) { writer, component in writer.byte(component.type.rawValue) }
        }
    }

    private mutating func element(_ element: Element) throws {
        switch element.key {
        case .values(let values): keys(0, values)
        case .ranges(let lower, let upper): ranges(1, lower, upper)
        case .catchAll: byte(2)
        }
        try optional(element.data) { writer, data in try writer.data(data) }
        optional(element.timeout) { writer, number in writer.number(number) }
        optional(element.expires) { writer, number in writer.number(number) }
        optional(element.comment) { writer, comment in writer.string(comment) }
        try nested { writer in try writer.array(element.statements) { writer, statement in try writer.statement(statement) } }
    }

    private mutating func data(_ data: ElementData) throws {
        switch data {
        case .values(let values): keys(0, values)
        case .ranges(let lower, let upper): ranges(1, lower, upper)
        case .verdict(let verdict):
            byte(2)
            try nested { writer in try writer.verdict(verdict) }
        case .object(let name):
            byte(3)
            string(name)
        }
    }

    private mutating func keys(_ tag: UInt8, _ values: [Value]) {
        byte(tag)
        array(values) { writer, value in writer.value(value) }
    }

    private mutating func ranges(_ tag: UInt8, _ lower: [Value], _ upper: [Value]) {
        keys(tag, lower)
        array(upper) { writer, value in writer.value(value) }
    }
}

extension PackedReader {
    mutating func elements() throws(DocumentError) -> ElementList {
        let layout = try layout()
        let rowCount = try number()
        // Each element takes a row or, kept whole, several bytes.
        guard rowCount <= UInt64(remaining) else { throw truncated }
        let (size, overflow) = Int(rowCount).multipliedReportingOverflow(by: layout?.stride ?? 0)
        guard !overflow else { throw truncated }
        try allowance.take(min(size, remaining))
        let rows = try raw(size)
        let indexed = try array { reader throws(DocumentError) in try reader.data() }
        let entries = try array { reader throws(DocumentError) in (try reader.number(Int.self), try reader.element()) }
        try allowance.take(entries.count, of: (Int, Element).self)
        let whole = Dictionary(entries, uniquingKeysWith: { first, _ in first })
        guard whole.count == entries.count,
            let list = ElementList(layout: layout, count: Int(rowCount), rows: rows, whole: whole, indexedData: indexed)
        else { throw error("elements that don't fit together") }
        return list
    }

    private mutating func layout() throws(DocumentError) -> ElementLayout? {
        let flags = try byte()
        if flags == 0 { return nil }
        guard flags & LayoutFlag.present != 0, flags & 0x80 == 0 else { throw error("an unknown layout of elements") }
        let key = try components()
        var data = ElementLayout.Data.none
        switch flags & (LayoutFlag.values | LayoutFlag.indexed) {
        case 0: break
        case LayoutFlag.values: data = .values(try components())
        case LayoutFlag.indexed: data = .indexed
        default: throw error("an unknown layout of elements")
        }
        let layout = ElementLayout(
            key: key, intervals: flags & LayoutFlag.intervals != 0, data: data, dataIntervals: flags & LayoutFlag.dataIntervals != 0,
            timeouts: flags & LayoutFlag.timeouts != 0, expiries: flags & LayoutFlag.expiries != 0)
        guard layout.stride <= ElementLayout.longestStride else { throw error("elements of \(layout.stride) bytes") }
        return layout
    }

    private mutating func components() throws(DocumentError) -> [ElementLayout.Component] {
        let components = try array { reader throws(DocumentError) in
            guard let type = DataType(rawValue: try reader.byte()) else { throw reader.error("an unknown data type") }
            return ElementLayout.Component(type)
        }
        guard !components.isEmpty else { throw error("a key without components") }
        return components
    }

    private mutating func element() throws(DocumentError) -> Element {
        let key: ElementKey
        switch try byte() {
        case 0: key = .values(try values())
        case 1: key = .ranges(lower: try values(), upper: try values())
        case 2: key = .catchAll
        default: throw error("an unknown kind of key")
        }
        var element = Element(key)
        element.data = try optional { reader throws(DocumentError) in try reader.data() }
        element.timeout = try optional { reader throws(DocumentError) in try reader.number() }
        element.expires = try optional { reader throws(DocumentError) in try reader.number() }
        element.comment = try optional { reader throws(DocumentError) in try reader.string() }
        element.statements = try nested { reader throws(DocumentError) in
            try reader.array { reader throws(DocumentError) in try reader.statement() }
        }
        return element
    }

    private mutating func data() throws(DocumentError) -> ElementData {
        switch try byte() {
        case 0: .values(try values())
        case 1: .ranges(lower: try values(), upper: try values())
        case 2: .verdict(try nested { reader throws(DocumentError) in try reader.verdict() })
        case 3: .object(try string())
        default: throw error("an unknown kind of data")
        }
    }

    private mutating func values() throws(DocumentError) -> [Value] {
        try array { reader throws(DocumentError) in try reader.value() }
    }
}
