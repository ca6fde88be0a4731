internal import CNftnl
import Netfilter

/// `last`: when a packet was last seen.
enum LastKind: ExpressionKind {
    static let name: StaticString = "last"

    static func encode(set: Bool, msecs: UInt64, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_LAST_SET, UInt32(set ? 1 : 0))
            $0.set(NFTNL_EXPR_LAST_MSECS, msecs)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        a.ignore(NFTA_LAST_PAD)
        return .last(set: (a.u32(NFTA_LAST_SET) ?? 0) != 0, msecs: a.u64(NFTA_LAST_MSECS) ?? 0)
    }
}
