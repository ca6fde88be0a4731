internal import CNl

/// A netlink message as the kernel sent it, valid only within the call that receives it. `struct nlmsghdr`
public struct Message {
    public let type: UInt16
    public let flags: UInt16
    public let sequence: UInt32
    /// The socket that it is for: `nlmsg_pid`
    public let port: UInt32
    /// Everything after the header.
    public let payload: Payload

    public static let headerSize = 16

    // The types common to all protocols.
    static let noOperation = UInt16(NLMSG_NOOP)
    static let error = UInt16(NLMSG_ERROR)
    static let done = UInt16(NLMSG_DONE)
    static let overrun = UInt16(NLMSG_OVERRUN)

    func has(_ flag: Int32) -> Bool { flags & UInt16(truncatingIfNeeded: flag) != 0 }
}

/// The messages of one datagram. Iteration stops at the first one that does not fit.
public struct MessageSequence: Sequence, IteratorProtocol {
    private var rest: Payload

    public init(_ bytes: UnsafeRawBufferPointer) { rest = Payload(bytes) }

    /// After the last message: whether all were complete. A message that is cut off would otherwise be left out silently.
    public var isWhole: Bool { rest.count == 0 }

    public mutating func next() -> Message? {
        guard let length = rest.number(UInt32.self).flatMap({ Int(exactly: $0) }), length >= Message.headerSize,
            let type: UInt16 = rest.number(at: 4), let flags: UInt16 = rest.number(at: 6), let sequence: UInt32 = rest.number(at: 8),
            let port: UInt32 = rest.number(at: 12),
            let payload = rest.slice(Message.headerSize, length - Message.headerSize)
        else { return nil }
        rest = rest.dropFirst((length + 3) & ~3)
        return Message(type: type, flags: flags, sequence: sequence, port: port, payload: payload)
    }
}

/// The kernel's verdict on one request, or on a dump at its end. `NLMSG_ERROR`, `NLMSG_DONE`
public struct Acknowledgement {
    /// Of the request.
    public let sequence: UInt32
    /// `nil` if the request succeeded.
    public let error: KernelError?
    /// The text of the extended acknowledgement, which the kernel can attach to a success too.
    public let remark: String?

    /// `nil` for any other message.
    public init?(_ message: Message) {
        let payload = message.payload
        guard message.type == Message.error || message.type == Message.done else { return nil }
        sequence = message.sequence
        var text: String?
        var offset: Int?
        for attribute in Self.attributes(of: message) {
            switch UInt32(attribute.type) {
            case NLMSGERR_ATTR_MSG.rawValue: text = attribute.payload.text
            case NLMSGERR_ATTR_OFFS.rawValue: offset = attribute.payload.exactly(UInt32.self).map(Int.init)
            default: break
            }
        }
        if let words = text, words.hasSuffix(".") { text = String(words.dropLast()) }
        remark = text
        switch (message.type, payload.number(Int32.self)) {
        case (Message.done, nil): error = nil
        case (_, let code?) where code == 0 || code > 0 && message.type == Message.done: error = nil
        case (_, let code?): error = KernelError(errno: Int32(clamping: code.magnitude), kernelMessage: text, offset: offset)
        case (_, nil): error = .unnumbered
        }
    }

    /// The extended acknowledgement: after the error number and, in an `NLMSG_ERROR`, after the request.
    private static func attributes(of message: Message) -> Attributes {
        guard message.has(NLM_F_ACK_TLVS) else { return Payload.empty.attributes }
        if message.type == Message.done { return message.payload.attributes(from: 4) }
        // A capped answer repeats only the header of the request.
        let request = message.has(NLM_F_CAPPED) ? 0 : message.payload.number(UInt32.self, at: 4).map { (Int($0) + 3) & ~3 } ?? 0
        return message.payload.attributes(from: 4 + max(request, Message.headerSize))
    }
}
