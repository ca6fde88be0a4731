internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.GRED: OptionsCoded {
    /// The qdisc itself; its virtual queues are set up one by one in changes that follow.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        encodeSetup(into: writer)
        if let limit { writer.put(Int(TCA_GRED_LIMIT), UInt32(clamping: limit.bytes)) }
    }

    /// struct tc_gred_sopt
    private func encodeSetup(into writer: MessageWriter) {
        writer.structure(Int(TCA_GRED_DPS)) { body in
            body.append(queues)
            body.append(defaultQueue)
            body.append([grio == true ? 1 : 0, flags?.rawValue ?? 0, 0, 0])
        }
    }

    /// The options of one further change for each virtual queue.
    var followUps: [(MessageWriter) -> Void] {
        virtualQueues.map { queue in
            { encode(queue, into: $0) }
        }
    }

    private func encode(_ queue: VirtualQueue, into writer: MessageWriter) {
        let parameters = queue.parameters
        let damping = parameters.damping
        writer.structure(Int(TCA_GRED_PARMS)) { body in
            for number in [parameters.limit, parameters.min, parameters.max, queue.index] { body.append(number) }
            for _ in 0..<6 { body.append(UInt32(0)) }
            body.append([parameters.ewmaLog, parameters.probabilityLog, damping.cellLog, queue.priority ?? 0])
            for _ in 0..<2 { body.append(UInt32(0)) }
        }
        writer.put(Int(TCA_GRED_STAB), damping.table)
        writer.put(Int(TCA_GRED_MAX_P), parameters.probability ?? 0)
        // Flags of one queue are refused when the qdisc has flags.
        if parameters.flags != [], (flags ?? []) == [] {
            writer.nest(Int(TCA_GRED_VQ_LIST)) { list in
                list.nest(Int(TCA_GRED_VQ_ENTRY)) { entry in
                    entry.put(Int(TCA_GRED_VQ_DP), queue.index)
                    entry.put(Int(TCA_GRED_VQ_FLAGS), UInt32(parameters.flags.rawValue))
                }
            }
        }
    }

    private static let queueSize = 52

    /// By the number of the virtual queue.
    private static func queueFlags(_ list: Payload?) -> [UInt32: REDFlags] {
        let entries = (list ?? .empty).attributes.map(\.payload.attributes)
        let pairs = entries.compactMap { entry -> (UInt32, REDFlags)? in
            guard let queue: UInt32 = entry[attribute: Int(TCA_GRED_VQ_DP)]?.number(),
                let bits: UInt32 = entry[attribute: Int(TCA_GRED_VQ_FLAGS)]?.number()
            else { return nil }
            return (queue, REDFlags(rawValue: UInt8(truncatingIfNeeded: bits)))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let setup = attributes[attribute: Int(TCA_GRED_DPS)], let queues: UInt32 = setup.number(),
            let defaultQueue: UInt32 = setup.number(at: 4),
            let bits = setup.slice(8, 2)?.array
        else { return nil }
        var options = Self()
        options.queues = queues
        options.defaultQueue = defaultQueue
        options.grio = bits[0] != 0
        options.flags = REDFlags(rawValue: bits[1])
        options.limit = attributes[attribute: Int(TCA_GRED_LIMIT)]?.number(UInt32.self).map { .bytes(UInt64($0)) }
        let probabilities = attributes[attribute: Int(TCA_GRED_MAX_P)]
        // With flags of the qdisc, each queue has the same.
        let queueFlags = options.flags == [] ? Self.queueFlags(attributes[attribute: Int(TCA_GRED_VQ_LIST)]) : [:]
        if let table = attributes[attribute: Int(TCA_GRED_PARMS)] {
            for index in 0..<min(16, table.count / queueSize) {
                guard let queue = table.slice(index * queueSize, queueSize), let limit: UInt32 = queue.number(),
                    let min: UInt32 = queue.number(at: 4),
                    let max: UInt32 = queue.number(at: 8), let number: UInt32 = queue.number(at: 12), let logs = queue.slice(40, 4)?.array,
                    number < queues, limit != 0 || min != 0 || max != 0
                else { continue }
                var parameters = REDParameters()
                parameters.limit = limit
                parameters.min = min
                parameters.max = max
                parameters.ewmaLog = logs[0]
                parameters.probabilityLog = logs[1]
                parameters.idleCellLog = logs[2]
                parameters.probability = probabilities?.number(at: 4 * index)
                parameters.flags = queueFlags[number] ?? []
                options.virtualQueues.append(VirtualQueue(index: number, parameters: parameters, priority: logs[3]))
            }
        }
        return (options, attributes.raw(besides: [TCA_GRED_DPS, TCA_GRED_LIMIT, TCA_GRED_MAX_P, TCA_GRED_PARMS, TCA_GRED_VQ_LIST]))
    }
}
