internal import CNftnl
import Netfilter

/// `numgen`: numbers one after the other, or random.
enum NumgenKind: ExpressionKind {
    static let name: StaticString = "numgen"

    static func encode(type: UInt32, modulus: UInt32, offset: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_NG_DREG, register)
            $0.set(NFTNL_EXPR_NG_MODULUS, modulus)
            $0.set(NFTNL_EXPR_NG_TYPE, type)
            $0.set(NFTNL_EXPR_NG_OFFSET, offset)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let type = a.u32(NFTA_NG_TYPE), let modulus = a.u32(NFTA_NG_MODULUS), let register = a.u32(NFTA_NG_DREG) else { return nil }
        return .numgen(type: type, modulus: modulus, offset: a.u32(NFTA_NG_OFFSET) ?? 0, register: register)
    }
}
