internal import CNl
import WeirModel

extension Qdisc.FQCoDel: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_FQ_CODEL_LIMIT), \.limit), .number(Int(TCA_FQ_CODEL_FLOWS), \.flows),
            .held(Int(TCA_FQ_CODEL_TARGET), \.target, inUnitsOf: 1024), .held(Int(TCA_FQ_CODEL_INTERVAL), \.interval, inUnitsOf: 1024),
            .size(Int(TCA_FQ_CODEL_QUANTUM), \.quantum), .truth(Int(TCA_FQ_CODEL_ECN), \.ecn),
            .held(Int(TCA_FQ_CODEL_CE_THRESHOLD), \.ceThreshold, inUnitsOf: 1024),
            .number(Int(TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR), \.ceThresholdSelector),
            .number(Int(TCA_FQ_CODEL_CE_THRESHOLD_MASK), \.ceThresholdMask),
            .size(Int(TCA_FQ_CODEL_MEMORY_LIMIT), \.memoryLimit),
            .number(Int(TCA_FQ_CODEL_DROP_BATCH_SIZE), \.dropBatch),
        ]
    }
    static var creationOnly: Set<Int> { [Int(TCA_FQ_CODEL_FLOWS)] }
}
