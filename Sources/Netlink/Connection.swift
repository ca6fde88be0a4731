internal import CNl

/// Questions to the kernel and their answers, of one protocol. It is for one thread at a time.
///
/// An answer is whole, or it is an error. A dump that something disturbed — the state changed, a datagram was lost or too long, a message is
/// cut off — is asked for again, ten times at most.
public final class Connection {
    private let transport: any Transport
    private var sequence: UInt32 = 0

    public init(_ transport: any Transport) { self.transport = transport }

    public var receiveBuffer: Int { transport.receiveBuffer }

    /// The number that the next request is told from others by.
    public var nextSequence: UInt32 { sequence &+ 1 }

    /// For as many requests. Returns the first of their numbers.
    @discardableResult public func takeSequences(_ count: Int) -> UInt32 {
        defer { sequence &+= UInt32(truncatingIfNeeded: count) }
        return nextSequence
    }

    // MARK: questions

    /// Sends a request, and hands on each of its answers: messages of that type. Ends with the acknowledgement, or the end of the dump.
    ///
    /// - Parameter request: one message, whose sequence number is set here.
    public func ask(_ request: MessageWriter, answeredBy type: UInt16, _ each: (Message) -> Void) throws(KernelError) {
        if let words = request.takeFailure() { throw KernelError(.tooLarge, words) }
        let sequence = takeSequences(1)
        request.number(messageAt: 0, sequence)
        try transport.send(request.bytes)
        var failure: KernelError?
        var disturbance: KernelError?
        while true {
            var messages: MessageSequence
            // All of what is left of a disturbed answer is there; its end may be what was lost.
            switch try transport.receive(waiting: disturbance == nil) {
            case .nothing: throw disturbance ?? .unanswered
            case .overrun:
                disturbance = .overrun
                continue
            case .truncated:
                disturbance = .truncated
                continue
            case .datagram(let bytes): messages = MessageSequence(bytes)
            }
            while let message = messages.next() {
                // What was left of an earlier answer.
                guard message.sequence == sequence else { continue }
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
            if !messages.isWhole { disturbance = disturbance ?? .cut }
        }
    }

    /// What can be read of each answer to a request that only reads.
    @inlinable public func dump<Value>(
        _ request: MessageWriter, answeredBy type: UInt16, _ read: (Message) -> Value?
    ) throws(KernelError) -> [Value] {
        try Self.untilWhole(isDisturbance: \.isDisturbance) { () throws(KernelError) in
            var values: [Value] = []
            try ask(request, answeredBy: type) { if let value = read($0) { values.append(value) } }
            return values
        }
    }

    /// How often something disturbed is read.
    public static let attempts = 10

    /// Reads again what something disturbed.
    @inlinable public static func untilWhole<Value, Failure: Error>(
        isDisturbance: (Failure) -> Bool, _ read: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        for _ in 1..<attempts {
            do throws(Failure) {
                return try read()
            } catch {
                if !isDisturbance(error) { throw error }
            }
        }
        return try read()
    }

    // MARK: changes

    /// Sends messages together, and hands on what the kernel answered. It is through with them once they are sent, so that is all of it.
    ///
    /// - Returns: whether answers were lost.
    public func send(_ bytes: UnsafeRawBufferPointer, _ each: (Message) -> Void) throws(KernelError) -> Bool {
        let room = transport.makeRoom(toSend: bytes.count)
        guard bytes.count <= room else {
            throw KernelError(
                .tooLarge, "\(bytes.count) bytes are to be sent at once, and this socket sends at most \(room)",
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
                    if message.type == Message.overrun { isOverrun = true } else { each(message) }
                }
                if !messages.isWhole { isOverrun = true }
            }
        }
    }
}
