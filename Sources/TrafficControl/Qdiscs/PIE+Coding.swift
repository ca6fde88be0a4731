internal import CNl
import WeirModel

extension Qdisc.PIE: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .held(Int(TCA_PIE_TARGET), \.target, inUnitsOf: 64), .number(Int(TCA_PIE_LIMIT), \.limit),
            .microseconds(Int(TCA_PIE_TUPDATE), \.tupdate), .number(Int(TCA_PIE_ALPHA), \.alpha), .number(Int(TCA_PIE_BETA), \.beta),
            .truth(Int(TCA_PIE_ECN), \.ecn), .truth(Int(TCA_PIE_BYTEMODE), \.bytemode),
            .truth(Int(TCA_PIE_DQ_RATE_ESTIMATOR), \.dqRateEstimator),
        ]
    }
}
