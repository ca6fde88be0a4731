internal import WeirModel

extension MessageWriter {
    /// Adds an attribute of that many bytes with its padding and returns where they go.
    @inlinable @inline(__always) public final func attribute(_ type: Int, _ length: Int) -> UnsafeMutableRawPointer {
        let padded = (length + 3) & ~3
        reserve(padded + 4)
        let at = base + size
        at.storeBytes(of: UInt16(truncatingIfNeeded: length + 4), as: UInt16.self)
        at.storeBytes(of: UInt16(truncatingIfNeeded: type), toByteOffset: 2, as: UInt16.self)
        if padded != length { at.storeBytes(of: 0, toByteOffset: padded, as: UInt32.self) }
        size += padded + 4
        return at + 4
    }

    /// A number in the machine's byte order.
    @inlinable @inline(__always) public final func put<T: FixedWidthInteger>(_ type: Int, _ number: T) {
        attribute(type, MemoryLayout<T>.size).storeBytes(of: number, as: T.self)
    }

    @inlinable @inline(__always) public final func put(_ type: Int, bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 0xffff - 4 else { return fail("a value of \(bytes.count) bytes, of 65531 at most") }
        let to = attribute(type, bytes.count)
        if let from = bytes.baseAddress { to.copyMemory(from: from, byteCount: bytes.count) }
    }

    public final func put(_ type: Int, _ bytes: [UInt8]) { bytes.withUnsafeBytes { put(type, bytes: $0) } }

    /// Text, with the terminating NUL that the kernel expects.
    public final func put(_ type: Int, text: String) {
        if text.carriesBytes { return text.outsideBytes.withUnsafeBytes { put(type, textBytes: $0) } }
        var text = text
        text.withUTF8 { put(type, textBytes: UnsafeRawBufferPointer($0)) }
    }

    private func put(_ type: Int, textBytes: UnsafeRawBufferPointer) {
        guard textBytes.count <= 0xfff, !textBytes.contains(0) else {
            return fail("a text of \(textBytes.count) bytes, longer than any, or with a NUL in it")
        }
        let to = attribute(type, textBytes.count + 1)
        if let from = textBytes.baseAddress { to.copyMemory(from: from, byteCount: textBytes.count) }
        to.storeBytes(of: 0, toByteOffset: textBytes.count, as: UInt8.self)
    }

    /// Begins an attribute that `attributeEnd` closes. Returns its start.
    @inlinable @inline(__always) public final func attributeStart(_ type: Int) -> Int {
        let at = size
        _ = attribute(type, 0)
        return at
    }

    @inlinable @inline(__always) public final func attributeEnd(_ at: Int) {
        if size - at > 0xffff { fail("more than 65535 bytes of attributes in one") }
        (base + at).storeBytes(of: UInt16(truncatingIfNeeded: size - at), as: UInt16.self)
        align()
    }

    /// A nested attribute, even if it stays empty.
    @inlinable @inline(__always)
    public final func nest<Failure: Error>(_ type: Int, _ body: (MessageWriter) throws(Failure) -> Void) throws(Failure) {
        let at = attributeStart(type | Attribute.nested)
        try body(self)
        attributeEnd(at)
    }

    /// A struct as an attribute's payload.
    @inlinable @inline(__always) public final func structure(_ type: Int, _ body: (MessageWriter) -> Void) {
        let at = attributeStart(type)
        body(self)
        attributeEnd(at)
    }
}
