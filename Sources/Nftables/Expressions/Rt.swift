internal import CNftnl
import Netfilter

/// `rt`: fields of the packet's route.
enum RtKind: ExpressionKind {
    static let name: StaticString = "rt"

    static func encode(key: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_RT_KEY, key)
            $0.set(NFTNL_EXPR_RT_DREG, register)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_RT_KEY), let register = a.u32(NFTA_RT_DREG) else { return nil }
        return .rt(key: key, register: register)
    }
}
