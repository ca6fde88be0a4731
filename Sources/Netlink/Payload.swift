internal import WeirModel

/// The bytes of a message or an attribute. Every access is checked: a number or a part beyond their end is `nil`.
///
/// They point into the receive buffer, so they are valid only within the call that receives them.
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

    /// A number that takes up all the bytes.
    @inlinable public func exactly<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        count == MemoryLayout<T>.size ? number(type) : nil
    }

    @inlinable public func slice(_ offset: Int, _ length: Int) -> Payload? {
        guard offset >= 0, length >= 0, offset <= count, count - offset >= length else { return nil }
        return Payload(UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + offset }, count: length))
    }

    /// All but the first `length` bytes; empty if there are fewer.
    @inlinable public func dropFirst(_ length: Int) -> Payload { slice(length, count - length) ?? .empty }

    /// The text up to the first NUL, whose bytes need not be UTF-8.
    public var text: String { String(outside: UnsafeRawBufferPointer(rebasing: bytes.prefix { $0 != 0 })) }

    /// The attributes after a header of that many bytes.
    @inlinable public func attributes(from offset: Int) -> Attributes { Attributes(dropFirst(offset)) }

    @inlinable public var attributes: Attributes { Attributes(self) }
}

/// Reads the members of a C struct one after the other; `nil` once the bytes run out.
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
