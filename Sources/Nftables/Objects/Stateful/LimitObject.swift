internal import CNftnl
import WeirModel

enum LimitObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_LIMIT)
    static let kind = StatefulObject.Kind.limit

    static func encode(_ limit: Limit, to writer: RulesetWriter) {
        writer.put(NFTA_LIMIT_RATE, limit.rate)
        writer.put(NFTA_LIMIT_UNIT, limit.per)
        writer.put(NFTA_LIMIT_BURST, limit.burst)
        writer.put(NFTA_LIMIT_TYPE, limit.unit == .bytes ? NFT_LIMIT_PKT_BYTES.rawValue : NFT_LIMIT_PKTS.rawValue)
        writer.put(NFTA_LIMIT_FLAGS, limit.over ? NFT_LIMIT_F_INV.rawValue : 0)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        guard let rate = a.u64(NFTA_LIMIT_RATE), let unit = a.u64(NFTA_LIMIT_UNIT) else { return nil }
        a.ignore(NFTA_LIMIT_PAD)
        let type = a.u32(NFTA_LIMIT_TYPE) ?? 0
        let flags = a.u32(NFTA_LIMIT_FLAGS) ?? 0
        guard type <= NFT_LIMIT_PKT_BYTES.rawValue, flags & ~NFT_LIMIT_F_INV.rawValue == 0 else { return nil }
        return .limit(
            Limit(
                rate: rate, unit: type == NFT_LIMIT_PKT_BYTES.rawValue ? .bytes : .packets, per: unit, burst: a.u32(NFTA_LIMIT_BURST) ?? 0,
                over: flags != 0))
    }
}
