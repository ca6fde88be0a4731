internal import CNftnl
import Netfilter

/// `tunnel`: what a tunnel device noted about the packet that it received.
enum TunnelKind: ExpressionKind {
    static let name: StaticString = "tunnel"

    static func encode(key: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_TUNNEL_KEY, key)
            $0.set(NFTNL_EXPR_TUNNEL_DREG, register)
        }
    }

    /// Modes, which ask for one direction only, are not in nft's language.
    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_TUNNEL_KEY), let register = a.u32(NFTA_TUNNEL_DREG), a.u32(NFTA_TUNNEL_MODE) ?? 0 == 0 else {
            return nil
        }
        return .tunnel(key: key, register: register)
    }
}
