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
            helperName.since(6, 2, "helper"), helperPart(NewerAttribute.ctHelper.family) { $0.family = $1 == 10 ? .ipv6 : .ipv4 },
            helperPart(NewerAttribute.ctHelper.protocol) { $0.protocolNumber = $1 },
        ]

    private static var helperName: AttributeField<Self> {
        AttributeField(type: NewerAttribute.ctHelper.name) { root, writer in
            guard let helper = root.helper else { return }
            writer.put(NewerAttribute.ctHelper.name, text: helper.name)
            writer.put(NewerAttribute.ctHelper.family, UInt8(helper.family == .ipv6 ? 10 : 2))
            writer.put(NewerAttribute.ctHelper.protocol, helper.protocolNumber)
        } decode: { root, payload in
            root.helper = Helper(root.helper?.family ?? .ipv4, root.helper?.protocolNumber ?? 0, payload.text)
            return true
        }
    }

    private static func helperPart(_ type: Int, _ set: @escaping @Sendable (inout Helper, UInt8) -> Void) -> AttributeField<Self> {
        AttributeField(
            type: type, write: nil,
            decode: { root, payload in
                guard let number = payload.exactly(UInt8.self) else { return false }
                var helper = root.helper ?? Helper(.ipv4, 0, "")
                set(&helper, number)
                root.helper = helper
                return true
            })
    }
}
