internal import CNl
internal import Glibc
import WeirModel

/// A route netlink socket in the namespace of the calling thread.
public final class Session {
    private let socket: OpaquePointer
    private let received = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private var sequence: UInt32 = 1

    public init() throws(TrafficControlError) {
        guard let socket = nl_socket_alloc() else { throw TrafficControlError(.connection, "no memory for a netlink socket") }
        self.socket = socket
        let code = nl_connect(socket, NETLINK_ROUTE)
        guard code >= 0 else {
            throw TrafficControlError(.connection, "can't open a route netlink socket: \(String(cString: nl_geterror(code)))")
        }
        nl_socket_set_buffer_size(socket, 1 << 20, 1 << 20)
        nl_socket_disable_auto_ack(socket)
        var on: Int32 = 1
        for option in [NETLINK_EXT_ACK, NETLINK_CAP_ACK] {
            setsockopt(nl_socket_get_fd(socket), SOL_NETLINK, Int32(option), &on, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    deinit {
        nl_socket_free(socket)
        received.deallocate()
    }

    /// The answers to one dump; taken again when the kernel says that what it dumped moved meanwhile.
    func dump(_ type: Int, interface: UInt32 = 0, parent: UInt32 = 0, attributes: [UInt8] = []) throws(TrafficControlError) -> [(
        UInt16, Payload
    )] {
        var message = TrafficControlMessage(
            type: UInt16(type), flags: UInt16(NLM_F_REQUEST | NLM_F_DUMP), interface: interface, attributes: attributes)
        message.parent = parent
        for _ in 0..<10 {
            let (answers, interrupted) = try dumpOnce(message)
            if !interrupted { return answers }
        }
        throw TrafficControlError(
            .connection, "the kernel's state kept changing while it was read", help: "try again when the host is quieter")
    }

    /// The same of what hangs at one place of a link.
    func dump(_ type: Int, at attachment: Attachment, of interface: UInt32) throws(TrafficControlError) -> [(UInt16, Payload)] {
        var place = TrafficControlMessage(type: 0, flags: 0, interface: interface)
        place.attach(to: attachment)
        return try dump(type, interface: place.interface, parent: place.parent)
    }

    /// What the kernel says of one object; nil when there is none.
    func get(_ message: TrafficControlMessage) throws(TrafficControlError) -> ReceivedObject? {
        var request = message
        request.flags = UInt16(NLM_F_REQUEST | NLM_F_ACK)
        do {
            return try dumpOnce(request).0.lazy.compactMap { ReceivedObject(type: $0, $1) }.first
        } catch {
            if error.kind == .absent { return nil }
            throw error
        }
    }

    private func dumpOnce(_ message: TrafficControlMessage) throws(TrafficControlError) -> ([(UInt16, Payload)], Bool) {
        sequence &+= 1
        let expected = sequence
        try send(message.bytes(sequence: expected))
        var answers: [(UInt16, Payload)] = []
        var interrupted = false
        while true {
            for reply in try receive() where reply.sequence == expected {
                if reply.flags & UInt16(NLM_F_DUMP_INTR) != 0 { interrupted = true }
                switch Int(reply.type) {
                case 3:  // NLMSG_DONE
                    if let code: Int32 = reply.payload.number(), code < 0 { throw reply.refusal(of: "the kernel's dump", code) }
                    return (answers, interrupted)
                case 2:  // NLMSG_ERROR
                    let code: Int32 = reply.payload.number() ?? 0
                    if code < 0 { throw reply.refusal(of: "the kernel's dump", code) }
                    return (answers, interrupted)
                default: answers.append((reply.type, reply.payload))
                }
            }
        }
    }

    /// Sends messages together and waits for the kernel's word on each.
    ///
    /// The kernel works on them in their order while they are sent, and answers what it refuses in any case. So the answer to the last one
    /// of those that were sent together says that all were worked on.
    func execute(_ messages: [TrafficControlMessage]) throws(TrafficControlError) -> Answers {
        var answers = Answers(refusals: Array(repeating: nil, count: messages.count))
        var start = 0
        while start < messages.count {
            var end = start
            var size = 0
            while end < messages.count, end - start < 128, end == start || size + messages[end].size < 1 << 16 {
                size += messages[end].size
                end += 1
            }
            let first = sequence &+ 1
            let last = sequence &+ UInt32(end - start)
            var writer = AttributeWriter(capacity: size)
            for message in messages[start..<end] {
                sequence &+= 1
                message.write(into: &writer, sequence: sequence, isAnswered: sequence == last)
            }
            try send(writer.bytes)
            var isAnswered = false
            while !isAnswered {
                for reply in try receive() where reply.type == 2 {
                    let offset = Int(reply.sequence &- first)
                    guard offset >= 0, start + offset < end, let code: Int32 = reply.payload.number() else { continue }
                    if reply.sequence == last { isAnswered = true }
                    let remark = reply.remark
                    if code < 0 {
                        answers.refusals[start + offset] = Refusal(errno: 0 &- code, message: remark)
                    } else if let remark {
                        answers.remarks[start + offset] = remark
                    }
                }
            }
            start = end
        }
        return answers
    }

    private func send(_ bytes: [UInt8]) throws(TrafficControlError) {
        var copy = bytes
        let code = copy.withUnsafeMutableBytes { nl_sendto(socket, $0.baseAddress, $0.count) }
        if code < 0 { throw TrafficControlError(.connection, "can't send to the kernel: \(String(cString: nl_geterror(code)))") }
    }

    private func receive() throws(TrafficControlError) -> [Reply] {
        while true {
            // MSG_TRUNC: the whole length, were it more than there is room for.
            let count = recv(nl_socket_get_fd(socket), received.baseAddress, received.count, Int32(MSG_TRUNC))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw TrafficControlError(.connection, "no answer from the kernel: \(String(cString: strerror(errno)))")
            }
            guard count <= received.count else {
                throw TrafficControlError(.connection, "an answer of \(count) bytes from the kernel, which is too long")
            }
            guard let replies = Reply.all(in: Payload(Array(received[..<count]))) else {
                throw TrafficControlError(.connection, "the kernel's answer ends in the midst of a message", help: "try again")
            }
            return replies
        }
    }
}

/// What the kernel said to messages that were sent together, by their place.
struct Answers: Sendable {
    /// Nil where it took the message.
    var refusals: [Refusal?]
    /// On messages that it took.
    var remarks: [Int: String] = [:]
}

/// The kernel's no to one message.
struct Refusal: Sendable {
    var errno: Int32
    /// The extended acknowledgement.
    var message: String?

    /// An error that says what was asked.
    func error(_ what: String) -> TrafficControlError {
        let words = message ?? String(cString: strerror(errno))
        let kind: TrafficControlError.Kind =
            switch errno {
            case EPERM, EACCES: .notPermitted
            case EOPNOTSUPP: .unsupported
            case ENODEV: .noSuchLink
            case ENOENT where message?.hasPrefix("Specified qdisc kind is unknown") == true: .unsupported
            case ENOENT: .absent
            default: .refused
            }
        let help: String? =
            switch kind {
            case .notPermitted: "traffic control takes CAP_NET_ADMIN in the namespace's user namespace: run as root"
            case .unsupported: "the running kernel or the link's driver lacks it"
            default: nil
            }
        return TrafficControlError(kind, what, errno: errno, kernelMessage: words, help: help)
    }
}

/// One netlink message as it came.
struct Reply {
    var type: UInt16
    var flags: UInt16
    var sequence: UInt32
    var payload: Payload

    /// nil where the last one is not there to its end.
    static func all(in buffer: Payload) -> [Reply]? {
        var replies: [Reply] = []
        var offset = 0
        while let length: UInt32 = buffer.number(at: offset), length >= 16, let type: UInt16 = buffer.number(at: offset + 4),
            let flags: UInt16 = buffer.number(at: offset + 6), let sequence: UInt32 = buffer.number(at: offset + 8),
            let payload = buffer.slice(offset + 16, Int(length) - 16)
        {
            replies.append(Reply(type: type, flags: flags, sequence: sequence, payload: payload))
            offset += (Int(length) + 3) & ~3
        }
        guard offset >= buffer.count else { return nil }
        return replies
    }

    /// What the kernel remarked in words: NLMSGERR_ATTR_MSG, after the code and the header of the message that it is about.
    var remark: String? {
        guard flags & 0x200 != 0 else { return nil }  // NLM_F_ACK_TLVS
        let text = payload.attributes(from: type == 3 ? 4 : 20)[attribute: 1]?.text
        return text?.hasSuffix(".") == true ? String(text?.dropLast() ?? "") : text
    }

    func refusal(of what: String, _ code: Int32) -> TrafficControlError { Refusal(errno: 0 &- code, message: remark).error(what) }
}
