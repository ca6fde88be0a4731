internal import CNftnl
import WeirModel

enum SynproxyObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_SYNPROXY)
    static let kind = StatefulObject.Kind.synproxy

    // NF_SYNPROXY_OPT_*, of linux/netfilter/nf_SYNPROXY.h
    private static let mss: UInt32 = 1
    private static let wscale: UInt32 = 2
    private static let sackPermitted: UInt32 = 4
    private static let timestamp: UInt32 = 8

    static func encode(_ synproxy: Synproxy, to writer: RulesetWriter) {
        var flags: UInt32 = 0
        if let value = synproxy.mss {
            writer.put(NFTA_SYNPROXY_MSS, value)
            flags |= mss
        }
        if let value = synproxy.wscale {
            writer.put(NFTA_SYNPROXY_WSCALE, value)
            flags |= wscale
        }
        if synproxy.sackPermitted { flags |= sackPermitted }
        if synproxy.timestamp { flags |= timestamp }
        writer.put(NFTA_SYNPROXY_FLAGS, flags)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        let flags = a.u32(NFTA_SYNPROXY_FLAGS) ?? 0
        let mssValue = a.u16(NFTA_SYNPROXY_MSS) ?? 0
        let wscaleValue = a.u8(NFTA_SYNPROXY_WSCALE) ?? 0
        guard flags & ~(mss | wscale | sackPermitted | timestamp) == 0 else { return nil }
        return .synproxy(
            Synproxy(
                mss: flags & mss != 0 ? mssValue : nil, wscale: flags & wscale != 0 ? wscaleValue : nil, timestamp: flags & timestamp != 0,
                sackPermitted: flags & sackPermitted != 0))
    }
}
