import WeirModel

/// Why a line is no element of its set.
struct LineError: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// Reads one line of a data file as an element of a set.
struct ElementLine {
    private let key: [DataType]
    /// nil: a set.
    private let data: Data?
    /// Some entry was an interval, so that the set has to hold them.
    private(set) var needsIntervals = false

    private enum Data {
        case values([DataType])
        case verdict
        case object
    }

    init(of set: SetDeclaration) {
        key = Self.types(set.key)
        data =
            switch set.data {
            case nil: nil
            case .values(let content)?, .intervals(let content)?: .values(Self.types(content))
            case .verdict?: .verdict
            case .object?: .object
            }
    }

    private static func types(_ content: SetDeclaration.Content) -> [DataType] {
        switch content {
        case .types(let types): types
        case .sized(let types): types.map(\.type)
        case .typeof(let terms): terms.map { if case .field(let field) = $0 { field.layout.type } else { .integer } }
        }
    }

    mutating func append(_ entry: UnsafeRawBufferPointer, to elements: inout ElementList) throws(LineError) {
        if data == nil, key == [.ipv4Address], let span = IPv4Span(entry) {
            elements.append(element(span))
            return
        }
        let text = String(decoding: entry, as: UTF8.self)
        guard data != nil else {
            elements.append(Element(try keys(text)))
            return
        }
        // The colon of a map stands between spaces, as those of IPv6 addresses do not.
        let parts = text.split(separator: " : ", maxSplits: 1)
        guard parts.count == 2 else { throw LineError("`\(text)` is no entry of a map: it takes KEY : VALUE") }
        elements.append(Element(try keys(String(parts[0])), data: try value(String(parts[1]))))
    }

    private mutating func element(_ span: IPv4Span) -> Element {
        let lower = Value.number(UInt128(span.lower), .ipv4Address)
        if span.lower == span.upper { return Element(.values([lower])) }
        needsIntervals = true
        return Element(.ranges(lower: [lower], upper: [.number(UInt128(span.upper), .ipv4Address)]))
    }

    private mutating func keys(_ text: String) throws(LineError) -> ElementKey {
        if Self.trim(text) == "*" { return .catchAll }
        let (lower, upper) = try components(text, key)
        if lower == upper { return .values(lower) }
        needsIntervals = true
        return .ranges(lower: lower, upper: upper)
    }

    private func value(_ text: String) throws(LineError) -> ElementData {
        switch data {
        case .values(let types)?:
            let (lower, upper) = try components(text, types)
            return lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper)
        case .object?: return .object(Self.trim(text))
        case .verdict?, nil:
            let words = text.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("accept", 1): return .verdict(.accept)
            case ("drop", 1): return .verdict(.drop)
            case ("continue", 1): return .verdict(.continue)
            case ("return", 1): return .verdict(.return)
            case ("jump", 2): return .verdict(.jump(.named(words[1])))
            case ("goto", 2): return .verdict(.goto(.named(words[1])))
            default: throw LineError("`\(text)` is no verdict: it takes accept, drop, continue, return, jump CHAIN or goto CHAIN")
            }
        }
    }

    private func components(_ text: String, _ types: [DataType]) throws(LineError) -> (lower: [Value], upper: [Value]) {
        let parts = text.split(separator: " . ").map { Self.trim($0) }
        guard parts.count == types.count else {
            throw LineError("`\(text)` has \(parts.count) component\(parts.count == 1 ? "" : "s"): \(types.map(\.nftName).joined(separator: " . ")) is wanted")
        }
        var lower: [Value] = []
        var upper: [Value] = []
        for (part, type) in zip(parts, types) {
            let (first, last) = try span(part, type)
            lower.append(first)
            upper.append(last)
        }
        return (lower, upper)
    }

    /// `value`, `value/length`, `value-value`
    private func span(_ text: String, _ type: DataType) throws(LineError) -> (Value, Value) {
        if let slash = text.lastIndex(of: "/"), let bits = type.bitLength {
            guard let length = UInt32(text[text.index(after: slash)...]), length <= bits else { throw LineError("`\(text)` has no prefix length up to \(bits)") }
            guard case .number(let number, _) = try parse(String(text[..<slash]), type) else { throw LineError("`\(text)` is no prefix") }
            let host = length == bits ? 0 : ((bits - length >= 128 ? 0 : UInt128(1) << UInt128(bits - length)) &- 1)
            guard number & host == 0 else { throw LineError("`\(text)` has bits beyond its prefix length") }
            return (.number(number, type), .number(number | host, type))
        }
        if !type.isString, let dash = text.firstIndex(of: "-") {
            let ends = (try? parse(Self.trim(text[..<dash]), type), try? parse(Self.trim(text[text.index(after: dash)...]), type))
            if case (.number(let first, _)?, .number(let last, _)?) = ends {
                guard first <= last else { throw LineError("`\(text)` ends before it begins") }
                return (.number(first, type), .number(last, type))
            }
        }
        let value = try parse(text, type)
        return (value, value)
    }

    private func parse(_ text: String, _ type: DataType) throws(LineError) -> Value {
        do throws(ValueError) { return try type.parse(text) } catch { throw LineError(error.description) }
    }

    private static func trim(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

/// `a.b.c.d`, `a.b.c.d/n` or `a.b.c.d-e.f.g.h`, read from bytes, since lists of them are long.
struct IPv4Span {
    var lower: UInt32
    var upper: UInt32

    init?(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        guard let first = Self.address(bytes, &index) else { return nil }
        lower = first
        upper = first
        guard index < bytes.count else { return }
        let separator = bytes[index]
        index += 1
        switch separator {
        case UInt8(ascii: "/"):
            guard let length = Self.number(bytes, &index, limit: 32), index == bytes.count else { return nil }
            let host = length == 0 ? UInt32.max : UInt32(truncatingIfNeeded: (UInt64(1) << (32 - length)) - 1)
            guard first & host == 0 else { return nil }
            upper = first | host
        case UInt8(ascii: "-"):
            guard let last = Self.address(bytes, &index), index == bytes.count, last >= first else { return nil }
            upper = last
        default: return nil
        }
    }

    private static func address(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> UInt32? {
        var result: UInt32 = 0
        for part in 0..<4 {
            if part > 0 {
                guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
            guard let number = number(bytes, &index, limit: 255) else { return nil }
            result = result << 8 | number
        }
        return result
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ index: inout Int, limit: UInt32) -> UInt32? {
        let start = index
        var result: UInt32 = 0
        while index < bytes.count, index - start < 3, case let digit = bytes[index] &- 0x30, digit < 10 {
            result = result * 10 + UInt32(digit)
            index += 1
        }
        return index > start && result <= limit ? result : nil
    }
}
