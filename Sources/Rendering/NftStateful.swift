import WeirModel

/// Statements with state, and the parts that they share with objects of the same kinds.
extension NftRenderer {
    func text(of quota: Quota) -> String {
        "\(quota.over ? "over " : "")\(quota.bytes) bytes" + (quota.used == 0 ? "" : " used \(quota.used) bytes")
    }

    func text(of limit: Limit) throws(RenderingError) -> String {
        let units: [UInt64: String] = [1: "second", 60: "minute", 3600: "hour", 86_400: "day", 604_800: "week"]
        var unit = units[limit.per] ?? ""
        if unit.isEmpty { unit = try noSpelling("\(limit.per)s", "nft has no word for a limit per \(limit.per) seconds") }
        let rate = "rate \(limit.over ? "over " : "")\(limit.rate)"
        switch limit.unit {
        case .packets: return "\(rate)/\(unit) burst \(limit.burst) packets"
        case .bytes: return "\(rate) bytes/\(unit)" + (limit.burst == 0 ? "" : " burst \(limit.burst) bytes")
        }
    }

    func text(of synproxy: Synproxy) -> String {
        var words: [String] = []
        if let mss = synproxy.mss { words.append("mss \(mss)") }
        if let wscale = synproxy.wscale { words.append("wscale \(wscale)") }
        if synproxy.timestamp { words.append("timestamp") }
        if synproxy.sackPermitted { words.append("sack-perm") }
        return words.joined(separator: " ")
    }

    func text(of log: Log) throws(RenderingError) -> String {
        var text = "log"
        if let prefix = log.prefix {
            // nft takes a dollar sign for a variable.
            text +=
                " prefix "
                + (prefix.utf8.contains(UInt8(ascii: "$"))
                    ? try noSpelling(prefix, "nft can't read a log prefix with `$` in it: `\(prefix)`") : try quoted(prefix))
        }
        if let group = log.group { text += " group \(group)" }
        if let snaplen = log.snaplen { text += " snaplen \(snaplen)" }
        if let threshold = log.queueThreshold { text += " queue-threshold \(threshold)" }
        if let level = log.level { text += " level \(level.rawValue)" }
        return text + (try flags(of: log.flags))
    }

    private func flags(of flags: Log.Flags) throws(RenderingError) -> String {
        if flags == .all { return " flags all" }
        var text = ""
        let tcp = [(Log.Flags.tcpSequence, "sequence"), (.tcpOptions, "options")].filter { flags.contains($0.0) }.map(\.1)
        if !tcp.isEmpty { text += " flags tcp \(tcp.joined(separator: ","))" }
        for (flag, words) in [(Log.Flags.ipOptions, "ip options"), (.skuid, "skuid"), (.ether, "ether")] where flags.contains(flag) {
            text += " flags \(words)"
        }
        let others = flags.subtracting(.all)
        return others.isEmpty
            ? text
            : text + " flags "
                + (try noSpelling("0x\(String(others.rawValue, radix: 16))", "nft has no spelling for all flags of this log statement"))
    }

    func text(of reject: Reject) throws(RenderingError) -> String {
        switch reject {
        case .automatic: "reject"
        case .tcpReset: "reject with tcp reset"
        case .icmp(let code): "reject with icmp \(try value(.number(UInt128(code), .icmpCode)))"
        case .icmpv6(let code): "reject with icmpv6 \(try value(.number(UInt128(code), .icmpv6Code)))"
        case .icmpx(let code): "reject with icmpx \(try value(.number(UInt128(code), .icmpxCode)))"
        }
    }

    func text(of queue: Queue) throws(RenderingError) -> String {
        let flags = [queue.bypass ? "bypass" : nil, queue.fanout ? "fanout" : nil].compactMap { $0 }
        return "queue \(flags.isEmpty ? "" : "flags \(flags.joined(separator: ",")) ")to \(try term(queue.number, .statement))"
    }
}
