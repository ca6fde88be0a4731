import WeirModel

/// Reads the parts of the packed form; survives any bytes.
protocol PackedBytes {
    var bytes: UnsafeRawBufferPointer { get }
    var offset: Int { get set }
}

extension PackedBytes {
    var remaining: Int { bytes.count - offset }

    func error(_ message: String, _ kind: DocumentError.Kind = .corrupt) -> DocumentError {
        DocumentError(kind, message, at: .byte(offset), help: kind == .tooDeep ? nil : "write or copy the document again")
    }

    var truncated: DocumentError { error("the document ends too early", .truncated) }

    @inline(__always)
    mutating func byte() throws(DocumentError) -> UInt8 {
        guard offset < bytes.count else { throw truncated }
        defer { offset &+= 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func number() throws(DocumentError) -> UInt64 {
        let first = try byte()
        return first < 0x80 ? UInt64(first) : try longNumber(first)
    }

    private mutating func longNumber(_ first: UInt8) throws(DocumentError) -> UInt64 {
        var number = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw error("a number too large") }
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(DocumentError) -> Number {
        guard let number = Number(exactly: try number()) else { throw error("a number too large") }
        return number
    }

    /// A count of parts, each of at least one byte.
    mutating func count() throws(DocumentError) -> Int {
        let count = try number()
        guard count <= UInt64(remaining) else { throw truncated }
        return Int(count)
    }

    mutating func signed() throws(DocumentError) -> Int {
        let number = UInt(try number())
        return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
    }

    @inline(__always)
    mutating func wide() throws(DocumentError) -> UInt128 {
        let length = Int(try byte())
        guard length <= 16 else { throw error("a number too large") }
        guard length <= remaining else { throw truncated }
        defer { offset += length }
        if length <= 8 {
            var number: UInt64 = 0
            for index in 0..<length { number |= UInt64(bytes[offset &+ index]) << UInt64(8 &* index) }
            return UInt128(number)
        }
        var number: UInt128 = 0
        for index in 0..<length { number |= UInt128(bytes[offset + index]) << UInt128(8 * index) }
        return number
    }

    mutating func raw(_ length: Int) throws(DocumentError) -> [UInt8] {
        let start = offset
        try skip(length)
        return Array(bytes[start..<offset])
    }

    mutating func skip(_ length: Int) throws(DocumentError) {
        guard length >= 0, length <= remaining else { throw truncated }
        offset += length
    }

    /// A new text, after the 0 that marks it as new.
    mutating func text() throws(DocumentError) -> String {
        let length = try count()
        guard let string = String(utf8: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])) else {
            throw error("a text that is not UTF-8")
        }
        offset += length
        return string
    }
}
