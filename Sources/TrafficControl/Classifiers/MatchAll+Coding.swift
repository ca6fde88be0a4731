internal import CNl
internal import Netlink
import WeirModel

extension Filter.MatchAll: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_MATCHALL_CLASSID), actions: Int(TCA_MATCHALL_ACT), flags: Int(TCA_MATCHALL_FLAGS),
        ignored: [Int(TCA_MATCHALL_PCNT), Int(TCA_MATCHALL_PAD)])
    static let fields: [AttributeField<Self>] = []
}
