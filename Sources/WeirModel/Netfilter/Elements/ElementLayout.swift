/// The layout of the rows of an `ElementList`.
///
/// A row is, in this order: lower end of the key, upper end (intervals), data or its upper end, the number of an indexed datum, timeout,
/// expiry. Components are unpadded and big-endian, one after the other, so rows compare bytewise as their values do.
public struct ElementLayout: Sendable, Hashable {
    /// One component of a key or of data.
    public struct Component: Sendable, Hashable {
        public var type: DataType
        /// Bytes.
        public var width: Int

        /// The type's own length; 16 bytes where it has none.
        public init(_ type: DataType) {
            self.type = type
            width = type.bitLength.map { Int($0 + 7) / 8 } ?? 16
        }
    }

    /// Where a map's data is.
    public enum Data: Sendable, Hashable {
        case none
        /// Numbers, in the row.
        case values([Component])
        /// Verdicts, objects, texts: the row holds an index into the list's table of them.
        case indexed
    }

    public let key: [Component]
    /// Rows have an upper end of the key.
    public private(set) var intervals: Bool
    public let data: Data
    /// Rows have an upper end of the data.
    public private(set) var dataIntervals: Bool
    /// Rows have a timeout, and an expiry: milliseconds, all ones for none.
    public private(set) var timeouts: Bool
    public private(set) var expiries: Bool

    /// Bytes of a key, of data, of a row.
    public let keyWidth: Int
    public let dataWidth: Int
    public private(set) var stride = 0

    public init(
        key: [Component], intervals: Bool = false, data: Data = .none, dataIntervals: Bool = false, timeouts: Bool = false,
        expiries: Bool = false
    ) {
        self.key = key
        self.intervals = intervals
        self.data = data
        self.dataIntervals = dataIntervals
        self.timeouts = timeouts
        self.expiries = expiries
        keyWidth = key.reduce(0) { $0 + $1.width }
        if case .values(let components) = data { dataWidth = components.reduce(0) { $0 + $1.width } } else { dataWidth = 0 }
        stride = end
    }

    // Offsets within a row; each is meaningful only where the layout has the part.
    var keyUpper: Int { keyWidth }
    var dataLower: Int { intervals ? 2 * keyWidth : keyWidth }
    var dataUpper: Int { dataLower + dataWidth }
    var index: Int { dataIntervals ? dataUpper + dataWidth : dataUpper }
    var timeout: Int { data == .indexed ? index + 4 : index }
    var expiry: Int { timeouts ? timeout + 8 : timeout }
    private var end: Int { expiries ? expiry + 8 : expiry }

    /// The length of the longest row: both ends of a key and of data that fill the kernel's registers, two times and an index.
    package static let longestStride = 4 * 16 * 16 + 20

    /// The layout that holds rows of both; `nil` if keys or data differ.
    func union(_ other: ElementLayout) -> ElementLayout? {
        if self == other { return self }
        guard key == other.key, data == other.data else { return nil }
        let union = ElementLayout(
            key: key, intervals: intervals || other.intervals, data: data, dataIntervals: dataIntervals || other.dataIntervals,
            timeouts: timeouts || other.timeouts, expiries: expiries || other.expiries)
        return union.stride <= Self.longestStride ? union : nil
    }
}

extension ElementLayout {
    /// The layout for an element; `nil` if there is none.
    init?(for element: Element) {
        guard element.comment == nil, element.statements.isEmpty, element.timeout != .max, element.expires != .max else { return nil }
        var intervals = false
        let key: [Component]
        switch element.key {
        case .values(let values):
            guard !values.isEmpty, let components = Self.components(values) else { return nil }
            key = components
        case .ranges(let lower, let upper):
            // An interval of one value is kept whole: rows have no difference between it and the value.
            guard !lower.isEmpty, lower != upper, let components = Self.components(lower), components == Self.components(upper) else {
                return nil
            }
            key = components
            intervals = true
        case .catchAll:
            return nil
        }
        var dataIntervals = false
        let data: Data
        switch element.data {
        case nil:
            data = .none
        case .values(let values):
            data = values.isEmpty ? .indexed : Self.components(values).map(Data.values) ?? .indexed
        case .ranges(let lower, let upper):
            if !lower.isEmpty, let components = Self.components(lower), components == Self.components(upper) {
                data = .values(components)
                dataIntervals = lower != upper
            } else {
                data = .indexed
            }
        case .verdict, .object:
            data = .indexed
        }
        self.init(
            key: key, intervals: intervals, data: data, dataIntervals: dataIntervals, timeouts: element.timeout != nil,
            expiries: element.expires != nil)
        // A longer one would cost each of the list's elements as many bytes, also those that are kept whole.
        if stride > Self.longestStride { return nil }
    }

    /// The components of numbers; `nil` if one is a text or larger than its type.
    private static func components(_ values: [Value]) -> [Component]? {
        var components: [Component] = []
        components.reserveCapacity(values.count)
        for value in values {
            guard case .number(let number, let type) = value else { return nil }
            let component = Component(type)
            guard component.width == 16 || number >> (8 * component.width) == 0 else { return nil }
            components.append(component)
        }
        return components
    }
}
