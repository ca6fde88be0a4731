import WeirModel

/// Attributes on their way into a message: each aligned to four bytes, nests closed by their length.
struct AttributeWriter {
    private(set) var bytes: [UInt8] = []
    /// Why the kernel would read something else than was meant.
    private var problem: String?

    /// The attributes of an object; what no attribute can hold is refused.
    func attributes() throws(TrafficControlError) -> [UInt8] {
        if let problem { throw TrafficControlError(.malformed, problem) }
        return bytes
    }

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// NLA_F_NESTED
    static let nested: UInt16 = 0x8000

    /// A number in the machine's byte order, without a header: a member of a struct.
    mutating func append<T: FixedWidthInteger>(_ value: T) {
        // Byte by byte: for so few that takes half the time of appending them together.
        let number = T(littleEndian: value)
        for place in 0..<MemoryLayout<T>.size { bytes.append(UInt8(truncatingIfNeeded: number >> (place * 8))) }
    }
    mutating func append(_ more: [UInt8]) { if !more.isEmpty { bytes.append(contentsOf: more) } }

    mutating func put<T: FixedWidthInteger>(_ type: Int, _ value: T) {
        header(type, MemoryLayout<T>.size)
        append(value)
        align()
    }

    mutating func put(_ type: Int, _ payload: [UInt8]) {
        header(type, payload.count)
        bytes.append(contentsOf: payload)
        align()
    }

    /// Text with the NUL that the kernel expects at its end.
    mutating func put(_ type: Int, text: String) {
        if text.utf8.contains(0) { problem = problem ?? "a text has a NUL in it, where the kernel would end it" }
        put(type, text.outsideBytes + [0])
    }

    mutating func put(_ raw: RawAttribute) { put(Int(raw.type), raw.payload.bytes) }

    /// A nest; kept even when empty.
    mutating func nest<E: Error>(_ type: Int, _ body: (inout AttributeWriter) throws(E) -> Void) throws(E) {
        let start = bytes.count
        append(UInt16(0))
        append(UInt16(truncatingIfNeeded: type) | Self.nested)
        try body(&self)
        close(start)
    }

    /// A struct as an attribute's payload.
    mutating func structure(_ type: Int, _ body: (inout AttributeWriter) -> Void) {
        let start = bytes.count
        header(type, 0)
        body(&self)
        close(start)
    }

    mutating func align() { while bytes.count % 4 != 0 { bytes.append(0) } }

    mutating func patch<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        withUnsafeBytes(of: value) { for (index, byte) in $0.enumerated() { bytes[offset + index] = byte } }
    }

    /// Writes the length of what was begun there.
    private mutating func close(_ start: Int) {
        patch(length(bytes.count - start), at: start)
        align()
    }

    private mutating func header(_ type: Int, _ length: Int) {
        append(self.length(length + 4))
        append(UInt16(truncatingIfNeeded: type))
    }

    private mutating func length(_ count: Int) -> UInt16 {
        if count > UInt16.max { problem = problem ?? "\(count) bytes do not fit into an attribute, which has \(UInt16.max) at most" }
        return UInt16(truncatingIfNeeded: count)
    }
}
