internal import CNl
import WeirModel

extension Qdisc.FQPIE: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_FQ_PIE_LIMIT), \.limit), .number(Int(TCA_FQ_PIE_FLOWS), \.flows),
            .held(Int(TCA_FQ_PIE_TARGET), \.target, inUnitsOf: 64), .microseconds(Int(TCA_FQ_PIE_TUPDATE), \.tupdate),
            .number(Int(TCA_FQ_PIE_ALPHA), \.alpha), .number(Int(TCA_FQ_PIE_BETA), \.beta),
            .size(Int(TCA_FQ_PIE_QUANTUM), \.quantum), .size(Int(TCA_FQ_PIE_MEMORY_LIMIT), \.memoryLimit),
            .number(Int(TCA_FQ_PIE_ECN_PROB), \.ecnProbability), .truth(Int(TCA_FQ_PIE_ECN), \.ecn),
            .truth(Int(TCA_FQ_PIE_BYTEMODE), \.bytemode),
            .truth(Int(TCA_FQ_PIE_DQ_RATE_ESTIMATOR), \.dqRateEstimator),
        ]
    }
    static var creationOnly: Set<Int> { [Int(TCA_FQ_PIE_FLOWS)] }
}
