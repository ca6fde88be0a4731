internal import CNftnl
import Netfilter

/// `meta`: the kernel's data about a packet other than its bytes.
enum MetaKind: ExpressionKind {
    static let name: StaticString = "meta"

    static func encode(key: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name, reusing: .meta) {
            $0.set(NFTNL_EXPR_META_KEY, key)
            $0.set(NFTNL_EXPR_META_DREG, register)
        }
    }

    static func encode(key: UInt32, source: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name, reusing: .metaWrite) {
            $0.set(NFTNL_EXPR_META_KEY, key)
            $0.set(NFTNL_EXPR_META_SREG, source)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_META_KEY) else { return nil }
        if let register = a.u32(NFTA_META_DREG) { return .meta(key: key, register: register) }
        return a.u32(NFTA_META_SREG).map { .metaWrite(key: key, source: $0) }
    }
}
