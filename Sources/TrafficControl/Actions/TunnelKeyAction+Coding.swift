internal import CNl
internal import Netlink
import WeirModel

extension Action.TunnelKey: ActionCoded {
    static let parametersType = Int(TCA_TUNNEL_KEY_PARMS)
    static let ignored = [Int(TCA_TUNNEL_KEY_TM), Int(TCA_TUNNEL_KEY_PAD)]
    static let fields: [AttributeField<Self>] = [
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV4_SRC), \.sourceIPv4, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV4_DST), \.destinationIPv4, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV6_SRC), \.sourceIPv6, .address),
        .wire(Int(TCA_TUNNEL_KEY_ENC_IPV6_DST), \.destinationIPv6, .address),
        .network(Int(TCA_TUNNEL_KEY_ENC_KEY_ID), \.keyID), .network(Int(TCA_TUNNEL_KEY_ENC_DST_PORT), \.destinationPort),
        .value(Int(TCA_TUNNEL_KEY_NO_CSUM), \.checksum, { [$0 ? 0 : 1] }, { $0.exactly(UInt8.self).map { $0 == 0 } }),
        .number(Int(TCA_TUNNEL_KEY_ENC_TOS), \.tos), .number(Int(TCA_TUNNEL_KEY_ENC_TTL), \.ttl),
        .presence(NewerAttribute.tunnelKeyNoFragment, \.noFragment).since(6, 4, "nofrag"),
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
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: Int32(isRelease ? 2 : 1)) }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let number: Int32 = tail.number(), number == 1 || number == 2 else { return false }
        isRelease = number == 2
        return true
    }
}
