internal import CNl
internal import Glibc
internal import WeirModel

/// A netlink socket that asks one question at a time.
final class NetlinkSocket {
    private let socket: OpaquePointer
    private var sequence: UInt32 = 0

    /// `NETLINK_ROUTE`, `NETLINK_GENERIC`.
    init(protocol: Int32) throws(NICError) {
        guard let socket = nl_socket_alloc() else { throw .noSocket(what: "a netlink socket", why: "out of memory") }
        let status = nl_connect(socket, `protocol`)
        guard status >= 0 else {
            nl_socket_free(socket)
            throw .noSocket(what: "a netlink socket", why: String(cString: nl_geterror(status)))
        }
        self.socket = socket
        let descriptor = nl_socket_get_fd(socket)
        var on: Int32 = 1
        // An answer that never comes is an error after five seconds, not a hang.
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, &on, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, &on, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { nl_socket_free(socket) }

    /// Sends one message and returns the payloads of what comes back. A dump that changed under way is asked for again.
    func ask(type: UInt16, flags: Int32 = 0, payload: [UInt8]) throws(KernelError) -> [ArraySlice<UInt8>] {
        for _ in 0..<4 {
            if let answer = try askOnce(type: type, flags: flags, payload: payload) { return answer }
        }
        throw KernelError(number: EINTR, words: "the answer kept changing while it was read")
    }

    /// nil: `NLM_F_DUMP_INTR`.
    private func askOnce(type: UInt16, flags: Int32, payload: [UInt8]) throws(KernelError) -> [ArraySlice<UInt8>]? {
        sequence &+= 1
        var message = MessageBytes()
        message.append(UInt32(payload.count + 16))
        message.append(type)
        message.append(UInt16(truncatingIfNeeded: flags | NLM_F_REQUEST | NLM_F_ACK))
        message.append(sequence)
        message.append(UInt32(0))
        message.bytes.append(contentsOf: payload)
        let sent = message.bytes.withUnsafeMutableBytes { nl_sendto(socket, $0.baseAddress, $0.count) }
        guard sent >= 0 else { throw KernelError(number: EIO, words: String(cString: nl_geterror(sent))) }

        var answers: [ArraySlice<UInt8>] = []
        var interrupted = false
        while true {
            var rest = try receive()[...]
            while let length: UInt32 = rest.load(), length >= 16, Int(length) <= rest.count,
                let kind: UInt16 = rest.dropFirst(4).load(), let messageFlags: UInt16 = rest.dropFirst(6).load(),
                let number: UInt32 = rest.dropFirst(8).load()
            {
                let body = rest.dropFirst(16).prefix(Int(length) - 16)
                rest = rest.dropFirst((Int(length) + 3) & ~3)
                guard number == sequence else { continue }
                if Int32(messageFlags) & NLM_F_DUMP_INTR != 0 { interrupted = true }
                switch Int32(kind) {
                case NLMSG_ERROR:
                    let code: Int32 = body.load() ?? -EIO
                    guard code == 0 else { throw KernelError(number: 0 &- code, words: words(of: body, flags: messageFlags)) }
                    return interrupted ? nil : answers
                case NLMSG_DONE:
                    if let code: Int32 = body.load(), code < 0 { throw KernelError(number: 0 &- code) }
                    return interrupted ? nil : answers
                default:
                    answers.append(body)
                }
            }
        }
    }

    private func receive() throws(KernelError) -> [UInt8] {
        var address = sockaddr_nl()
        var buffer: UnsafeMutablePointer<UInt8>?
        let length = nl_recv(socket, &address, &buffer, nil)
        defer { free(buffer) }
        guard length > 0, let buffer else {
            throw KernelError(number: EIO, words: length == 0 ? "no answer came" : String(cString: nl_geterror(length)))
        }
        return Array(UnsafeBufferPointer(start: buffer, count: Int(length)))
    }

    /// `NLMSGERR_ATTR_MSG`, behind the error number and the header of the message it answers.
    private func words(of body: ArraySlice<UInt8>, flags: UInt16) -> String? {
        guard Int32(flags) & NLM_F_ACK_TLVS != 0 else { return nil }
        return Attributes(body.dropFirst(20))[Int(NLMSGERR_ATTR_MSG.rawValue)]?.string
    }
}
