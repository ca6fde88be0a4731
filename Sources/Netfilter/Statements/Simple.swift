import WeirModel

// Statements that are one expression, without registers: log, reject, synproxy.

extension Log {
    var expression: Expression {
        .log(
            .init(
                group: group, prefix: prefix, snaplen: group == nil ? nil : snaplen,
                // The kernel gives no threshold of 0 back.
                queueThreshold: group == nil || queueThreshold == 0 ? nil : queueThreshold,
                level: group == nil ? (level ?? .warn).kernelNumber : nil, flags: group == nil ? flags.rawValue : 0))
    }

    init?(_ log: Expression.Log) {
        var level: Level?
        if let number = log.level {
            guard let known = Level(kernelNumber: number) else { return nil }
            level = known == .warn ? nil : known
        }
        self.init(
            prefix: log.prefix, level: level, flags: Flags(rawValue: log.flags), group: log.group, snaplen: log.snaplen,
            queueThreshold: log.queueThreshold)
    }
}

extension Log.Level {
    /// `NFT_LOGLEVEL_*`.
    var kernelNumber: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }

    init?(kernelNumber: UInt32) {
        guard kernelNumber < UInt32(Self.allCases.count) else { return nil }
        self = Self.allCases[Int(kernelNumber)]
    }
}

extension Synproxy {
    var expression: Expression {
        let flags: UInt32 = (mss == nil ? 0 : 1) | (wscale == nil ? 0 : 2) | (sackPermitted ? 4 : 0) | (timestamp ? 8 : 0)
        return .synproxy(mss: mss ?? 0, wscale: wscale ?? 0, flags: flags)
    }

    init(mss: UInt16, wscale: UInt8, flags: UInt32) {
        self.init(
            mss: flags & 1 != 0 ? mss : nil, wscale: flags & 2 != 0 ? wscale : nil, timestamp: flags & 8 != 0, sackPermitted: flags & 4 != 0
        )
    }
}

extension RuleLowering {
    mutating func lowerReject(_ reject: Reject) throws {
        switch reject {
        case .automatic:
            switch (context.network, table.family) {
            case (.header(.ip)?, _): add(.reject(type: RejectType.icmp, code: 3))
            case (.header(.ip6)?, _): add(.reject(type: RejectType.icmp, code: 4))
            case (nil, .inet), (nil, .bridge), (nil, .netdev): add(.reject(type: RejectType.icmpx, code: 1))
            default: throw LoweringError("`reject` does not work in \(table.family.rawValue) tables")
            }
        case .tcpReset:
            if context.transport == nil {
                try lowerMatch(.field(.meta(.l4proto)), .equal, .value(.number(6, .inetProtocol)))
            }
            guard context.transport == .header(.tcp) else {
                throw LoweringError("`reject with tcp reset` needs a TCP packet", help: "match `meta l4proto tcp` before it")
            }
            add(.reject(type: RejectType.tcpReset, code: 0))
        case .icmp(let code):
            try addNetworkDependency(.ip)
            add(.reject(type: RejectType.icmp, code: code))
        case .icmpv6(let code):
            try addNetworkDependency(.ip6)
            add(.reject(type: RejectType.icmp, code: code))
        case .icmpx(let code):
            add(.reject(type: RejectType.icmpx, code: code))
        }
    }
}

/// `NFT_REJECT_*`.
enum RejectType {
    static let icmp: UInt32 = 0
    static let tcpReset: UInt32 = 1
    static let icmpx: UInt32 = 2
}

extension RuleLifting {
    func lift(rejectType type: UInt32, code: UInt8) -> Reject? {
        switch type {
        case RejectType.icmp where context.network == .header(.ip6): .icmpv6(code: code)
        case RejectType.icmp where context.network == .header(.ip): .icmp(code: code)
        case RejectType.tcpReset: .tcpReset
        case RejectType.icmpx: .icmpx(code: code)
        default: nil
        }
    }
}
