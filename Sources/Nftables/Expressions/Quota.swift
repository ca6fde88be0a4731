internal import CNftnl
import Netfilter

/// `quota`
enum QuotaKind: ExpressionKind {
    static let name: StaticString = "quota"

    static func encode(bytes: UInt64, flags: UInt32, consumed: UInt64, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_QUOTA_BYTES, bytes)
            $0.set(NFTNL_EXPR_QUOTA_FLAGS, flags)
            $0.set(NFTNL_EXPR_QUOTA_CONSUMED, consumed)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let bytes = a.u64(NFTA_QUOTA_BYTES) else { return nil }
        a.ignore(NFTA_QUOTA_PAD)
        // That the quota is used up (`NFT_QUOTA_F_DEPLETED`) is a state of the kernel's own, which it does not take back.
        let flags = (a.u32(NFTA_QUOTA_FLAGS) ?? 0) & ~NFT_QUOTA_F_DEPLETED.rawValue
        return .quota(bytes: bytes, flags: flags, consumed: a.u64(NFTA_QUOTA_CONSUMED) ?? 0)
    }
}
