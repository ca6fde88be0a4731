internal import CNftnl

/// One netlink message as the kernel sent it. The bytes must outlive the value.
struct Message {
    var type: UInt16
    var flags: UInt16
    var sequence: UInt32
    /// What follows the netlink header.
    var payload: UnsafeRawBufferPointer

    static let headerLength = 16
    static let nfgenLength = 4

    /// The nf_tables message type, where it is one.
    var nftables: UInt32? { type >> 8 == UInt16(NFNL_SUBSYS_NFTABLES) ? UInt32(type & 0xff) : nil }

    /// `nfgen_family`.
    var family: UInt8? { payload.count >= Self.nfgenLength ? payload[0] : nil }

    /// `res_id`: the low 16 bits of the ruleset's generation.
    var generation: UInt16? {
        payload.count >= Self.nfgenLength ? UInt16(bigEndian: payload.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) : nil
    }

    /// The bytes of the attributes after the nfnetlink header.
    var attributes: UnsafeRawBufferPointer {
        payload.count >= Self.nfgenLength
            ? UnsafeRawBufferPointer(rebasing: payload[Self.nfgenLength...]) : UnsafeRawBufferPointer(start: nil, count: 0)
    }
}

/// The messages of one datagram. What does not fit in it ends the sequence.
struct MessageSequence: Sequence, IteratorProtocol {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    /// Every message is there to its end: what is cut off would be left out as if it did not exist.
    var isWhole: Bool {
        var walk = self
        while walk.next() != nil {}
        return walk.rest.isEmpty
    }

    mutating func next() -> Message? {
        guard rest.count >= Message.headerLength else { return nil }
        let length = Int(rest.loadUnaligned(as: UInt32.self))
        guard length >= Message.headerLength, length <= rest.count else { return nil }
        let message = Message(
            type: rest.loadUnaligned(fromByteOffset: 4, as: UInt16.self),
            flags: rest.loadUnaligned(fromByteOffset: 6, as: UInt16.self),
            sequence: rest.loadUnaligned(fromByteOffset: 8, as: UInt32.self),
            payload: UnsafeRawBufferPointer(rebasing: rest[Message.headerLength..<length]))
        rest = UnsafeRawBufferPointer(rebasing: rest[Swift.min((length + 3) & ~3, rest.count)...])
        return message
    }
}
