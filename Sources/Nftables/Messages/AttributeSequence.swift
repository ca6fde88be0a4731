/// The attributes of a netlink message or nest, one after the other, read without trusting a byte of them.
///
/// What does not fit in the bytes ends the sequence; `isComplete` of the iterator tells.
struct AttributeSequence: Sequence {
    let bytes: UnsafeRawBufferPointer

    @inline(__always) init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    struct Element {
        /// Without the flags for nests and byte order.
        var type: UInt16
        var payload: UnsafeRawBufferPointer
    }

    struct Iterator: IteratorProtocol {
        private let bytes: UnsafeRawBufferPointer
        private var position = 0
        /// All bytes were attributes.
        private(set) var isComplete = true

        @inline(__always) init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        @inline(__always) mutating func next() -> Element? {
            let left = bytes.count - position
            guard left >= 4 else {
                // The padding of the last attribute may be cut off, nothing else.
                isComplete = isComplete && left <= 0
                return nil
            }
            let length = Int(bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self))
            let type = bytes.loadUnaligned(fromByteOffset: position + 2, as: UInt16.self) & 0x3fff
            guard length >= 4, length <= left else {
                isComplete = false
                position = bytes.count
                return nil
            }
            let payload = UnsafeRawBufferPointer(rebasing: bytes[(position + 4)..<(position + length)])
            position += (length + 3) & ~3
            return Element(type: type, payload: payload)
        }
    }

    @inline(__always) func makeIterator() -> Iterator { Iterator(bytes) }
}
