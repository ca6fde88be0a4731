internal import CNftnl
import Netfilter

/// `synproxy`
enum SynproxyKind: ExpressionKind {
    static let name: StaticString = "synproxy"

    static func encode(mss: UInt16, wscale: UInt8, flags: UInt32, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_SYNPROXY_MSS, mss)
            $0.set(NFTNL_EXPR_SYNPROXY_WSCALE, wscale)
            $0.set(NFTNL_EXPR_SYNPROXY_FLAGS, flags)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        .synproxy(mss: a.u16(NFTA_SYNPROXY_MSS) ?? 0, wscale: a.u8(NFTA_SYNPROXY_WSCALE) ?? 0, flags: a.u32(NFTA_SYNPROXY_FLAGS) ?? 0)
    }
}
