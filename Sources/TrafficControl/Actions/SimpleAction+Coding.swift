internal import CNl
internal import Netlink
import WeirModel

extension Action.Simple: ActionCoded {
    static let parametersType = Int(TCA_DEF_PARMS)
    static let ignored = [Int(TCA_DEF_TM), Int(TCA_DEF_PAD)]
    static let fields: [AttributeField<Self>] = [.text(Int(TCA_DEF_DATA), \.text)]
}
