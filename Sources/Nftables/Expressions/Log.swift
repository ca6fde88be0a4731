internal import CNftnl
import Netfilter

/// `log`: to the kernel's log, or with a group to nfnetlink_log.
enum LogKind: ExpressionKind {
    static let name: StaticString = "log"

    static func encode(_ log: Expression.Log, to writer: RulesetWriter) {
        writer.expression(name) {
            if let prefix = log.prefix { $0.set(NFTNL_EXPR_LOG_PREFIX, prefix) }
            if let group = log.group {
                $0.set(NFTNL_EXPR_LOG_GROUP, group)
                if let snaplen = log.snaplen { $0.set(NFTNL_EXPR_LOG_SNAPLEN, snaplen) }
                if let threshold = log.queueThreshold { $0.set(NFTNL_EXPR_LOG_QTHRESHOLD, threshold) }
            }
            // With a group the kernel refuses a level (EINVAL), so one is sent only where a value holds it.
            if let level = log.level { $0.set(NFTNL_EXPR_LOG_LEVEL, level) }
            if log.flags != 0 { $0.set(NFTNL_EXPR_LOG_FLAGS, log.flags) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        let group = a.u16(NFTA_LOG_GROUP)
        let level = a.u32(NFTA_LOG_LEVEL) ?? (group == nil ? UInt32(NFT_LOGLEVEL_WARNING.rawValue) : nil)
        return .log(
            .init(
                group: group, prefix: a.string(NFTA_LOG_PREFIX), snaplen: a.u32(NFTA_LOG_SNAPLEN),
                queueThreshold: a.u16(NFTA_LOG_QTHRESHOLD), level: level, flags: a.u32(NFTA_LOG_FLAGS) ?? 0))
    }
}
