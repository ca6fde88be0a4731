internal import CNftnl

/// `NLMSG_ERROR`, with the extended ack's attributes. An error of 0 acknowledges.
struct ErrorMessage {
    /// Of the message that it answers.
    var sequence: UInt32
    /// Positive; 0: an acknowledgement.
    var errno: Int32
    /// The attribute that is wrong, in bytes from the beginning of the message that it answers.
    var offset: Int?
    /// The kernel's words.
    var text: String?

    init?(_ message: Message) {
        guard message.type == UInt16(NLMSG_ERROR), message.payload.count >= 4 else { return nil }
        sequence = message.sequence
        let number = message.payload.loadUnaligned(as: Int32.self)
        errno = number == .min ? .max : abs(number)
        guard message.flags & UInt16(NLM_F_ACK_TLVS) != 0, message.payload.count >= 4 + Message.headerLength else { return }
        // The request's header follows; the rest of the request too, unless it was left out.
        var skip = 4 + Message.headerLength
        if message.flags & UInt16(NLM_F_CAPPED) == 0 {
            let length = Int(message.payload.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            skip = 4 + ((length + 3) & ~3)
        }
        guard skip <= message.payload.count else { return }
        for attribute in AttributeSequence(UnsafeRawBufferPointer(rebasing: message.payload[skip...])) {
            switch UInt32(attribute.type) {
            case NLMSGERR_ATTR_MSG.rawValue:
                text = String(outside: attribute.payload.prefix { $0 != 0 })
            case NLMSGERR_ATTR_OFFS.rawValue where attribute.payload.count == 4:
                offset = Int(attribute.payload.loadUnaligned(as: UInt32.self))
            default: break
            }
        }
    }
}
