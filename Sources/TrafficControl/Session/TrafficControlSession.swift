internal import CNl
internal import Netlink
import WeirModel

/// A route netlink socket in the namespace of the calling thread.
package final class TrafficControlSession {
    private let connection: Connection
    private let request = MessageWriter(capacity: 256)
    private let train = MessageWriter(capacity: 1 << 16)

    package convenience init() throws(TrafficControlError) {
        do {
            self.init(try Socket(.route))
        } catch {
            throw TrafficControlError(error, "can't open a route netlink socket")
        }
    }

    init(_ transport: any Transport, patience: Int = 30) { connection = Connection(transport, patience: patience) }

    // MARK: reading

    /// Collects the values that `read` returns for the messages of a dump, which is repeated if it was disturbed.
    func dump<Value>(_ message: TrafficControlMessage, _ read: (Message) -> Value?) throws(TrafficControlError) -> [Value] {
        var message = message
        message.flags = NLM_F_DUMP
        return try ask(message, { _ in }, read)
    }

    /// The same for the objects at one place of a link.
    func dump<Value>(
        _ type: Int, at attachment: Attachment, of interface: UInt32, _ read: (ReceivedObject) -> Value?
    ) throws(TrafficControlError) -> [Value] {
        var message = TrafficControlMessage(type, interface: interface)
        message.attach(to: attachment)
        return try dump(message) { ReceivedObject($0).flatMap(read) }
    }

    /// Returns the result of `read` for a filter; `nil` if the kernel has no such filter.
    func get<Value>(
        _ filter: Filter, handle: UInt32, on interface: UInt32, _ read: (ReceivedObject) -> Value?
    ) throws(TrafficControlError) -> Value? {
        let message = TrafficControlMessage(Int(RTM_GETTFILTER), of: filter, handle: handle, on: interface)
        do {
            return try ask(message, filter.writeName) { ReceivedObject($0).flatMap(read) }.first
        } catch {
            if error.kind == .absent { return nil }
            throw error
        }
    }

    private func ask<Value>(
        _ message: TrafficControlMessage, _ attributes: (MessageWriter) throws(TrafficControlError) -> Void, _ read: (Message) -> Value?
    ) throws(TrafficControlError) -> [Value] {
        request.removeAll()
        try message.write(to: request, attributes)
        do {
            // Each RTM_GET* is two more than the RTM_NEW* that answers it.
            return try connection.dump(request, answeredBy: message.type &- 2, read)
        } catch {
            throw TrafficControlError(error, "can't read the traffic control state")
        }
    }

    // MARK: changes

    /// Sends requests, as many together as fit in the train, and returns the kernel's answer to each.
    ///
    /// The kernel processes them in order and answers every refusal, even without `NLM_F_ACK`. So an answer to the last one of those sent
    /// together means that all were processed.
    func execute(_ requests: ArraySlice<UInt8>) throws(TrafficControlError) -> Answers {
        var answers = Answers(refusals: [])
        train.removeAll()
        do {
            try requests.withUnsafeBufferPointer { (bytes) throws(KernelError) in
                for request in MessageSequence(UnsafeRawBufferPointer(bytes)) {
                    if train.messageCount == 128 || train.count + request.payload.count > 1 << 16 { try sendTrain(&answers) }
                    train.begin(type: request.type, flags: request.flags, sequence: connection.takeSequences(1))
                    train.append(bytes: request.payload.bytes)
                    train.end()
                }
            }
            try sendTrain(&answers)
        } catch {
            throw TrafficControlError(error, "can't change traffic control")
        }
        return answers
    }

    private func sendTrain(_ answers: inout Answers) throws(KernelError) {
        let count = train.messageCount
        guard count > 0 else { return }
        train.flag(messageAt: train.start, UInt16(truncatingIfNeeded: NLM_F_ACK))
        let first = connection.nextSequence &- UInt32(count)
        let before = answers.refusals.count
        answers.refusals += repeatElement(nil, count: count)
        var isAnswered = false
        let isOverrun = try connection.send(train.bytes) { message in
            let number = Int(message.sequence &- first)
            guard number < count, let answer = Acknowledgement(message) else { return }
            if number == count - 1 { isAnswered = true }
            answers.refusals[before + number] = answer.error
            if answer.error == nil, let remark = answer.remark { answers.remarks[before + number] = remark }
        }
        if isOverrun || !isAnswered { throw isOverrun ? .overrun : .unanswered }
        train.removeAll()
    }
}

/// The kernel's answers to requests that were sent together, by position.
struct Answers {
    /// `nil` if the request succeeded.
    var refusals: [KernelError?]
    /// Remarks on requests that succeeded.
    var remarks: [Int: String] = [:]
}
