internal import CNftnl
import Netfilter

/// `redir`: redirect to this host.
enum RedirKind: ExpressionKind {
    static let name: StaticString = "redir"

    static func encode(flags: UInt32, protoMin: Expression.Register?, protoMax: Expression.Register?, to writer: RulesetWriter) {
        writer.expression(name) {
            if flags != 0 { $0.set(NFTNL_EXPR_REDIR_FLAGS, flags) }
            if let protoMin { $0.set(NFTNL_EXPR_REDIR_REG_PROTO_MIN, protoMin) }
            if let protoMax { $0.set(NFTNL_EXPR_REDIR_REG_PROTO_MAX, protoMax) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        let proto = a.u32(NFTA_REDIR_REG_PROTO_MIN)
        return .redir(flags: a.u32(NFTA_REDIR_FLAGS) ?? 0, protoMin: proto, protoMax: a.u32(NFTA_REDIR_REG_PROTO_MAX) ?? proto)
    }
}
