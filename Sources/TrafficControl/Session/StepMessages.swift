internal import CNl
internal import Threads
import WeirModel

/// The requests of steps that follow each other, as far as they can be said.
struct StepMessages: Sendable {
    let steps: ArraySlice<TrafficControlStep>
    private(set) var messages: [TrafficControlMessage] = []
    /// Where the messages of each step end.
    private var ends: [Int] = []
    /// The first step that can't be said; what comes after it is left out.
    private(set) var unsayable: (step: TrafficControlStep, error: TrafficControlError)?

    /// - Parameter piece: how many steps one thread takes at a time.
    init(of steps: ArraySlice<TrafficControlStep>, _ names: LinkNames, piece: Int) {
        self.steps = steps
        messages.reserveCapacity(steps.count)
        ends.reserveCapacity(steps.count)
        for (step, found) in zip(
            steps, steps.concurrentMap(piece: piece) { step in Result { () throws(TrafficControlError) in try step.messages(names) } })
        {
            do {
                messages += try found.get()
            } catch {
                unsayable = (step, error)
                return
            }
            ends.append(messages.count)
        }
    }

    /// The places of a step's messages among all, by the step's index.
    func places(of step: Int) -> Range<Int> {
        let number = step - steps.startIndex
        return (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }
}

extension TrafficControlStep {
    /// The requests of this step; more than one where the kernel takes an object in parts.
    func messages(_ names: LinkNames) throws(TrafficControlError) -> [TrafficControlMessage] {
        let context = EncodingContext(names: names, isChange: verb == .change)
        let index = try names.index(of: link)
        switch object {
        case .qdisc(let qdisc): return try qdiscMessages(qdisc, index, context)
        case .trafficClass(let found):
            var message = message(Int(RTM_NEWTCLASS), Int(RTM_DELTCLASS), index)
            message.handle = found.id.rawValue
            message.parent = found.parent.rawValue
            if verb != .delete { message.attributes = try found.attributes(context) }
            return [message]
        case .chain(let chain):
            var message = message(Int(RTM_NEWCHAIN), Int(RTM_DELCHAIN), index)
            message.attach(to: chain.attachment)
            message.info = UInt32((chain.protocolID ?? 0).byteSwapped)
            message.attributes = try chain.attributes(context)
            return [message]
        case .filter(let filter):
            var message = message(Int(RTM_NEWTFILTER), Int(RTM_DELTFILTER), index)
            message.attach(to: filter.attachment)
            message.handle = verb == .add ? filter.newHandle : filter.heldHandle
            message.info = filter.info
            // Only then it hands drivers a place for their words (tc_cls_common_offload_init).
            message.mayBeRemarkedOn = !filter.flags.isDisjoint(with: [.verbose, .skipSoftware])
            message.attributes = verb == .delete ? filter.nameAttributes : try filter.attributes(context)
            return [message]
        case .action(let action):
            return [try actionMessage(action, names)]
        }
    }

    private func message(_ new: Int, _ delete: Int, _ interface: UInt32) -> TrafficControlMessage {
        let flags: Int32 =
            switch verb {
            case .add: NLM_F_CREATE | NLM_F_EXCL
            case .replace: NLM_F_CREATE | NLM_F_REPLACE
            case .change, .delete: 0
            }
        return TrafficControlMessage(
            type: UInt16(verb == .delete ? delete : new), flags: UInt16(NLM_F_REQUEST | NLM_F_ACK | flags), interface: interface)
    }

    private func qdiscMessages(_ qdisc: Qdisc, _ index: UInt32, _ context: EncodingContext) throws(TrafficControlError)
        -> [TrafficControlMessage]
    {
        var message = message(Int(RTM_NEWQDISC), Int(RTM_DELQDISC), index)
        message.parent = qdisc.parent.rawValue
        message.handle = qdisc.handle?.rawValue ?? 0
        if verb == .delete { return [message] }
        message.attributes = try qdisc.attributes(context)
        var messages = [message]
        for options in qdisc.followUps where verb != .change {
            var change = message
            change.flags = UInt16(NLM_F_REQUEST | NLM_F_ACK)
            var writer = AttributeWriter()
            writer.put(Int(TCA_KIND), text: qdisc.kind)
            writer.put(Int(TCA_OPTIONS), options)
            change.attributes = try writer.attributes()
            messages.append(change)
        }
        return messages
    }

    private func actionMessage(_ action: Action, _ names: LinkNames) throws(TrafficControlError) -> TrafficControlMessage {
        var message = message(Int(RTM_NEWACTION), Int(RTM_DELACTION), 0)
        if verb == .change { message.flags |= UInt16(NLM_F_REPLACE | NLM_F_CREATE) }
        var writer = AttributeWriter()
        try [action].encode(1, into: &writer, names)
        message.attributes = try writer.attributes()
        return message
    }
}
