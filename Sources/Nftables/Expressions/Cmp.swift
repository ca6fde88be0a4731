internal import CNftnl
import Netfilter

/// `cmp`: compares a register with a constant.
enum CmpKind: ExpressionKind {
    static let name: StaticString = "cmp"

    static func encode(op: UInt32, source: Expression.Register, data: [UInt8], to writer: RulesetWriter) {
        writer.expression(name, reusing: .cmp) {
            $0.set(NFTNL_EXPR_CMP_SREG, source)
            $0.set(NFTNL_EXPR_CMP_OP, op)
            $0.set(NFTNL_EXPR_CMP_DATA, data)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let op = a.u32(NFTA_CMP_OP), let source = a.u32(NFTA_CMP_SREG), let data = a.value(NFTA_CMP_DATA) else { return nil }
        return .cmp(op: op, source: source, data: data)
    }
}
