internal import CNl
internal import Netlink
internal import Threads
import WeirModel

/// The requests of consecutive steps, up to the first that cannot be encoded.
struct StepMessages: Sendable {
    let steps: ArraySlice<TrafficControlStep>
    /// The requests, one after the other.
    private var bytes: [UInt8] = []
    /// Where the requests of each step end, and the number of requests up to there.
    private var ends: [(bytes: Int, requests: Int)] = []
    /// The first step that cannot be encoded; it and later ones have no requests.
    private(set) var unsayable: (step: TrafficControlStep, error: TrafficControlError)?

    /// - Parameter piece: how many steps one thread takes at a time.
    init(of steps: ArraySlice<TrafficControlStep>, _ names: InterfaceTable, piece: Int) {
        self.steps = steps
        let pieces = stride(from: steps.startIndex, to: steps.endIndex, by: max(piece, 1)).map { start in
            steps[start..<min(start + piece, steps.endIndex)]
        }
        for found in pieces.concurrentMap(piece: 1, { StepMessages(written: $0, names) }) {
            let before = ends.last ?? (0, 0)
            ends += found.ends.map { (before.bytes + $0.bytes, before.requests + $0.requests) }
            bytes += found.bytes
            unsayable = found.unsayable
            if unsayable != nil { return }
        }
    }

    private init(written steps: ArraySlice<TrafficControlStep>, _ names: InterfaceTable) {
        self.steps = steps
        ends.reserveCapacity(steps.count)
        let writer = MessageWriter(capacity: steps.count * 160)
        for step in steps {
            do {
                try step.write(to: writer, names)
            } catch {
                unsayable = (step, error)
                break
            }
            ends.append((writer.count, writer.messageCount))
        }
        writer.truncate(to: ends.last?.bytes ?? 0)
        bytes = writer.array
    }

    /// The positions of a step's requests among all requests.
    func places(of step: Int) -> Range<Int> { end(before: step).requests..<end(before: step + 1).requests }

    func requests(of steps: Range<Int>) -> ArraySlice<UInt8> {
        bytes[end(before: steps.lowerBound).bytes..<end(before: steps.upperBound).bytes]
    }

    private func end(before step: Int) -> (bytes: Int, requests: Int) {
        step == steps.startIndex ? (0, 0) : ends[step - steps.startIndex - 1]
    }
}

extension TrafficControlStep {
    func requests(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        let writer = MessageWriter(capacity: 512)
        try write(to: writer, names)
        return writer.array
    }

    /// Writes the requests of this step; more than one where the kernel takes an object in parts.
    fileprivate func write(to writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        let context = EncodingContext(names: names, isChange: verb == .change)
        let index = try names.index(of: link)
        switch object {
        case .qdisc(let qdisc): try write(qdisc, index, to: writer, context)
        case .trafficClass(let found):
            var message = message(Int(RTM_NEWTCLASS), Int(RTM_DELTCLASS), index)
            message.handle = found.id.rawValue
            message.parent = found.parent.rawValue
            try message.write(to: writer) { (writer) throws(TrafficControlError) in
                if verb != .delete { try found.write(to: writer, context) }
            }
        case .chain(let chain):
            var message = message(Int(RTM_NEWCHAIN), Int(RTM_DELCHAIN), index)
            message.attach(to: chain.attachment)
            message.info = UInt32((chain.protocolID ?? 0).byteSwapped)
            try message.write(to: writer) { (writer) throws(TrafficControlError) in try chain.write(to: writer, context) }
        case .filter(let filter):
            var message = message(Int(RTM_NEWTFILTER), Int(RTM_DELTFILTER), index)
            message.attach(to: filter.attachment)
            message.handle = verb == .add ? filter.newHandle : filter.heldHandle
            message.info = filter.info
            // Without these flags drivers can't remark on a filter (tc_cls_common_offload_init), so only a refusal is answered.
            if filter.flags.isDisjoint(with: [.verbose, .skipSoftware]) { message.flags &= ~NLM_F_ACK }
            try message.write(to: writer) { (writer) throws(TrafficControlError) in
                if verb == .delete { filter.writeName(to: writer) } else { try filter.write(to: writer, context) }
            }
        case .action(let action):
            var message = message(Int(RTM_NEWACTION), Int(RTM_DELACTION), 0)
            if verb == .change { message.flags |= NLM_F_REPLACE | NLM_F_CREATE }
            try message.write(to: writer) { (writer) throws(TrafficControlError) in try [action].encode(1, into: writer, names) }
        }
        if let failure = writer.takeFailure() {
            let reason = failure.isUnsupported ? failure.words : "it cannot be encoded for the kernel: \(failure.words)"
            throw TrafficControlError(
                kind: failure.isUnsupported ? .unsupported : .tooLarge, message: "can't \(description) on \(link): \(reason)")
        }
    }

    private func message(_ new: Int, _ delete: Int, _ interface: UInt32) -> TrafficControlMessage {
        let flags: Int32 =
            switch verb {
            case .add: NLM_F_CREATE | NLM_F_EXCL
            case .replace: NLM_F_CREATE | NLM_F_REPLACE
            case .change, .delete: 0
            }
        return TrafficControlMessage(verb == .delete ? delete : new, flags: NLM_F_ACK | flags, interface: interface)
    }

    private func write(
        _ qdisc: Qdisc, _ index: UInt32, to writer: MessageWriter, _ context: EncodingContext
    ) throws(TrafficControlError) {
        var message = message(Int(RTM_NEWQDISC), Int(RTM_DELQDISC), index)
        message.handle = qdisc.handle?.rawValue ?? 0
        // At a child's place, kernels before 6.5 find a taprio in software itself; the handle alone says which qdisc changes.
        message.parent = verb == .change && message.handle != 0 ? 0 : qdisc.parent.rawValue
        try message.write(to: writer) { (writer) throws(TrafficControlError) in
            if verb != .delete { try qdisc.write(to: writer, context) }
        }
        guard verb == .add || verb == .replace else { return }
        message.flags = NLM_F_ACK
        for options in qdisc.followUps {
            try message.write(to: writer) { (writer) throws(TrafficControlError) in
                writer.put(Int(TCA_KIND), text: qdisc.kind)
                writer.structure(Int(TCA_OPTIONS), options)
            }
        }
    }
}
