internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.Taprio: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            priorityMap,
            .number(Int(TCA_TAPRIO_ATTR_SCHED_BASE_TIME), \.baseTime), .number(Int(TCA_TAPRIO_ATTR_SCHED_CLOCKID), \.clockID),
            .number(Int(TCA_TAPRIO_ATTR_FLAGS), \.flags), .time(Int(TCA_TAPRIO_ATTR_TXTIME_DELAY), \.txtimeDelay, unit: 1, as: UInt32.self),
            scheduleField,
            .time(Int(TCA_TAPRIO_ATTR_SCHED_CYCLE_TIME), \.cycleTime, unit: 1, as: Int64.self),
            .time(Int(TCA_TAPRIO_ATTR_SCHED_CYCLE_TIME_EXTENSION), \.cycleTimeExtension, unit: 1, as: Int64.self),
            classField, .ignored(Int(TCA_TAPRIO_PAD)), .ignored(Int(TCA_TAPRIO_ATTR_ADMIN_SCHED)),
        ]
    }

    private static var priorityMap: AttributeField<Self> {
        AttributeField(type: Int(TCA_TAPRIO_ATTR_PRIOMAP)) { root, writer in
            writer.structure(Int(TCA_TAPRIO_ATTR_PRIOMAP), QueueMap(map: root.map, queues: root.queues).write)
        } decode: { root, payload in
            guard let queueMap = QueueMap(payload) else { return false }
            root.map = queueMap.map
            root.queues = queueMap.queues
            return true
        }
    }

    private static var scheduleField: AttributeField<Self> {
        AttributeField(type: Int(TCA_TAPRIO_ATTR_SCHED_ENTRY_LIST)) { root, writer in
            guard !root.schedule.isEmpty else { return }
            writer.nest(Int(TCA_TAPRIO_ATTR_SCHED_ENTRY_LIST)) { list in
                for entry in root.schedule {
                    list.nest(Int(TCA_TAPRIO_SCHED_ENTRY)) { nest in
                        nest.put(Int(TCA_TAPRIO_SCHED_ENTRY_CMD), entry.command)
                        nest.put(Int(TCA_TAPRIO_SCHED_ENTRY_GATE_MASK), entry.gateMask)
                        nest.put(Int(TCA_TAPRIO_SCHED_ENTRY_INTERVAL), UInt32(clamping: entry.interval.nanoseconds))
                    }
                }
            }
        } decode: { root, payload in
            root.schedule = payload.attributes.compactMap { attribute in
                let entry = attribute.payload.attributes
                guard let mask: UInt32 = entry[attribute: Int(TCA_TAPRIO_SCHED_ENTRY_GATE_MASK)]?.number(),
                    let interval: UInt32 = entry[attribute: Int(TCA_TAPRIO_SCHED_ENTRY_INTERVAL)]?.number()
                else { return nil }
                let command: UInt8 = entry[attribute: Int(TCA_TAPRIO_SCHED_ENTRY_CMD)]?.number() ?? 0
                return Entry(command: command, gateMask: mask, interval: TimeSpan(nanoseconds: Int64(interval)))
            }
            return true
        }
    }

    /// The longest frame and the preemption of a traffic class share an entry.
    private static var classField: AttributeField<Self> {
        AttributeField(type: Int(TCA_TAPRIO_ATTR_TC_ENTRY)) { root, writer in
            let sizes = root.maxSDU ?? []
            let preemption = root.framePreemption ?? []
            for index in 0..<max(sizes.count, preemption.count) {
                writer.nest(Int(TCA_TAPRIO_ATTR_TC_ENTRY)) { nest in
                    nest.put(Int(TCA_TAPRIO_TC_ENTRY_INDEX), UInt32(index))
                    if index < sizes.count { nest.put(Int(TCA_TAPRIO_TC_ENTRY_MAX_SDU), sizes[index]) }
                    if index < preemption.count { nest.put(NewerAttribute.framePreemption.taprio, preemption[index].number) }
                }
            }
            if !preemption.isEmpty, let refusal = RunningKernel.refusal(of: "fp", since: KernelVersion(6, 4)) {
                writer.fail(refusal, isUnsupported: true)
            }
        } decode: { root, payload in
            let entry = payload.attributes
            guard let index: UInt32 = entry[attribute: Int(TCA_TAPRIO_TC_ENTRY_INDEX)]?.number(), index < 16,
                root.framePreemption.take(entry, NewerAttribute.framePreemption.taprio)
            else { return false }
            if let size: UInt32 = entry[attribute: Int(TCA_TAPRIO_TC_ENTRY_MAX_SDU)]?.number() {
                var sizes = root.maxSDU ?? []
                while sizes.count <= Int(index) { sizes.append(0) }
                sizes[Int(index)] = size
                root.maxSDU = sizes
            }
            return true
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        var options = Self()
        let attributes = payload.attributes
        var unknown = options.decode(attributes)
        // A schedule that waits for its time is the one that was asked for last.
        if let waiting = attributes[attribute: Int(TCA_TAPRIO_ATTR_ADMIN_SCHED)] { unknown += options.decode(waiting.attributes) }
        options.framePreemption = options.framePreemption.trimmed
        if options.maxSDU?.allSatisfy({ $0 == 0 }) == true { options.maxSDU = nil }
        return (options, unknown)
    }
}
