import WeirModel

// Statements with state, which may be in a rule, in a set's definition, in an element or in a set update.

extension RuleLowering {
    func lowerStateful(_ statement: Statement) throws -> [Expression] {
        switch statement {
        case .counter(let counter): [.counter(bytes: counter.bytes, packets: counter.packets)]
        case .quota(let quota): [.quota(bytes: quota.bytes, flags: quota.over ? 1 : 0, consumed: quota.used)]
        case .limit(let limit): [limit.expression]
        case .connectionLimit(let count, let over): [.connlimit(count: count, flags: over ? 1 : 0)]
        case .last(let since): [.last(set: since != nil, msecs: since ?? 0)]
        case .raw(let raw): [try table.knownExpression(raw)]
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .object, .log, .reject, .nat, .tproxy, .dup, .fwd,
            .notrack, .synproxy,
            .flowAdd, .queue, .update:
            throw LoweringError("this statement keeps no state", help: "counter, quota, limit, ct count and last do")
        }
    }
}

extension Limit {
    var expression: Expression {
        .limit(rate: rate, unit: per, burst: burst, type: unit == .bytes ? 1 : 0, flags: over ? 1 : 0)
    }
}

extension RuleLifting {
    /// The statement of an expression that needs no register; nil for other kinds.
    static func liftStateful(_ expression: Expression) -> Statement? {
        switch expression {
        case .counter(let bytes, let packets): return .counter(Counter(packets: packets, bytes: bytes))
        case .quota(let bytes, let flags, let consumed):
            // A depleted quota of a rule has a flag (`NFT_QUOTA_F_DEPLETED`), which is state, not definition.
            return .quota(Quota(bytes: bytes, over: flags & 1 != 0, used: consumed))
        case .limit(let rate, let unit, let burst, let type, let flags):
            guard type <= 1 else { return nil }
            return .limit(Limit(rate: rate, unit: type == 1 ? .bytes : .packets, per: unit, burst: burst, over: flags & 1 != 0))
        case .connlimit(let count, let flags): return .connectionLimit(count: count, over: flags & 1 != 0)
        case .last(let set, let msecs): return .last(since: set ? msecs : nil)
        case .raw(let raw): return .raw(raw)
        default: return nil
        }
    }
}
