internal import CNl
internal import Netlink
import WeirModel

extension Action.CTInfo: ActionCoded {
    static let parametersType = Int(TCA_CTINFO_ACT)
    static let ignored = [
        Int(TCA_CTINFO_TM), Int(TCA_CTINFO_PAD), Int(TCA_CTINFO_STATS_DSCP_SET), Int(TCA_CTINFO_STATS_DSCP_ERROR),
        Int(TCA_CTINFO_STATS_CPMARK_SET),
    ]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_CTINFO_ZONE), \.zone), .number(Int(TCA_CTINFO_PARMS_DSCP_MASK), \.dscpMask),
        .number(Int(TCA_CTINFO_PARMS_DSCP_STATEMASK), \.dscpStateMask), .number(Int(TCA_CTINFO_PARMS_CPMARK_MASK), \.cpmarkMask),
    ]
}
