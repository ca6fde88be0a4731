internal import CNftnl
import Netfilter

/// `counter`
enum CounterKind: ExpressionKind {
    static let name: StaticString = "counter"

    static func encode(bytes: UInt64, packets: UInt64, to writer: RulesetWriter) {
        writer.expression(name, reusing: .counter) {
            $0.set(NFTNL_EXPR_CTR_BYTES, bytes)
            $0.set(NFTNL_EXPR_CTR_PACKETS, packets)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        a.ignore(NFTA_COUNTER_PAD)
        return .counter(bytes: a.u64(NFTA_COUNTER_BYTES) ?? 0, packets: a.u64(NFTA_COUNTER_PACKETS) ?? 0)
    }
}
