internal import CNftnl
import Netfilter

/// `exthdr`: IPv6 extension headers, TCP and IP options, SCTP chunks.
enum ExthdrKind: ExpressionKind {
    static let name: StaticString = "exthdr"

    static func encode(_ exthdr: Expression.Exthdr, to writer: RulesetWriter) {
        writer.expression(name) {
            fill($0, exthdr)
            $0.set(NFTNL_EXPR_EXTHDR_DREG, exthdr.register)
        }
    }

    static func encode(_ exthdr: Expression.Exthdr, source: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            fill($0, exthdr)
            $0.set(NFTNL_EXPR_EXTHDR_SREG, source)
        }
    }

    static func encode(resetType type: UInt8, op: UInt32, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_EXTHDR_TYPE, type)
            $0.set(NFTNL_EXPR_EXTHDR_OP, op)
        }
    }

    private static func fill(_ object: ExpressionObject, _ exthdr: Expression.Exthdr) {
        object.set(NFTNL_EXPR_EXTHDR_TYPE, exthdr.type)
        object.set(NFTNL_EXPR_EXTHDR_OFFSET, exthdr.offset)
        object.set(NFTNL_EXPR_EXTHDR_LEN, exthdr.length)
        object.set(NFTNL_EXPR_EXTHDR_OP, exthdr.op)
        // The kernel takes no flags of a write.
        if exthdr.flags != 0 { object.set(NFTNL_EXPR_EXTHDR_FLAGS, exthdr.flags) }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let type = a.u8(NFTA_EXTHDR_TYPE) else { return nil }
        var exthdr = Expression.Exthdr(
            op: a.u32(NFTA_EXTHDR_OP) ?? 0, type: type, offset: a.u32(NFTA_EXTHDR_OFFSET) ?? 0, length: a.u32(NFTA_EXTHDR_LEN) ?? 0,
            flags: a.u32(NFTA_EXTHDR_FLAGS) ?? 0, register: 0)
        if let register = a.u32(NFTA_EXTHDR_DREG) {
            exthdr.register = register
            return .exthdr(exthdr)
        }
        if let source = a.u32(NFTA_EXTHDR_SREG) { return .exthdrWrite(exthdr, source: source) }
        guard exthdr.offset == 0, exthdr.length == 0, exthdr.flags == 0 else { return nil }
        return .exthdrReset(type: type, op: exthdr.op)
    }
}
