internal import CNftnl
import Netfilter

/// `limit`
enum LimitKind: ExpressionKind {
    static let name: StaticString = "limit"

    static func encode(rate: UInt64, unit: UInt64, burst: UInt32, type: UInt32, flags: UInt32, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_LIMIT_RATE, rate)
            $0.set(NFTNL_EXPR_LIMIT_UNIT, unit)
            $0.set(NFTNL_EXPR_LIMIT_BURST, burst)
            $0.set(NFTNL_EXPR_LIMIT_TYPE, type)
            $0.set(NFTNL_EXPR_LIMIT_FLAGS, flags)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let rate = a.u64(NFTA_LIMIT_RATE), let unit = a.u64(NFTA_LIMIT_UNIT) else { return nil }
        a.ignore(NFTA_LIMIT_PAD)
        return .limit(
            rate: rate, unit: unit, burst: a.u32(NFTA_LIMIT_BURST) ?? 0, type: a.u32(NFTA_LIMIT_TYPE) ?? 0,
            flags: a.u32(NFTA_LIMIT_FLAGS) ?? 0)
    }
}
