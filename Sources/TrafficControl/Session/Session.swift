internal import CNl
internal import Netlink
import WeirModel

/// A route netlink socket in the namespace of the calling thread.
public final class Session {
    private let connection: Connection
    private let request = MessageWriter(capacity: 256)
    private let train = MessageWriter(capacity: 1 << 16)

    public convenience init() throws(TrafficControlError) {
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

    /// Returns what `read` makes of a filter; `nil` if the kernel has no such filter.
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

    /// The most requests that are sent together, and their length.
    private static let mostTogether = (requests: 128, bytes: 1 << 16)

    /// Sends requests together and returns the kernel's answer to each.
    ///
    /// The kernel processes them in order and answers every refusal, even without `NLM_F_ACK`. So an answer to the last one of those sent
    /// together means that all were processed.
    func execute(_ requests: ArraySlice<UInt8>) throws(TrafficControlError) -> Answers {
        train.removeAll()
        requests.withUnsafeBytes { train.append(bytes: $0) }
        var ends: [Int] = []
        for message in MessageSequence(train.bytes) {
            ends.append((ends.last ?? 0) + (Message.headerSize + message.payload.count + 3) & ~3)
        }
        var answers = Answers(refusals: Array(repeating: nil, count: ends.count))
        var done = 0
        while done < ends.count {
            let start = done == 0 ? 0 : ends[done - 1]
            var end = done + 1
            while end < ends.count, end - done < Self.mostTogether.requests, ends[end] - start < Self.mostTogether.bytes { end += 1 }
            try execute(done..<end, ends, &answers)
            done = end
        }
        return answers
    }

    private func execute(_ places: Range<Int>, _ ends: [Int], _ answers: inout Answers) throws(TrafficControlError) {
        let first = connection.takeSequences(places.count)
        func start(_ place: Int) -> Int { place == 0 ? 0 : ends[place - 1] }
        for (number, place) in places.enumerated() { train.number(messageAt: start(place), first &+ UInt32(number)) }
        train.flag(messageAt: start(places.upperBound - 1), UInt16(truncatingIfNeeded: NLM_F_ACK))
        let bytes = UnsafeRawBufferPointer(rebasing: train.bytes[start(places.lowerBound)..<start(places.upperBound)])
        var isAnswered = false
        do throws(KernelError) {
            let isOverrun = try connection.send(bytes) { message in
                let number = Int(message.sequence &- first)
                guard number < places.count, let answer = Acknowledgement(message) else { return }
                if number == places.count - 1 { isAnswered = true }
                answers.refusals[places.lowerBound + number] = answer.error
                if answer.error == nil, let remark = answer.remark { answers.remarks[places.lowerBound + number] = remark }
            }
            if isOverrun || !isAnswered { throw isOverrun ? KernelError.overrun : .unanswered }
        } catch {
            throw TrafficControlError(error, "can't change traffic control")
        }
    }
}

/// The kernel's answers to requests that were sent together, by position.
struct Answers {
    /// `nil` if the request succeeded.
    var refusals: [KernelError?]
    /// Remarks on requests that succeeded.
    var remarks: [Int: String] = [:]
}
