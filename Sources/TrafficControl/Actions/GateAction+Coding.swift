internal import CNl
import WeirModel

extension Action.Gate: ActionCoded {
    static let parametersType = Int(TCA_GATE_PARMS)
    static let ignored = [Int(TCA_GATE_TM), Int(TCA_GATE_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_GATE_PRIORITY), \.priority), .number(Int(TCA_GATE_BASE_TIME), \.baseTime),
        .time(Int(TCA_GATE_CYCLE_TIME), \.cycleTime, unit: 1, as: UInt64.self),
        .time(Int(TCA_GATE_CYCLE_TIME_EXT), \.cycleTimeExtension, unit: 1, as: UInt64.self),
        .number(Int(TCA_GATE_FLAGS), \.flags), .number(Int(TCA_GATE_CLOCKID), \.clockID), entryList,
    ]

    private static var entryList: AttributeField<Self> {
        AttributeField(type: Int(TCA_GATE_ENTRY_LIST)) { root, writer in
            guard !root.entries.isEmpty else { return }
            writer.nest(Int(TCA_GATE_ENTRY_LIST)) { list in
                for entry in root.entries {
                    list.nest(Int(TCA_GATE_ONE_ENTRY)) { nest in
                        if entry.isOpen { nest.put(Int(TCA_GATE_ENTRY_GATE), []) }
                        nest.put(Int(TCA_GATE_ENTRY_INTERVAL), UInt32(clamping: entry.interval.nanoseconds))
                        nest.put(Int(TCA_GATE_ENTRY_IPV), entry.internalPriority ?? -1)
                        nest.put(Int(TCA_GATE_ENTRY_MAX_OCTETS), entry.maxOctets ?? -1)
                    }
                }
            }
        } decode: { root, payload in
            let lines = Array(payload.attributes)
            root.entries = lines.compactMap { line in
                let parts = line.payload.attributes
                guard let interval: UInt32 = parts[attribute: Int(TCA_GATE_ENTRY_INTERVAL)]?.number() else { return nil }
                return Entry(
                    isOpen: parts[attribute: Int(TCA_GATE_ENTRY_GATE)] != nil, interval: TimeSpan(nanoseconds: Int64(interval)),
                    internalPriority: parts[attribute: Int(TCA_GATE_ENTRY_IPV)]?.number(),
                    maxOctets: parts[attribute: Int(TCA_GATE_ENTRY_MAX_OCTETS)]?.number())
            }
            return root.entries.count == lines.count
        }
    }
}
