import WeirModel

/// Reads the tokens of JSON: texts, numbers, `true`, `false`, `null`.
struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) { (self.bytes, self.offset) = (bytes, offset) }

    var isAtEnd: Bool { offset >= bytes.count }

    func current() throws(DocumentError) -> UInt8 {
        guard offset < bytes.count else { throw truncated }
        return bytes[offset]
    }

    mutating func skipSpace() {
        while offset < bytes.count, case let byte = bytes[offset], byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            offset += 1
        }
    }

    /// Whether the next character other than space is this one; if so, it is consumed.
    mutating func accept(_ character: Unicode.Scalar) throws(DocumentError) -> Bool {
        skipSpace()
        guard try current() == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// Anything but an array or object.
    mutating func scalar() throws(DocumentError) -> FoundNode {
        switch try current() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("a value was expected")
        }
    }

    mutating func skipScalar() throws(DocumentError) {
        if try current() == UInt8(ascii: "\"") { try skipString() } else { _ = try scalar() }
    }

    private mutating func word(_ word: StaticString) throws(DocumentError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard offset + index < bytes.count else { throw truncated }
            guard bytes[offset + index] == word.utf8Start[index] else { throw error("a value was expected") }
        }
        offset += word.utf8CodeUnitCount
    }

    // MARK: texts

    mutating func skipString() throws(DocumentError) {
        offset += 1
        while true {
            switch try current() {
            case UInt8(ascii: "\""):
                offset += 1
                return
            case UInt8(ascii: "\\"): _ = try escape()
            case 0..<0x20: throw error("a control character in a text must be escaped")
            default: offset += 1
            }
        }
    }

    mutating func string() throws(DocumentError) -> String {
        let start = offset + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\"), bytes[end] >= 0x20 { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return try escapedString(from: start) }
        offset = end + 1
        return try valid(String(utf8: UnsafeRawBufferPointer(rebasing: bytes[start..<end])), at: start)
    }

    private mutating func escapedString(from start: Int) throws(DocumentError) -> String {
        var content: [UInt8] = []
        offset = start
        while true {
            switch try current() {
            case UInt8(ascii: "\""):
                offset += 1
                return try valid(content.withUnsafeBytes { String(utf8: $0) }, at: start)
            case UInt8(ascii: "\\"): content += try escape()
            case 0..<0x20: throw error("a control character in a text must be escaped")
            case let byte:
                content.append(byte)
                offset += 1
            }
        }
    }

    private func valid(_ text: String?, at start: Int) throws(DocumentError) -> String {
        guard let text else { throw error("the text is not UTF-8", at: start) }
        return text
    }

    private mutating func escape() throws(DocumentError) -> Unicode.Scalar.UTF8View {
        guard offset + 1 < bytes.count else { throw truncated }
        let start = offset
        offset += 2
        let scalar: Unicode.Scalar
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{c}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            if let direct = Unicode.Scalar(unit) {
                scalar = direct
                break
            }
            guard unit < 0xdc00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
            else {
                throw error("half of a surrogate pair", at: start)
            }
            offset += 2
            let low = try codeUnit()
            guard (0xdc00...0xdfff).contains(low), let pair = Unicode.Scalar((unit & 0x3ff) << 10 + (low & 0x3ff) + 0x10000) else {
                throw error("half of a surrogate pair", at: start)
            }
            scalar = pair
        default: throw error("no such escape", at: start)
        }
        return scalar.utf8
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(DocumentError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw truncated }
        var unit: UInt32 = 0
        for index in offset..<(offset + 4) {
            guard let digit = Int(hexDigit: bytes[index]) else { throw error("a hexadecimal digit was expected", at: index) }
            unit = unit << 4 | UInt32(digit)
        }
        offset += 4
        return unit
    }

    // MARK: numbers

    private mutating func number() throws(DocumentError) -> FoundNode {
        let start = offset
        let negative = bytes[offset] == UInt8(ascii: "-")
        if negative { offset += 1 }
        let first = offset
        var magnitude: UInt128 = 0
        var overflow = false
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit <= 9 {
            let (product, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, alsoTooLarge) = product.addingReportingOverflow(UInt128(digit))
            overflow = overflow || tooLarge || alsoTooLarge
            magnitude = sum
            offset += 1
        }
        guard offset > first else { throw offset < bytes.count ? error("a digit was expected") : truncated }
        guard offset == first + 1 || bytes[first] != UInt8(ascii: "0") else { throw error("a number with a zero before it", at: start) }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") || bytes[offset] | 0x20 == UInt8(ascii: "e") {
            return try fraction(from: start)
        }
        guard !overflow, !negative || magnitude <= UInt128(Int128.max) else { throw error("a number too large", at: start) }
        return negative && magnitude > 0 ? .negative(-Int128(magnitude)) : .unsigned(magnitude)
    }

    /// Further digits exceed the precision of a double.
    private static let longestFraction = 400

    private mutating func fraction(from start: Int) throws(DocumentError) -> FoundNode {
        if bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            try digits()
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
        guard offset - start <= Self.longestFraction, let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)),
            number.isFinite
        else {
            throw error("a number too large", at: start)
        }
        return .floating(number)
    }

    private mutating func digits() throws(DocumentError) {
        let first = offset
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") <= 9 { offset += 1 }
        guard offset > first else { throw offset < bytes.count ? error("a digit was expected") : truncated }
    }

    // MARK: errors

    private var truncated: DocumentError {
        DocumentError(.truncated, "the document ends too early", at: place(bytes.count), help: "write or copy it again")
    }

    func error(_ message: String, _ kind: DocumentError.Kind = .syntax, at offset: Int? = nil) -> DocumentError {
        DocumentError(kind, message, at: place(offset ?? self.offset))
    }

    var place: DocumentError.Place { place(offset) }

    private func place(_ offset: Int) -> DocumentError.Place {
        var line = 1
        var start = 0
        for index in 0..<offset where bytes[index] == 0x0a {
            line += 1
            start = index + 1
        }
        return .line(line, column: offset - start + 1)
    }
}
