internal import CNftnl
internal import Netlink

/// Writes nf_tables messages: a request, or a batch to be sent at once. libnftnl's builders append the expressions.
final class RulesetWriter: MessageWriter {
    let expressions = ExpressionObjects()
    /// The ids of the anonymous sets and bound chains that the next message refers to, in order.
    private var references: ArraySlice<UInt32> = []

    func setReferences(_ ids: [UInt32]) { references = ids[...] }

    func takeReference() -> UInt32 {
        guard let id = references.popFirst() else {
            fail("an anonymous set or chain where none can be")
            return 0
        }
        return id
    }

    // MARK: messages

    func begin(_ type: nf_tables_msg_types, family: UInt8 = 0, flags: Int32 = 0, sequence: UInt32 = 0) {
        begin(type: Message.type(type), flags: UInt16(truncatingIfNeeded: flags), sequence: sequence)
        header(family: family, resource: 0)
    }

    /// `NFNL_MSG_BATCH_BEGIN`, or `NFNL_MSG_BATCH_END`, which is one more.
    func begin(batchEnd isEnd: Bool, sequence: UInt32) {
        begin(type: UInt16(NFNL_MSG_BATCH_BEGIN) + (isEnd ? 1 : 0), sequence: sequence)
        header(family: 0, resource: UInt16(NFNL_SUBSYS_NFTABLES))
    }

    /// `struct nfgenmsg`
    private func header(family: UInt8, resource: UInt16) {
        append(family)
        append(UInt8(NFNETLINK_V0))
        append(resource.bigEndian)
    }

    /// Room for the longest expression, with bounded strings.
    private static let room = 16 << 10

    /// Enough for nearly every expression. libmnl 1.0.4 does not write the padding after a value.
    private static let cleared = 384

    /// Lets a libnftnl builder extend the message.
    @inline(__always) func withHeader(_ build: (UnsafeMutablePointer<nlmsghdr>) -> Void) {
        extendMessage(room: Self.room, cleared: Self.cleared) { build($0.assumingMemoryBound(to: nlmsghdr.self)) }
    }
}

// nf_tables has enumerations of its attributes, and its numbers are big endian.
extension MessageWriter {
    @inline(__always) func put<A: RawRepresentable<UInt32>, I: FixedWidthInteger>(_ type: A, _ value: I) {
        put(Int(type.rawValue), value.bigEndian)
    }

    @inline(__always) func put<A: RawRepresentable<UInt32>>(_ type: A, bytes: [UInt8]) { put(Int(type.rawValue), bytes) }

    func put<A: RawRepresentable<UInt32>>(_ type: A, _ text: String) { put(Int(type.rawValue), text: text) }

    @inline(__always) func nestStart<A: RawRepresentable<UInt32>>(_ type: A) -> Int {
        attributeStart(Int(type.rawValue) | Attribute.nested)
    }

    @inline(__always) func nest<A: RawRepresentable<UInt32>>(_ type: A, _ body: () -> Void) {
        let at = nestStart(type)
        body()
        attributeEnd(at)
    }

    /// A register's value.
    @inline(__always) func put<A: RawRepresentable<UInt32>>(_ type: A, value: UnsafeRawBufferPointer) {
        let at = nestStart(type)
        put(Int(NFTA_DATA_VALUE.rawValue), bytes: value)
        attributeEnd(at)
    }
}
