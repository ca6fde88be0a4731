internal import CNl
internal import Netlink
import WeirModel

extension Filter.CGroup: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(actions: Int(TCA_CGROUP_ACT), police: Int(TCA_CGROUP_POLICE))
    static let fields: [AttributeField<Self>] = [.ematches(Int(TCA_CGROUP_EMATCHES), \.ematches)]
}
