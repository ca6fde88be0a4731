internal import CNftnl
import Netfilter

/// `range`: compares a register with two ends.
enum RangeKind: ExpressionKind {
    static let name: StaticString = "range"

    static func encode(op: UInt32, source: Expression.Register, from: [UInt8], to end: [UInt8], to writer: RulesetWriter) {
        writer.expression(name, reusing: .range) {
            $0.set(NFTNL_EXPR_RANGE_SREG, source)
            $0.set(NFTNL_EXPR_RANGE_OP, op)
            $0.set(NFTNL_EXPR_RANGE_FROM_DATA, from)
            $0.set(NFTNL_EXPR_RANGE_TO_DATA, end)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let op = a.u32(NFTA_RANGE_OP), let source = a.u32(NFTA_RANGE_SREG), let from = a.value(NFTA_RANGE_FROM_DATA),
            let end = a.value(NFTA_RANGE_TO_DATA)
        else { return nil }
        return .range(op: op, source: source, from: from, to: end)
    }
}
