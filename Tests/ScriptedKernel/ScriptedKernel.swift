import CNl
package import Netlink

/// A kernel that answers requests by a script, and can spoil its answers, so that sessions are tested without one.
package final class ScriptedKernel: Transport {
    /// One message that a session sent.
    package struct Request {
        package let type: UInt16
        package let flags: UInt16
        package let sequence: UInt32
        package let payload: [UInt8]

        package var isDump: Bool { Int32(flags) & NLM_F_DUMP == NLM_F_DUMP }
    }

    package enum Answer {
        /// A message of this type.
        case message(UInt16, [UInt8])
        /// An error number, with the kernel's text.
        case refusal(Int32, String?)
    }

    /// A way to spoil an answer.
    package enum Trouble: CaseIterable, Sendable {
        /// `NLM_F_DUMP_INTR`
        case interrupted
        /// The last message lacks its last bytes.
        case cut
        /// `ENOBUFS` in place of the answer's end.
        case lost
        /// `NLMSG_OVERRUN`
        case overrun
        /// `MSG_TRUNC`
        case truncated
        /// A message with another sequence number comes first.
        case otherSequence
        /// A message for another port comes first.
        case otherPort
        /// A message of another type comes with it.
        case otherType
        /// A message of another protocol comes with it.
        case otherFamily
        /// Nothing comes.
        case silence

        /// Those after which a dump is repeated.
        package static let passing: [Trouble] = [.interrupted, .lost, .overrun, .truncated]
    }

    private let answer: (Request) -> [Answer]
    private let spoils: (Request) -> Trouble?
    private var waiting: [Reception] = []
    private var memory: [UnsafeMutableRawBufferPointer] = []
    package private(set) var requests: [Request] = []

    /// - Parameter spoils: how the answer to a request is spoiled, if at all.
    package init(spoils: @escaping (Request) -> Trouble? = { _ in nil }, _ answer: @escaping (Request) -> [Answer]) {
        self.answer = answer
        self.spoils = spoils
    }

    deinit { for bytes in memory { bytes.deallocate() } }

    package func count(of type: UInt16) -> Int { requests.count { $0.type == type } }

    // MARK: Transport

    package let port: UInt32 = 4711
    package let receiveBuffer = 1 << 20
    package func makeRoom(toSend bytes: Int) -> Int { 1 << 20 }

    package func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) {
        for message in MessageSequence(bytes) {
            let request = Request(type: message.type, flags: message.flags, sequence: message.sequence, payload: message.payload.array)
            requests.append(request)
            respond(to: request)
        }
    }

    package func receive(waiting: Bool) throws(KernelError) -> Reception { self.waiting.isEmpty ? .nothing : self.waiting.removeFirst() }

    // MARK: answers

    private func respond(to request: Request) {
        let trouble = spoils(request)
        if trouble == .silence { return }
        let writer = MessageWriter()
        func write(_ type: UInt16, _ payload: [UInt8], sequence: UInt32? = nil, port: UInt32? = nil) {
            let flags = (request.isDump ? NLM_F_MULTI : 0) | (trouble == .interrupted ? NLM_F_DUMP_INTR : 0)
            writer.begin(type: type, flags: UInt16(flags), sequence: sequence ?? request.sequence, port: port ?? self.port)
            writer.append(payload)
            writer.end()
        }
        var isRefused = false
        for answer in answer(request) {
            switch answer {
            case .message(let type, let payload):
                if trouble == .otherSequence { write(type, payload, sequence: request.sequence &- 1) }
                if trouble == .otherPort { write(type, payload, port: port + 1) }
                if trouble == .otherType { write(type &+ 1, payload) }
                if trouble == .otherFamily { write(0x0100, payload) }
                write(type, payload)
            case .refusal(let number, let words):
                isRefused = true
                end(request, number, words, to: writer)
            }
        }
        if trouble == .overrun { write(UInt16(NLMSG_OVERRUN), []) }
        if !isRefused, request.isDump || Int32(request.flags) & NLM_F_ACK != 0 {
            if trouble == .cut || trouble == .lost || trouble == .truncated {
                queue(writer, trouble)
                writer.removeAll()
            }
            if trouble != .lost { end(request, 0, nil, to: writer) }
        }
        if writer.count > 0 { queue(writer, nil) }
    }

    /// `NLMSG_DONE` of a dump, else `NLMSG_ERROR`, which repeats the header of the request.
    private func end(_ request: Request, _ number: Int32, _ words: String?, to writer: MessageWriter) {
        let isDone = request.isDump && number == 0
        let flags = words == nil ? NLM_F_CAPPED : NLM_F_CAPPED | NLM_F_ACK_TLVS
        writer.begin(type: UInt16(isDone ? NLMSG_DONE : NLMSG_ERROR), flags: UInt16(flags), sequence: request.sequence, port: port)
        writer.append(-number)
        if !isDone { writer.append([UInt8](repeating: 0, count: Message.headerSize)) }
        if let words { writer.put(Int(NLMSGERR_ATTR_MSG.rawValue), text: words) }
        writer.end()
    }

    private func queue(_ writer: MessageWriter, _ trouble: Trouble?) {
        switch trouble {
        case .truncated: return waiting.append(.truncated)
        case .lost: return waiting.append(.overrun)
        default: break
        }
        let count = writer.count - (trouble == .cut ? 4 : 0)
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: writer.bytes[..<count]))
        memory.append(copy)
        waiting.append(.datagram(UnsafeRawBufferPointer(copy)))
    }
}
