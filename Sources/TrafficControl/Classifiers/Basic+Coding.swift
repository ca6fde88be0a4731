internal import CNl
internal import Netlink
import WeirModel

extension Filter.Basic: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_BASIC_CLASSID), actions: Int(TCA_BASIC_ACT), police: Int(TCA_BASIC_POLICE),
        ignored: [Int(TCA_BASIC_PCNT), Int(TCA_BASIC_PAD)])
    static let fields: [AttributeField<Self>] = [.ematches(Int(TCA_BASIC_EMATCHES), \.ematches)]
}
