internal import CNftnl
import Glibc

/// Netlink messages, one after the other in one buffer that grows: a request, or a batch to be sent at once.
///
/// Attributes are written straight into the buffer; libnftnl's builders write behind them through `withHeader`.
/// A value that no attribute can carry is remembered in `failure`, which is asked once a message.
final class MessageWriter {
    private(set) var base: UnsafeMutableRawPointer
    private var capacity: Int
    /// Bytes written.
    private(set) var count = 0
    /// Where the message that is being written begins.
    private(set) var start = 0
    /// The first value that could not be written, in words.
    private(set) var failure: String?
    let expressions = ExpressionObjects()
    /// The numbers of the anonymous sets and bound chains that the next message refers to, in the order in which it does.
    private var references: ArraySlice<UInt32> = []

    /// What fits without growing when a libnftnl builder is asked to write: the longest expression with bounded strings.
    private static let reserve = 16 << 10

    /// What nearly every expression fits in.
    private static let cleared = 384

    init(capacity: Int = 64 << 10) {
        self.capacity = max(capacity, 4096)
        base = Self.reallocate(nil, self.capacity)
    }

    deinit { free(base) }

    /// libc's own, which moves the pages of a large buffer instead of copying them.
    private static func reallocate(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
        guard let new = realloc(old, size) else { preconditionFailure("no memory for \(size) bytes of messages") }
        return new
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    @inline(__always) func reserve(_ more: Int) {
        if count + more > capacity { grow(count + more) }
    }

    private func grow(_ needed: Int) {
        capacity = max(needed, capacity + capacity / 2)
        base = Self.reallocate(base, capacity)
    }

    func fail(_ words: String) {
        if failure == nil { failure = words }
    }

    func setReferences(_ ids: [UInt32]) { references = ids[...] }

    func takeReference() -> UInt32 {
        guard let id = references.popFirst() else {
            fail("an anonymous set or chain where none can be")
            return 0
        }
        return id
    }

    func takeFailure() -> String? {
        defer { failure = nil }
        return failure
    }

    func removeAll() {
        count = 0
        failure = nil
    }

    // MARK: messages

    func begin(_ type: nf_tables_msg_types, family: UInt8, flags: Int32 = 0, sequence: UInt32) {
        begin { nftnl_nlmsg_build_hdr($0, UInt16(type.rawValue), UInt16(family), UInt16(NLM_F_REQUEST | flags), sequence) }
    }

    /// Begins a message with one of libnftnl's header builders.
    func begin(_ build: (UnsafeMutablePointer<CChar>) -> UnsafeMutablePointer<nlmsghdr>?) {
        reserve(Self.reserve)
        start = count
        let header = build((base + start).assumingMemoryBound(to: CChar.self))
        count = start + Int(header?.pointee.nlmsg_len ?? 0)
    }

    func end() {
        header.pointee.nlmsg_len = UInt32(count - start)
    }

    /// Takes back the message that is being written.
    func cancel() { count = start }

    /// Takes back what was written after this many bytes, within the message.
    @inline(__always) func truncate(to count: Int) { self.count = count }

    private var header: UnsafeMutablePointer<nlmsghdr> { (base + start).assumingMemoryBound(to: nlmsghdr.self) }

    /// Lets a builder of libnftnl or libmnl add to the message.
    @inline(__always) func withHeader(_ build: (UnsafeMutablePointer<nlmsghdr>) -> Void) {
        reserve(Self.reserve)
        header.pointee.nlmsg_len = UInt32(count - start)
        // libmnl 1.0.4 leaves the padding behind a value as it finds it.
        memset(base + count, 0, Self.cleared)
        build(header)
        count = start + Int(header.pointee.nlmsg_len)
    }

    // MARK: attributes

    /// Begins an attribute of that many bytes and returns where they go; pads what follows.
    @inline(__always) func attribute(_ type: UInt32, _ length: Int) -> UnsafeMutableRawPointer {
        let padded = (length + 3) & ~3
        reserve(padded + 4)
        let at = base + count
        at.storeBytes(of: UInt16(truncatingIfNeeded: length + 4), as: UInt16.self)
        at.storeBytes(of: UInt16(truncatingIfNeeded: type), toByteOffset: 2, as: UInt16.self)
        if padded != length { at.storeBytes(of: 0, toByteOffset: padded, as: UInt32.self) }
        count += padded + 4
        return at + 4
    }

    @inline(__always) func put<A: RawRepresentable<UInt32>, I: FixedWidthInteger>(_ type: A, _ value: I) {
        attribute(type.rawValue, MemoryLayout<I>.size).storeBytes(of: value.bigEndian, as: I.self)
    }

    @inline(__always) func put<A: RawRepresentable<UInt32>>(_ type: A, bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 0xffff - 4 else { return fail("a value of \(bytes.count) bytes, of 65531 at most") }
        let to = attribute(type.rawValue, bytes.count)
        if let from = bytes.baseAddress { to.copyMemory(from: from, byteCount: bytes.count) }
    }

    func put<A: RawRepresentable<UInt32>>(_ type: A, bytes: [UInt8]) {
        bytes.withUnsafeBytes { put(type, bytes: $0) }
    }

    func put<A: RawRepresentable<UInt32>>(_ type: A, _ text: String) {
        if text.carriesBytes { return text.outsideBytes.withUnsafeBytes { put(type, text: $0) } }
        var text = text
        text.withUTF8 { put(type, text: UnsafeRawBufferPointer($0)) }
    }

    private func put<A: RawRepresentable<UInt32>>(_ type: A, text: UnsafeRawBufferPointer) {
        guard text.count <= 0xfff, !text.contains(0) else {
            return fail("a text of \(text.count) bytes, longer than any, or with a NUL in it")
        }
        let to = attribute(type.rawValue, text.count + 1)
        if let from = text.baseAddress { to.copyMemory(from: from, byteCount: text.count) }
        to.storeBytes(of: 0, toByteOffset: text.count, as: UInt8.self)
    }

    @inline(__always) func nest<A: RawRepresentable<UInt32>>(_ type: A, _ body: () -> Void) {
        let at = nestStart(type)
        body()
        nestEnd(at)
    }

    @inline(__always) func nestStart<A: RawRepresentable<UInt32>>(_ type: A) -> Int {
        let at = count
        _ = attribute(type.rawValue | UInt32(NLA_F_NESTED), 0)
        return at
    }

    @inline(__always) func nestEnd(_ at: Int) {
        if count - at > 0xffff { fail("more than 65535 bytes of attributes in one") }
        (base + at).storeBytes(of: UInt16(truncatingIfNeeded: count - at), as: UInt16.self)
    }

    /// Attributes that are ready.
    func append(_ attributes: [UInt8]) {
        let padded = (attributes.count + 3) & ~3
        reserve(padded)
        attributes.withUnsafeBytes { if let from = $0.baseAddress { (base + count).copyMemory(from: from, byteCount: $0.count) } }
        for index in attributes.count..<padded { (base + count).storeBytes(of: 0, toByteOffset: index, as: UInt8.self) }
        count += padded
    }

    /// A register's value.
    @inline(__always) func put<A: RawRepresentable<UInt32>>(_ type: A, value: UnsafeRawBufferPointer) {
        let at = nestStart(type)
        put(NFTA_DATA_VALUE, bytes: value)
        nestEnd(at)
    }
}
