internal import Glibc

/// Writes netlink messages one after the other into a buffer that grows.
///
/// A value that fits in no attribute is recorded as a failure. Whoever sends the message asks for it with `takeFailure`.
open class MessageWriter {
    // No exclusivity checks at run time: every attribute takes several accesses, and no code runs within one.
    @exclusivity(unchecked) @usableFromInline final var base: UnsafeMutableRawPointer
    @exclusivity(unchecked) @usableFromInline final var capacity: Int
    @exclusivity(unchecked) @usableFromInline final var size = 0
    /// The start of the current message.
    public private(set) final var start = 0
    /// The number of finished messages.
    public private(set) final var messageCount = 0
    private final var failure: Failure?

    public init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        base = Self.reallocate(nil, self.capacity)
    }

    deinit { free(base) }

    /// The C library moves the pages of a large buffer instead of copying them.
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

    /// The number of bytes written.
    @inlinable public final var count: Int { size }

    public final var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: size) }
    public final var array: [UInt8] { [UInt8](bytes) }

    public final func removeAll() {
        size = 0
        messageCount = 0
        failure = nil
    }

    /// Discards everything after the first `count` bytes.
    @inlinable @inline(__always) public final func truncate(to count: Int) { size = count }

    // MARK: failures

    /// The reason why a message can't be sent.
    public struct Failure {
        public var words: String
        /// Whether the running kernel is too old for it; otherwise it has no encoding.
        public var isUnsupported: Bool
    }

    public final func fail(_ words: String, isUnsupported: Bool = false) {
        if failure == nil { failure = Failure(words: words, isUnsupported: isUnsupported) }
    }

    public final func takeFailure() -> Failure? {
        defer { failure = nil }
        return failure
    }

    // MARK: messages

    /// Begins a message: `struct nlmsghdr`. `NLM_F_REQUEST` is always set.
    public final func begin(type: UInt16, flags: UInt16 = 0, sequence: UInt32 = 0, port: UInt32 = 0) {
        start = size
        append(UInt32(0))
        append(type)
        append(flags | 1)
        append(sequence)
        append(port)
    }

    public final func end() {
        overwrite(UInt32(truncatingIfNeeded: size - start), at: start)
        align()
        messageCount += 1
    }

    /// Sets the sequence number of a message.
    public final func number(messageAt start: Int, _ sequence: UInt32) { overwrite(sequence, at: start + 8) }

    /// Adds flags to a message.
    public final func flag(messageAt start: Int, _ flags: UInt16) {
        guard start >= 0, start + 8 <= size else { return }
        overwrite(base.loadUnaligned(fromByteOffset: start + 6, as: UInt16.self) | flags, at: start + 6)
    }

    /// Lets a C function extend the current message. `write` receives the message with its length so far and can append up to `room` bytes,
    /// the first `cleared` of which are zero.
    @inlinable @inline(__always)
    public final func extendMessage(room: Int, cleared: Int, _ write: (UnsafeMutableRawPointer) -> Void) {
        reserve(room)
        let message = base + start
        message.storeBytes(of: UInt32(truncatingIfNeeded: size - start), as: UInt32.self)
        (base + size).initializeMemory(as: UInt8.self, repeating: 0, count: cleared)
        write(message)
        size = start + Int(message.loadUnaligned(as: UInt32.self))
    }

    // MARK: bytes

    /// Appends a struct member in the machine's byte order.
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
