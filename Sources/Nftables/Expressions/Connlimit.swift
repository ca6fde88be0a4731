internal import CNftnl
import Netfilter

/// `connlimit`: `ct count`
enum ConnlimitKind: ExpressionKind {
    static let name: StaticString = "connlimit"

    static func encode(count: UInt32, flags: UInt32, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_CONNLIMIT_COUNT, count)
            $0.set(NFTNL_EXPR_CONNLIMIT_FLAGS, flags)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let count = a.u32(NFTA_CONNLIMIT_COUNT) else { return nil }
        return .connlimit(count: count, flags: a.u32(NFTA_CONNLIMIT_FLAGS) ?? 0)
    }
}
