internal import CNl
internal import Glibc
internal import Threads
import WeirModel

/// What came of carrying steps out.
public struct TrafficControlOutcome: Sendable {
    /// What stopped the work; nil when all was done.
    public var failure: TrafficControlError?
    /// The step that was refused.
    public var failedStep: TrafficControlStep?
    /// What could not be taken back afterwards; empty means that the links are as they were.
    public var notUndone: [String] = []
    /// What the kernel remarked on steps that it took.
    public var remarks: [TrafficControlRemark] = []

    public init() {}
}

/// The kernel's words on a step that it took.
public struct TrafficControlRemark: Sendable, CustomStringConvertible {
    public var step: TrafficControlStep
    public var words: String

    public var description: String { (step.at.location.map { "\($0): " } ?? "") + "\(step.description) on \(step.link): \(words)" }
}

extension Session {
    /// Carries the steps out in their order. When the kernel refuses one, what was done is taken back in reverse.
    public func carryOut(_ steps: [TrafficControlStep]) throws(TrafficControlError) -> TrafficControlOutcome {
        let names = LinkNames(try links())
        // What can't be said is found out before anything is sent.
        var messages: [TrafficControlMessage] = []
        messages.reserveCapacity(steps.count)
        // Where the messages of each step end.
        var ends: [Int] = []
        ends.reserveCapacity(steps.count)
        for found in steps.concurrentMap(piece: 512, { step in Result { () throws(TrafficControlError) in try step.messages(names) } }) {
            do {
                messages += try found.get()
            } catch {
                throw error.of(steps[ends.count])
            }
            ends.append(messages.count)
        }

        var outcome = TrafficControlOutcome()
        var done: [Int] = []
        var start = 0
        while start < steps.count, outcome.failure == nil {
            var end = start + 1
            while end < steps.count, end - start < 512, steps[end].canGoAlong(with: steps[start]) { end += 1 }
            let first = start == 0 ? 0 : ends[start - 1]
            let answers = try executePatiently(Array(messages[first..<ends[end - 1]]), steps[start])
            for place in start..<end {
                let own = (place == 0 ? 0 : ends[place - 1]) - first..<ends[place] - first
                if answers.refusals[own.lowerBound] == nil { done.append(place) }
                if outcome.failure == nil, let refusal = answers.refusals[own].lazy.compactMap({ $0 }).first {
                    outcome.failure = refusal.error(of: steps[place])
                    outcome.failedStep = steps[place]
                }
            }
            for (message, words) in answers.remarks.sorted(by: { $0.key < $1.key }) {
                guard let place = (start..<end).first(where: { ends[$0] - first > message }) else { continue }
                outcome.remarks.append(TrafficControlRemark(step: steps[place], words: words))
            }
            start = end
        }
        if outcome.failure == nil, let (step, error) = try forgottenMark(of: steps, names) {
            outcome.failure = error.of(step)
            outcome.failedStep = step
        }
        if outcome.failure != nil { outcome.notUndone = undo(done.map { steps[$0] }, names) }
        return outcome
    }

    /// A table of u32 is in use until the kernel has cleared away the filters that led to it, a moment after they were deleted.
    private func executePatiently(_ messages: [TrafficControlMessage], _ step: TrafficControlStep) throws(TrafficControlError) -> Answers {
        var answers = try execute(messages)
        for _ in 0..<200 where step.removesHashTable && answers.refusals.first??.errno == EBUSY {
            usleep(5000)
            answers = try execute(messages)
        }
        return answers
    }

    private func undo(_ done: [TrafficControlStep], _ names: LinkNames) -> [String] {
        var left: [String] = []
        for step in done.reversed() {
            // Filters come back after what they hang on.
            let firstFilter = step.undo.firstIndex { if case .filter = $0.object { $0.verb == .add } else { false } } ?? step.undo.endIndex
            takeBack(step.undo[..<firstFilter], names, &left)
            var keepers: [TrafficControlStep] = []
            do { keepers = try regainRootTables(of: step.undo, names) } catch { left.append(error.description) }
            takeBack(step.undo[firstFilter...] + keepers, names, &left)
        }
        return left
    }

