internal import CNl
internal import Netlink
import WeirModel

extension Filter.FW: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(classID: Int(TCA_FW_CLASSID), actions: Int(TCA_FW_ACT), police: Int(TCA_FW_POLICE))
    static let fields: [AttributeField<Self>] = [.text(Int(TCA_FW_INDEV), \.indev), .number(Int(TCA_FW_MASK), \.mask)]
}
