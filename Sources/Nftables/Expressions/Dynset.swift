internal import CNftnl
import Netfilter

/// `dynset`: adds, updates or deletes an element as packets pass.
enum DynsetKind: ExpressionKind {
    static let name: StaticString = "dynset"

    /// By hand: libnftnl can't nest an expression that it does not know itself.
    static func encode(_ dynset: Expression.Dynset, to writer: RulesetWriter) {
        writer.put(NFTA_EXPR_NAME, "dynset")
        writer.nest(NFTA_EXPR_DATA) {
            writer.put(NFTA_DYNSET_SREG_KEY, dynset.key)
            if let data = dynset.data { writer.put(NFTA_DYNSET_SREG_DATA, data) }
            writer.put(NFTA_DYNSET_OP, dynset.op)
            if dynset.timeout != 0 { writer.put(NFTA_DYNSET_TIMEOUT, dynset.timeout) }
            writer.put(NFTA_DYNSET_SET_NAME, dynset.set)
            if dynset.expressions.count > 1 { writer.put(NFTA_DYNSET_FLAGS, UInt32(NFT_DYNSET_F_EXPR.rawValue)) }
            writer.put(dynset.expressions, single: NFTA_DYNSET_EXPR, list: NFTA_DYNSET_EXPRESSIONS)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let set = a.string(NFTA_DYNSET_SET_NAME), let op = a.u32(NFTA_DYNSET_OP), let key = a.u32(NFTA_DYNSET_SREG_KEY) else {
            return nil
        }
        guard (a.u32(NFTA_DYNSET_FLAGS) ?? 0) & ~NFT_DYNSET_F_EXPR.rawValue == 0 else { return nil }
        a.ignore(NFTA_DYNSET_SET_ID)
        a.ignore(NFTA_DYNSET_PAD)
        return .dynset(
            .init(
                op: op, set: set, key: key, data: a.u32(NFTA_DYNSET_SREG_DATA), timeout: a.u64(NFTA_DYNSET_TIMEOUT) ?? 0,
                expressions: a.expressions(single: NFTA_DYNSET_EXPR, list: NFTA_DYNSET_EXPRESSIONS)))
    }
}