    private func takeBack(_ steps: ArraySlice<TrafficControlStep>, _ names: LinkNames, _ left: inout [String]) {
        for back in steps {
            do {
                for refusal in try executePatiently(try withRootTable(back, names).messages(names), back).refusals {
                    // What is gone already need not go.
                    if let refusal, back.verb != .delete || refusal.error("").kind != .absent { left.append(refusal.error(of: back).description) }
                }
            } catch {
                left.append(error.description)
            }
        }
    }
}

extension Refusal {
    fileprivate func error(of step: TrafficControlStep) -> TrafficControlError { error("can't \(step.description) on \(step.link)").of(step) }
}

extension TrafficControlError {
    /// The same with the place in the policy that asked for what went wrong.
    fileprivate func of(_ step: TrafficControlStep) -> TrafficControlError {
        var copy = self
        copy.at = copy.at ?? step.at.location
        return copy
    }
}

extension TrafficControlStep {
    /// Steps of one sort can be sent together: none of them needs another's success to be known.
    fileprivate func canGoAlong(with first: TrafficControlStep) -> Bool {
        guard link == first.link, verb == first.verb, !removesHashTable, !first.removesHashTable else { return false }
        switch (object, first.object) {
        case (.filter, .filter), (.trafficClass, .trafficClass): return true
        default: return false
        }
    }

    fileprivate var removesHashTable: Bool {
        guard verb == .delete, case .filter(let filter) = object else { return false }
        return filter.handle != nil && filter.classifier.as(Filter.U32.self)?.divisor != nil
    }

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

    private func qdiscMessages(_ qdisc: Qdisc, _ index: UInt32, _ context: EncodingContext) throws(TrafficControlError) -> [TrafficControlMessage] {
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
            change.attributes = writer.bytes
            messages.append(change)
        }
        return messages
    }

    private func actionMessage(_ action: Action, _ names: LinkNames) throws(TrafficControlError) -> TrafficControlMessage {
        var message = message(Int(RTM_NEWACTION), Int(RTM_DELACTION), 0)
        if verb == .change { message.flags |= UInt16(NLM_F_REPLACE | NLM_F_CREATE) }
        message.isAction = true
        var writer = AttributeWriter()
        try [action].encode(1, into: &writer, names)
        message.attributes = writer.bytes
        return message
    }
}

extension TrafficControlMessage {
    mutating func attach(to attachment: Attachment) {
        switch attachment {
        case .parent(let handle): parent = handle.rawValue
        case .block(let block):
            interface = 0xffff_ffff  // TCM_IFINDEX_MAGIC_BLOCK
            parent = block
        }
    }
}

extension Filter {
    /// u32 nodes are made by their number within a table; the root table's own number is the kernel's choice.
    fileprivate var newHandle: UInt32 {
        guard let options = classifier.as(U32.self), options.divisor == nil else { return handle ?? 0 }
        return (options.table ?? 0) << 20 | place(options)
    }

    /// The handle that the kernel knows the filter by; of a node in a root table, only what is live tells the table.
    var heldHandle: UInt32 {
        guard let options = classifier.as(U32.self), options.divisor == nil, handle != nil else { return handle ?? status?.handle ?? 0 }
        if let table = options.table { return table << 20 | place(options) }
        return status?.handle ?? place(options)
    }

    private func place(_ options: U32) -> UInt32 { (options.bucket ?? 0) << 12 | (handle ?? 0) & 0xfff }

    /// Whether the number of the table that holds the filter has yet to be found out.
    var needsRootTable: Bool {
        guard let options = classifier.as(U32.self) else { return false }
        return options.divisor == nil && options.table == nil && handle != nil && status == nil
    }
}
