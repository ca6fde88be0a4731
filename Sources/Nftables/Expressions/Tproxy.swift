internal import CNftnl
import Netfilter

/// `tproxy`: hands the packet to a local transparent proxy.
enum TproxyKind: ExpressionKind {
    static let name: StaticString = "tproxy"

    static func encode(family: UInt32, address: Expression.Register?, port: Expression.Register?, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_TPROXY_FAMILY, family)
            if let address { $0.set(NFTNL_EXPR_TPROXY_REG_ADDR, address) }
            if let port { $0.set(NFTNL_EXPR_TPROXY_REG_PORT, port) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let family = a.u32(NFTA_TPROXY_FAMILY) else { return nil }
        return .tproxy(family: family, address: a.u32(NFTA_TPROXY_REG_ADDR), port: a.u32(NFTA_TPROXY_REG_PORT))
    }
}
