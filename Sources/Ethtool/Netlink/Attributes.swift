/// The attributes of a netlink message: bounds-checked reading of any bytes, where what does not fit reads as nothing.
struct Attributes: Sequence {
    struct Attribute {
        /// Without `NLA_F_NESTED` and `NLA_F_NET_BYTEORDER`.
        var type: Int
        var bytes: ArraySlice<UInt8>

        var u8: UInt8? { bytes.first }
        /// Host byte order.
        var u16: UInt16? { bytes.load() }
        var u16BigEndian: UInt16? { (bytes.load() as UInt16?).map(UInt16.init(bigEndian:)) }
        var u32: UInt32? { bytes.load() }
        var string: String { String(outside: bytes.prefix { $0 != 0 }) }
        var nested: Attributes { Attributes(bytes) }
        var hexadecimal: String { bytes.map { hexadecimalDigits($0) }.joined() }
    }

    var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    func makeIterator() -> AnyIterator<Attribute> {
        var rest = bytes
        return AnyIterator {
            guard let length: UInt16 = rest.load(), let type: UInt16 = rest.dropFirst(2).load(),
                length >= 4, Int(length) <= rest.count
            else { return nil }
            let body = rest.dropFirst(4).prefix(Int(length) - 4)
            rest = rest.dropFirst((Int(length) + 3) & ~3)
            return Attribute(type: Int(type & 0x3fff), bytes: body)
        }
    }

    /// The first attribute of that type.
    subscript(type: Int) -> Attribute? { first { $0.type == type } }
}

extension ArraySlice<UInt8> {
    /// A number in host byte order; nil where the bytes are too few.
    func load<Number: FixedWidthInteger>() -> Number? {
        guard count >= MemoryLayout<Number>.size else { return nil }
        return withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    }
}

func hexadecimalDigits(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
}

/// Bytes of a message under construction, in host byte order.
struct MessageBytes {
    var bytes: [UInt8] = []

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    mutating func pad() {
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    mutating func attribute(_ type: Int, _ content: [UInt8]) {
        append(UInt16(truncatingIfNeeded: content.count + 4))
        append(UInt16(truncatingIfNeeded: type))
        bytes.append(contentsOf: content)
        pad()
    }

    mutating func attribute(_ type: Int, _ number: UInt32) {
        attribute(type, withUnsafeBytes(of: number) { Array($0) })
    }

    mutating func attribute(_ type: Int, _ text: String) { attribute(type, text.outsideBytes + [0]) }

    /// `NLA_F_NESTED`
    mutating func nest(_ type: Int, _ build: (inout MessageBytes) -> Void) {
        var inner = MessageBytes()
        build(&inner)
        attribute(type | 0x8000, inner.bytes)
    }
}
