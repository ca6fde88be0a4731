internal import CNftnl
import Netfilter

/// `byteorder`: between host and network order.
enum ByteorderKind: ExpressionKind {
    static let name: StaticString = "byteorder"

    static func encode(_ byteorder: Expression.Byteorder, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_BYTEORDER_SREG, byteorder.source)
            $0.set(NFTNL_EXPR_BYTEORDER_DREG, byteorder.register)
            $0.set(NFTNL_EXPR_BYTEORDER_OP, byteorder.op)
            $0.set(NFTNL_EXPR_BYTEORDER_LEN, byteorder.length)
            $0.set(NFTNL_EXPR_BYTEORDER_SIZE, byteorder.size)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let source = a.u32(NFTA_BYTEORDER_SREG), let register = a.u32(NFTA_BYTEORDER_DREG), let op = a.u32(NFTA_BYTEORDER_OP),
            let length = a.u32(NFTA_BYTEORDER_LEN), let size = a.u32(NFTA_BYTEORDER_SIZE)
        else { return nil }
        return .byteorder(.init(source: source, register: register, op: op, length: length, size: size))
    }
}
