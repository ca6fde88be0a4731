/// The bytes of a message or an attribute, read without trust: a part or a number that they are too short for is `nil`.
///
/// They are the kernel's answer where it was received, so they are valid only within the call that hands them over.
public struct Payload {
    public let bytes: UnsafeRawBufferPointer

    @inlinable public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inlinable public static var empty: Payload { Payload(UnsafeRawBufferPointer(start: nil, count: 0)) }

    @inlinable public var count: Int { bytes.count }
    @inlinable public var array: [UInt8] { [UInt8](bytes) }

    /// A number in the machine's byte order, at this offset.
    @inlinable public func number<T: FixedWidthInteger>(_ type: T.Type = T.self, at offset: Int = 0) -> T? {
        guard offset >= 0, offset <= count, count - offset >= MemoryLayout<T>.size else { return nil }
        return bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
    }

    /// The same in network byte order.
    @inlinable public func network<T: FixedWidthInteger>(_ type: T.Type = T.self, at offset: Int = 0) -> T? {
        number(type, at: offset).map(T.init(bigEndian:))
    }

    /// A number that fills the bytes exactly.
    @inlinable public func exactly<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        count == MemoryLayout<T>.size ? number(type) : nil
    }

    @inlinable public func slice(_ offset: Int, _ length: Int) -> Payload? {
        guard offset >= 0, length >= 0, offset <= count, count - offset >= length else { return nil }
        return Payload(UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + offset }, count: length))
    }

    /// What stands behind that many bytes; nothing where there are fewer.
    @inlinable public func dropFirst(_ length: Int) -> Payload { slice(length, count - length) ?? .empty }

    /// Text up to the first NUL; `nil` where it is not UTF-8.
    public var text: String? { String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self) }

    /// The same to be shown: what is not UTF-8 is replaced.
    public var shownText: String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

    /// The attributes that the bytes are, behind a header of that many bytes.
    @inlinable public func attributes(from offset: Int) -> Attributes { Attributes(dropFirst(offset)) }

    @inlinable public var attributes: Attributes { Attributes(self) }
}

/// The members of a C struct, one after the other; `nil` once the bytes run out.
public struct StructReader {
    @usableFromInline let payload: Payload
    @usableFromInline var offset = 0

    @inlinable public init(_ payload: Payload) { self.payload = payload }

    @inlinable public mutating func next<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        defer { offset += MemoryLayout<T>.size }
        return payload.number(type, at: offset)
    }

    @inlinable public mutating func next(_ count: Int) -> Payload? {
        defer { offset += count }
        return payload.slice(offset, count)
    }
}
