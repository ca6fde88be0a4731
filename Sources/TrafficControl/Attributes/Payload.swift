import WeirModel

/// The bytes of one attribute, read without trust: everything that is too short is nil.
struct Payload: Sendable {
    var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var count: Int { bytes.count }
    var array: [UInt8] { Array(bytes) }

    /// A number in the machine's byte order, at this offset.
    func number<T: FixedWidthInteger>(_ type: T.Type = T.self, at offset: Int = 0) -> T? {
        let size = MemoryLayout<T>.size
        guard offset >= 0, count >= offset + size else { return nil }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
    }

    /// A number that fills the attribute exactly.
    func exactly<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        count == MemoryLayout<T>.size ? number(type) : nil
    }

    func network<T: FixedWidthInteger>(_ type: T.Type = T.self, at offset: Int = 0) -> T? {
        number(type, at: offset).map(T.init(bigEndian:))
    }

    func slice(_ offset: Int, _ length: Int) -> Payload? {
        guard offset >= 0, length >= 0, count >= offset + length else { return nil }
        return Payload(bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + length)])
    }

    /// Text up to the first NUL.
    var text: String {
        let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
        return String(outside: bytes[..<end])
    }

    /// The payload of the first attribute of this type, without a list of all.
    func first(_ type: Int, from offset: Int = 0) -> Payload? {
        var at = offset
        while let length: UInt16 = number(at: at), let found: UInt16 = number(at: at + 2), length >= 4 {
            if Int(found & 0x3fff) == type { return slice(at + 4, Int(length) - 4) }
            at += (Int(length) + 3) & ~3
        }
        return nil
    }

    /// The attributes within, in order. What is cut off ends the list.
    var attributes: [Attribute] { attributes(from: 0) }

    func attributes(from offset: Int) -> [Attribute] {
        var result: [Attribute] = []
        var at = offset
        while let length: UInt16 = number(at: at), let type: UInt16 = number(at: at + 2), length >= 4 {
            guard let payload = slice(at + 4, Int(length) - 4) else { break }
            result.append(Attribute(type: type & 0x3fff, payload: payload))
            at += (Int(length) + 3) & ~3
        }
        return result
    }
}

/// One netlink attribute, without its nested and byte-order flags.
struct Attribute: Sendable {
    var type: UInt16
    var payload: Payload

    var raw: RawAttribute { RawAttribute(type: type, payload: payload.array) }
}

extension [Attribute] {
    subscript(attribute type: Int) -> Payload? { first { $0.type == UInt16(truncatingIfNeeded: type) }?.payload }
}

/// Members of a C struct, one after the other; nil once the bytes run out.
struct StructReader {
    let payload: Payload
    var offset = 0

    init(_ payload: Payload) { self.payload = payload }

    mutating func next<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        defer { offset += MemoryLayout<T>.size }
        return payload.number(type, at: offset)
    }

    mutating func skip(_ count: Int) { offset += count }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        defer { offset += count }
        return payload.slice(offset, count)?.array
    }
}
