internal import CNftnl
import Netfilter

/// `nat`: snat and dnat.
enum NatKind: ExpressionKind {
    static let name: StaticString = "nat"

    private static let mapAddresses: UInt32 = 1  // NF_NAT_RANGE_MAP_IPS
    private static let protocolGiven: UInt32 = 2  // NF_NAT_RANGE_PROTO_SPECIFIED

    static func encode(_ nat: Expression.Nat, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_NAT_TYPE, nat.type)
            $0.set(NFTNL_EXPR_NAT_FAMILY, nat.family)
            if let register = nat.addressMin { $0.set(NFTNL_EXPR_NAT_REG_ADDR_MIN, register) }
            if let register = nat.addressMax { $0.set(NFTNL_EXPR_NAT_REG_ADDR_MAX, register) }
            if let register = nat.protoMin { $0.set(NFTNL_EXPR_NAT_REG_PROTO_MIN, register) }
            if let register = nat.protoMax { $0.set(NFTNL_EXPR_NAT_REG_PROTO_MAX, register) }
            if nat.flags != 0 { $0.set(NFTNL_EXPR_NAT_FLAGS, nat.flags) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let type = a.u32(NFTA_NAT_TYPE), let family = a.u32(NFTA_NAT_FAMILY) else { return nil }
        let address = a.u32(NFTA_NAT_REG_ADDR_MIN)
        let proto = a.u32(NFTA_NAT_REG_PROTO_MIN)
        let implied = (address == nil ? 0 : mapAddresses) | (proto == nil ? 0 : protocolGiven)
        return .nat(
            .init(
                type: type, family: family, addressMin: address, addressMax: a.u32(NFTA_NAT_REG_ADDR_MAX) ?? address, protoMin: proto,
                protoMax: a.u32(NFTA_NAT_REG_PROTO_MAX) ?? proto, flags: (a.u32(NFTA_NAT_FLAGS) ?? 0) | implied))
    }
}
