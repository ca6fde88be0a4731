internal import CNftnl
import Netfilter

/// `dup`: sends a copy elsewhere.
enum DupKind: ExpressionKind {
    static let name: StaticString = "dup"

    static func encode(address: Expression.Register?, device: Expression.Register?, to writer: RulesetWriter) {
        writer.expression(name) {
            if let address { $0.set(NFTNL_EXPR_DUP_SREG_ADDR, address) }
            if let device { $0.set(NFTNL_EXPR_DUP_SREG_DEV, device) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        .dup(address: a.u32(NFTA_DUP_SREG_ADDR), device: a.u32(NFTA_DUP_SREG_DEV))
    }
}
