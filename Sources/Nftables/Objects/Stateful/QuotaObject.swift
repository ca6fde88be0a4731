internal import CNftnl
import WeirModel

enum QuotaObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_QUOTA)
    static let kind = StatefulObject.Kind.quota

    static func encode(_ quota: Quota, to writer: RulesetWriter) {
        writer.put(NFTA_QUOTA_BYTES, quota.bytes)
        writer.put(NFTA_QUOTA_FLAGS, quota.over ? NFT_QUOTA_F_INV.rawValue : 0)
        writer.put(NFTA_QUOTA_CONSUMED, quota.used)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        guard let bytes = a.u64(NFTA_QUOTA_BYTES) else { return nil }
        a.ignore(NFTA_QUOTA_PAD)
        let flags = a.u32(NFTA_QUOTA_FLAGS) ?? 0
        guard flags & ~(NFT_QUOTA_F_INV.rawValue | NFT_QUOTA_F_DEPLETED.rawValue) == 0 else { return nil }
        return .quota(Quota(bytes: bytes, over: flags & NFT_QUOTA_F_INV.rawValue != 0, used: a.u64(NFTA_QUOTA_CONSUMED) ?? 0))
    }
}
