internal import CNl
internal import Netlink
import WeirModel

extension Action.CT: ActionCoded {
    static let parametersType = Int(TCA_CT_PARMS)
    static let ignored = [Int(TCA_CT_TM), Int(TCA_CT_PAD)]
    static let fields: [AttributeField<Self>] =
        [
            AttributeField(type: Int(TCA_CT_ACTION)) { root, writer in
                if root.flags != [] { writer.put(Int(TCA_CT_ACTION), root.flags.rawValue) }
            } decode: { root, payload in
                guard let bits = payload.exactly(UInt16.self) else { return false }
                root.flags = Flags(rawValue: bits)
                return true
            },
            .number(Int(TCA_CT_ZONE), \.zone),
        ]
        + AttributeField.masked(Int(TCA_CT_MARK), Int(TCA_CT_MARK_MASK), \.mark, .native)
        + AttributeField.masked(Int(TCA_CT_LABELS), Int(TCA_CT_LABELS_MASK), \.label, .fixed(16))
        + [
            .wire(Int(TCA_CT_NAT_IPV4_MIN), \.ipv4Minimum, .address), .wire(Int(TCA_CT_NAT_IPV4_MAX), \.ipv4Maximum, .address),
            .wire(Int(TCA_CT_NAT_IPV6_MIN), \.ipv6Minimum, .address), .wire(Int(TCA_CT_NAT_IPV6_MAX), \.ipv6Maximum, .address),
            .network(Int(TCA_CT_NAT_PORT_MIN), \.portMinimum), .network(Int(TCA_CT_NAT_PORT_MAX), \.portMaximum),
        ]
}
