internal import CNl
import WeirModel

extension Qdisc.HHF: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_HHF_BACKLOG_LIMIT), \.limit), .size(Int(TCA_HHF_QUANTUM), \.quantum),
            .number(Int(TCA_HHF_HH_FLOWS_LIMIT), \.heavyHitterLimit), .microseconds(Int(TCA_HHF_RESET_TIMEOUT), \.resetTimeout),
            .size(Int(TCA_HHF_ADMIT_BYTES), \.admitBytes), .microseconds(Int(TCA_HHF_EVICT_TIMEOUT), \.evictTimeout),
            .number(Int(TCA_HHF_NON_HH_WEIGHT), \.nonHeavyHitterWeight),
        ]
    }
}
