internal import CNftnl
import Netfilter

/// `xfrm`: fields of the packet's IPsec states.
enum XfrmKind: ExpressionKind {
    static let name: StaticString = "xfrm"

    static func encode(key: UInt32, direction: UInt8, spnum: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_XFRM_DREG, register)
            $0.set(NFTNL_EXPR_XFRM_KEY, key)
            $0.set(NFTNL_EXPR_XFRM_DIR, direction)
            $0.set(NFTNL_EXPR_XFRM_SPNUM, spnum)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_XFRM_KEY), let direction = a.u8(NFTA_XFRM_DIR), let register = a.u32(NFTA_XFRM_DREG) else { return nil }
        return .xfrm(key: key, direction: direction, spnum: a.u32(NFTA_XFRM_SPNUM) ?? 0, register: register)
    }
}
