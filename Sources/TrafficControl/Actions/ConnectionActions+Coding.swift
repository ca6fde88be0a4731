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

extension Action.ConnMark: ActionCoded {
    static let parametersType = Int(TCA_CONNMARK_PARMS)
    static let ignored = [Int(TCA_CONNMARK_TM), Int(TCA_CONNMARK_PAD)]
    static let fields: [AttributeField<Self>] = []
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: zone ?? 0) + [0, 0] }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let zone: UInt16 = tail.number() else { return false }
        self.zone = zone
        return true
    }
}

extension Action.TunnelKey: ActionCoded {
    static let parametersType = Int(TCA_TUNNEL_KEY_PARMS)
    static let ignored = [Int(TCA_TUNNEL_KEY_TM), Int(TCA_TUNNEL_KEY_PAD)]
    static let fields: [AttributeField<Self>] = [
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV4_SRC), \.sourceIPv4, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV4_DST), \.destinationIPv4, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV6_SRC), \.sourceIPv6, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV6_DST), \.destinationIPv6, .address),
        .network(Int(TCA_TUNNEL_KEY_ENC_KEY_ID), \.keyID), .network(Int(TCA_TUNNEL_KEY_ENC_DST_PORT), \.destinationPort),
        .value(Int(TCA_TUNNEL_KEY_NO_CSUM), \.checksum) {
            [$0 ? 0 : 1]
        } _: {
            $0.exactly(UInt8.self).map { $0 == 0 }
        },
        .number(Int(TCA_TUNNEL_KEY_ENC_TOS), \.tos), .number(Int(TCA_TUNNEL_KEY_ENC_TTL), \.ttl),
        AttributeField(type: Int(TCA_TUNNEL_KEY_ENC_OPTS)) { root, writer in
            guard let options = root.options else { return }
            // The numbers within are the same as flower's.
            writer.nest(Int(TCA_TUNNEL_KEY_ENC_OPTS)) { nest in for option in options { option.encodeFlower(into: nest) } }
        } decode: { root, payload in
            guard let options = Filter.TunnelOption.all(in: payload) else { return false }
            root.options = options
            return true
        },
    ]
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: Int32(isRelease ? 2 : 1)) }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let number: Int32 = tail.number(), number == 1 || number == 2 else { return false }
        isRelease = number == 2
        return true
    }
}
