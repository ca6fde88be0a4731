internal import CNl
internal import Netlink
import WeirModel

extension Action.Sample: ActionCoded {
    static let parametersType = Int(TCA_SAMPLE_PARMS)
    static let ignored = [Int(TCA_SAMPLE_TM), Int(TCA_SAMPLE_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_SAMPLE_RATE), \.rate), .number(Int(TCA_SAMPLE_TRUNC_SIZE), \.truncate),
        .number(Int(TCA_SAMPLE_PSAMPLE_GROUP), \.group),
    ]
}
