internal import CNl

/// Requests to the kernel and their answers, for one netlink protocol. Not thread-safe.
///
/// An answer is complete or it is an error. A dump is disturbed if the state changes during it (`NLM_F_DUMP_INTR`), or if datagrams are lost
/// (`ENOBUFS`, `NLMSG_OVERRUN`) or too long (`MSG_TRUNC`). A disturbed dump is discarded and repeated with patience. A message that is cut off
/// has no such cause, so it is an error at once.
public final class Connection {
    private let transport: any Transport
    @usableFromInline let patience: Int
    private var sequence: UInt32 = 0

    /// - Parameter patience: the seconds for which a disturbed dump is repeated.
    public init(_ transport: any Transport, patience: Int = 30) { (self.transport, self.patience) = (transport, patience) }

    public var receiveBuffer: Int { transport.receiveBuffer }

    /// The sequence number of the next request.
    public var nextSequence: UInt32 { sequence &+ 1 }

    /// Reserves that many sequence numbers and returns the first.
    @discardableResult public func takeSequences(_ count: Int) -> UInt32 {
        defer { sequence &+= UInt32(truncatingIfNeeded: count) }
        return nextSequence
    }

    // MARK: requests

    /// Sends a request and passes on each message of its answer, up to the acknowledgement or the end of the dump.
    ///
    /// - Parameters:
    ///   - request: one message. Its sequence number is set here.
    ///   - type: the type of the answer's messages. Any other type is an error.
    public func ask(_ request: MessageWriter, answeredBy type: UInt16, _ each: (Message) -> Void) throws(KernelError) {
        if let failure = request.takeFailure() { throw KernelError(.tooLarge, failure.words) }
        let sequence = takeSequences(1)
        request.number(messageAt: 0, sequence)
        try transport.send(request.bytes)
        var failure: KernelError?
        var disturbance: KernelError?
        while true {
            var messages: MessageSequence
            // The rest of a spoiled answer is already queued, but its end may be lost: read it away without waiting.
            switch try transport.receive(waiting: disturbance == nil && failure == nil) {
            case .nothing: throw disturbance ?? failure ?? .unanswered
            case .overrun:
                disturbance = .overrun
                continue
            case .truncated:
                disturbance = .truncated
                continue
            case .datagram(let bytes): messages = MessageSequence(bytes)
            }
            while let message = messages.next() {
                // The rest of an earlier answer, or one to somebody else.
                guard message.sequence == sequence, message.port == transport.port else { continue }
                if message.has(NLM_F_DUMP_INTR) { disturbance = disturbance ?? .interrupted }
                switch message.type {
                case Message.error, Message.done:
                    if let error = disturbance ?? failure ?? Acknowledgement(message)?.error { throw error }
                    return
                case Message.overrun: disturbance = .overrun
                case Message.noOperation: break
                case type: if disturbance == nil { each(message) }
                default: failure = failure ?? .unexpected(message.type)
                }
            }
            if !messages.isWhole { failure = failure ?? .cut }
        }
    }

    /// Collects the values that `read` returns for the messages of an answer. The request must be one that only reads.
    @inlinable public func dump<Value>(
        _ request: MessageWriter, answeredBy type: UInt16, _ read: (Message) -> Value?
    ) throws(KernelError) -> [Value] {
        try Patience(seconds: patience).outlasting(\.kind.isDisturbance) { () throws(KernelError) in
            var values: [Value] = []
            try ask(request, answeredBy: type) { if let value = read($0) { values.append(value) } }
            return values
        }
    }

    // MARK: changes

    /// Sends messages together and passes on the kernel's answers. The kernel processes messages before `send` returns, so all answers are
    /// queued by then.
    ///
    /// - Returns: whether answers were lost.
    public func send(_ bytes: UnsafeRawBufferPointer, _ each: (Message) -> Void) throws(KernelError) -> Bool {
        let room = transport.makeRoom(toSend: bytes.count)
        guard bytes.count <= room else {
            throw KernelError(
                .tooLarge, "\(bytes.count) bytes have to be sent at once, and this socket sends at most \(room)",
                help: "run with CAP_NET_ADMIN in the host's own user namespace, or raise net.core.wmem_max to \(bytes.count / 2 + 64)")
        }
        try transport.send(bytes)
        var isOverrun = false
        while true {
            switch try transport.receive(waiting: false) {
            case .nothing: return isOverrun
            case .overrun, .truncated: isOverrun = true
            case .datagram(let bytes):
                var messages = MessageSequence(bytes)
                while let message = messages.next() {
                    switch message.type {
                    case _ where message.port != transport.port: break
                    case Message.overrun: isOverrun = true
                    default: each(message)
                    }
                }
                if !messages.isWhole { isOverrun = true }
            }
        }
    }
}
