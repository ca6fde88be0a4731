internal import CNftnl
import Netfilter

/// `osf`: the operating system that a SYN's fingerprint tells.
enum OsfKind: ExpressionKind {
    static let name: StaticString = "osf"

    static func encode(ttl: UInt8, flags: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_OSF_DREG, register)
            $0.set(NFTNL_EXPR_OSF_TTL, ttl)
            $0.set(NFTNL_EXPR_OSF_FLAGS, flags)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let register = a.u32(NFTA_OSF_DREG) else { return nil }
        return .osf(ttl: a.u8(NFTA_OSF_TTL) ?? 0, flags: a.u32(NFTA_OSF_FLAGS) ?? 0, register: register)
    }
}
