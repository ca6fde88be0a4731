internal import CNl
internal import Netlink
import WeirModel

/// struct tc_mqprio_qopt: 82 bytes, also taprio's priority map.
struct QueueMap {
    var map: [UInt8] = []
    var hardware = false
    var queues: [Qdisc.QueueRange] = []

    static let size = 82

    init(map: [UInt8], hardware: Bool = false, queues: [Qdisc.QueueRange]) {
        (self.map, self.hardware, self.queues) = (map, hardware, queues)
    }

    init?(_ payload: Payload) {
        var reader = StructReader(payload)
        guard let count: UInt8 = reader.next(), count <= 16, let map = reader.next(16)?.array, let hardware: UInt8 = reader.next(),
            payload.count >= Self.size
        else { return nil }
        self.map = map
        self.hardware = hardware != 0
        queues = (0..<Int(count)).compactMap { index in
            guard let count: UInt16 = payload.number(at: 18 + 2 * index), let offset: UInt16 = payload.number(at: 50 + 2 * index) else {
                return nil
            }
            return Qdisc.QueueRange(count: count, offset: offset)
        }
    }

    func write(to writer: MessageWriter) {
        writer.append(UInt8(clamping: queues.count))
        writer.append(Array((map + Array(repeating: 0, count: 16)).prefix(16)))
        writer.append(UInt8(hardware ? 1 : 0))
        for index in 0..<16 { writer.append(index < queues.count ? queues[index].count : 0) }
        for index in 0..<16 { writer.append(index < queues.count ? queues[index].offset : 0) }
    }
}

extension Qdisc.MQPrio: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .ordinal(Int(TCA_MQPRIO_MODE), \.mode, as: UInt16.self),
            .ordinal(Int(TCA_MQPRIO_SHAPER), \.shaper, as: UInt16.self),
            rates(Int(TCA_MQPRIO_MIN_RATE64), \.minimumRates),
            rates(Int(TCA_MQPRIO_MAX_RATE64), \.maximumRates),
            AttributeField(type: NewerAttribute.mqprioEntry) { root, writer in
                for (index, preemption) in (root.framePreemption ?? []).enumerated() {
                    writer.nest(NewerAttribute.mqprioEntry) { nest in
                        nest.put(1, UInt32(index))
                        nest.put(NewerAttribute.framePreemption.mqprio, preemption.number)
                    }
                }
            } decode: { root, payload in
                root.framePreemption.take(payload.attributes, NewerAttribute.framePreemption.mqprio)
            }.since(6, 4, "fp"),
        ]
    }

    private static func rates(_ type: Int, _ path: any Path<Self, [BitRate]>) -> AttributeField<Self> {
        AttributeField(type: type) { root, writer in
            guard let rates = root[keyPath: path] else { return }
            writer.nest(type) { nest in for rate in rates { nest.put(type, rate.bytesPerSecond) } }
        } decode: { root, payload in
            root[keyPath: path] = payload.attributes.compactMap { $0.payload.number(UInt64.self) }.map(BitRate.init(bytesPerSecond:))
            return true
        }
    }

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        QueueMap(map: map, hardware: hardware ?? false, queues: queues).write(to: writer)
        writer.align()
        encodeAttributes(into: writer, isChange: context.isChange)
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        guard let queueMap = QueueMap(payload) else { return nil }
        var options = Self()
        options.map = queueMap.map
        options.hardware = queueMap.hardware
        options.queues = queueMap.queues
        let unknown = options.decode(payload.attributes(from: (QueueMap.size + 3) & ~3))
        options.framePreemption = options.framePreemption.trimmed
        return (options, unknown)
    }
}

extension Qdisc.FramePreemption {
    /// TC_FP_EXPRESS, TC_FP_PREEMPTIBLE
    var number: UInt32 { self == .preemptible ? 2 : 1 }
}

extension [Qdisc.FramePreemption]? {
    /// Reads the entry of one traffic class.
    mutating func take(_ entry: Attributes, _ type: Int) -> Bool {
        guard let index: UInt32 = entry[attribute: 1]?.number(), index < 16 else { return false }
        guard let number: UInt32 = entry[attribute: type]?.number() else { return true }
        var classes = self ?? []
        while classes.count <= Int(index) { classes.append(.express) }
        classes[Int(index)] = number == 2 ? .preemptible : .express
        self = classes
        return true
    }
}
