internal import CNftnl
import Netfilter

/// `reject`
enum RejectKind: ExpressionKind {
    static let name: StaticString = "reject"

    static func encode(type: UInt32, code: UInt8, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_REJECT_TYPE, type)
            $0.set(NFTNL_EXPR_REJECT_CODE, code)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let type = a.u32(NFTA_REJECT_TYPE) else { return nil }
        return .reject(type: type, code: a.u8(NFTA_REJECT_ICMP_CODE) ?? 0)
    }
}
