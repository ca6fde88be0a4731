import WeirModel

/// Rates, quotas and the like, with their units.
enum QuantitySource {
    static func arguments(_ quota: Quota) -> [Layout] {
        var arguments: [Layout] = [.text((quota.over ? "over: " : "") + bytes(quota.bytes))]
        if quota.used != 0 { arguments.append(.text("used: \(bytes(quota.used))")) }
        return arguments
    }

    static func arguments(_ limit: Limit) -> [Layout] {
        var arguments: [Layout] = [
            .text((limit.over ? "over: " : "") + rate(limit.rate, limit.unit)), .text("per: \(period(limit.per))"),
        ]
        if limit.burst != (limit.unit == .packets ? 5 : 0) { arguments.append(.text("burst: \(rate(UInt64(limit.burst), limit.unit))")) }
        return arguments
    }

    static func arguments(_ synproxy: Synproxy) -> [Layout] {
        var arguments: [Layout] = []
        if let mss = synproxy.mss { arguments.append(.text("mss: \(mss)")) }
        if let wscale = synproxy.wscale { arguments.append(.text("wscale: \(wscale)")) }
        if synproxy.timestamp { arguments.append(.text("timestamp: true")) }
        if synproxy.sackPermitted { arguments.append(.text("sackPermitted: true")) }
        return arguments
    }

    private static func bytes(_ count: UInt64) -> String {
        for (word, bits) in [("gbytes", UInt64(30)), ("mbytes", 20), ("kbytes", 10)] where count > 0 && count % (1 << bits) == 0 {
            return ".\(word)(\(SwiftSpelling.decimal(count >> bits)))"
        }
        return SwiftSpelling.decimal(count)
    }

    private static func rate(_ number: UInt64, _ unit: Limit.Unit) -> String {
        if unit == .packets { return SwiftSpelling.decimal(number) }
        for (word, bits) in [("mbytes", UInt64(20)), ("kbytes", 10)] where number > 0 && number % (1 << bits) == 0 {
            return ".\(word)(\(SwiftSpelling.decimal(number >> bits)))"
        }
        return ".bytes(\(SwiftSpelling.decimal(number)))"
    }

    private static func period(_ seconds: UInt64) -> String {
        switch seconds {
        case 1: ".second"
        case 60: ".minute"
        case 3600: ".hour"
        case 86400: ".day"
        case 604_800: ".week"
        default: ".seconds(\(SwiftSpelling.decimal(seconds)))"
        }
    }
}
