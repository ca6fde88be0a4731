/// One attribute of a message or of a nest. `struct nlattr`
public struct Attribute {
    /// The number with the flags it arrived with (`NLA_F_NESTED`, `NLA_F_NET_BYTEORDER`), for sending it back unchanged.
    public let rawType: UInt16
    public let payload: Payload

    @inlinable init(rawType: UInt16, payload: Payload) { (self.rawType, self.payload) = (rawType, payload) }

    /// `NLA_TYPE_MASK`
    @inlinable public var type: Int { Int(rawType & 0x3fff) }

    /// `NLA_F_NESTED`
    public static let nested = 0x8000
}

/// The attributes of a message or a nest, in order. Iteration stops at the first one that does not fit, which `isComplete` of the iterator
/// reports.
public struct Attributes: Sequence {
    public let payload: Payload

    @inlinable public init(_ payload: Payload) { self.payload = payload }

    public struct Iterator: IteratorProtocol {
        @usableFromInline var rest: Payload
        @usableFromInline var isCut: Bool

        @inlinable init(_ payload: Payload) {
            rest = payload
            isCut = false
        }

        /// Whether all bytes so far were attributes.
        @inlinable public var isComplete: Bool { !isCut }

        @inlinable @inline(__always) public mutating func next() -> Attribute? {
            guard let length = rest.number(UInt16.self).map(Int.init), let type: UInt16 = rest.number(at: 2),
                let payload = rest.slice(4, length - 4)
            else {
                isCut = isCut || rest.count > 0
                rest = .empty
                return nil
            }
            // The padding of the last attribute may be cut off.
            rest = rest.dropFirst((length + 3) & ~3)
            return Attribute(rawType: type, payload: payload)
        }
    }

    @inlinable public func makeIterator() -> Iterator { Iterator(payload) }

    /// Whether the bytes are attributes and nothing else.
    public var areWhole: Bool {
        var iterator = makeIterator()
        while iterator.next() != nil {}
        return iterator.isComplete
    }
}

extension Sequence<Attribute> {
    /// The payload of the first attribute with this number.
    @inlinable public subscript(attribute type: Int) -> Payload? { first { $0.type == type }?.payload }
}
