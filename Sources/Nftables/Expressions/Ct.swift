internal import CNftnl
import Netfilter

/// `ct`: fields of the packet's connection.
enum CtKind: ExpressionKind {
    static let name: StaticString = "ct"

    static func encode(key: UInt32, direction: UInt8?, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_CT_KEY, key)
            $0.set(NFTNL_EXPR_CT_DREG, register)
            if let direction { $0.set(NFTNL_EXPR_CT_DIR, direction) }
        }
    }

    static func encode(key: UInt32, direction: UInt8?, source: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_CT_KEY, key)
            $0.set(NFTNL_EXPR_CT_SREG, source)
            if let direction { $0.set(NFTNL_EXPR_CT_DIR, direction) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_CT_KEY) else { return nil }
        let direction = a.u8(NFTA_CT_DIRECTION)
        if let register = a.u32(NFTA_CT_DREG) { return .ct(key: key, direction: direction, register: register) }
        return a.u32(NFTA_CT_SREG).map { .ctWrite(key: key, direction: direction, source: $0) }
    }
}
