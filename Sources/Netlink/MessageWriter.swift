internal import Glibc

/// Netlink messages, one after the other in one buffer that grows.
///
/// A value that no attribute can carry is remembered in words, which `takeFailure` hands over: it is asked once a message.
open class MessageWriter {
    // Without checks at run time that no two accesses overlap: nothing is called between the two ends of one, and each value has several.
    @exclusivity(unchecked) @usableFromInline final var base: UnsafeMutableRawPointer
    @exclusivity(unchecked) @usableFromInline final var capacity: Int
    @exclusivity(unchecked) @usableFromInline final var size = 0
    @usableFromInline final var begun = 0
    /// Messages that were ended.
    public private(set) final var messageCount = 0
    private final var failure: String?

    public init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        base = Self.reallocate(nil, self.capacity)
    }

    deinit { free(base) }

    /// libc's own, which moves the pages of a large buffer instead of copying them.
    private static func reallocate(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
        guard let new = realloc(old, size) else { preconditionFailure("no memory for \(size) bytes of messages") }
        return new
    }

    @inlinable @inline(__always) final func reserve(_ more: Int) {
        if size + more > capacity { grow(size + more) }
    }

    @usableFromInline final func grow(_ needed: Int) {
        capacity = max(needed, capacity + capacity / 2)
        base = Self.reallocate(base, capacity)
    }

    /// Bytes written.
    @inlinable public final var count: Int { size }

    /// Where the message that is being written begins.
    @inlinable public final var start: Int { begun }

    public final var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: size) }
    public final var array: [UInt8] { [UInt8](bytes) }

    public final func removeAll() {
        size = 0
        messageCount = 0
        failure = nil
    }

    /// Takes back what was written after this many bytes.
    @inlinable @inline(__always) public final func truncate(to count: Int) { size = count }

    // MARK: failures

    public final func fail(_ words: String) {
        if failure == nil { failure = words }
    }

    public final func takeFailure() -> String? {
        defer { failure = nil }
        return failure
    }

    // MARK: messages

    /// `struct nlmsghdr`; `NLM_F_REQUEST` goes without saying.
    public final func begin(type: UInt16, flags: UInt16 = 0, sequence: UInt32 = 0) {
        begun = size
        append(UInt32(0))
        append(type)
        append(flags | 1)
        append(sequence)
        append(UInt32(0))
    }

    public final func end() {
        overwrite(UInt32(truncatingIfNeeded: size - begun), at: begun)
        align()
        messageCount += 1
    }

    /// Gives a message its sequence number.
    public final func number(messageAt start: Int, _ sequence: UInt32) { overwrite(sequence, at: start + 8) }

    /// Adds flags to a message.
    public final func flag(messageAt start: Int, _ flags: UInt16) {
        guard start >= 0, start + 8 <= size else { return }
        overwrite(base.loadUnaligned(fromByteOffset: start + 6, as: UInt16.self) | flags, at: start + 6)
    }

    /// Lets C write behind what there is of the message. `write` is handed the message, with its length so far, and makes it longer by at
    /// most the room that is reserved; of that so many bytes are zero.
    @inlinable @inline(__always)
    public final func extendMessage(room: Int, cleared: Int, _ write: (UnsafeMutableRawPointer) -> Void) {
        reserve(room)
        let message = base + begun
        message.storeBytes(of: UInt32(truncatingIfNeeded: size - begun), as: UInt32.self)
        (base + size).initializeMemory(as: UInt8.self, repeating: 0, count: cleared)
        write(message)
        size = begun + Int(message.loadUnaligned(as: UInt32.self))
    }

    // MARK: bytes

    /// A number in the machine's byte order, without a header: a member of a struct.
    @inlinable @inline(__always) public final func append<T: FixedWidthInteger>(_ number: T) {
        reserve(MemoryLayout<T>.size)
        (base + size).storeBytes(of: number, as: T.self)
        size += MemoryLayout<T>.size
    }

    @inlinable public final func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append(bytes: $0) } }

    @inlinable @inline(__always) public final func append(bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + size).copyMemory(from: from, byteCount: bytes.count)
        size += bytes.count
    }

    @inlinable @inline(__always) public final func align() {
        while size & 3 != 0 { append(UInt8(0)) }
    }

    @usableFromInline final func overwrite<T: FixedWidthInteger>(_ number: T, at offset: Int) {
        guard offset >= 0, offset + MemoryLayout<T>.size <= size else { return }
        (base + offset).storeBytes(of: number, as: T.self)
    }
}
