internal import WeirModel

extension Statement {
    /// Hands the packet to a place of which the policy does not tell what becomes of it there.
    var leadsOut: Bool {
        switch self {
        case .queue, .flowAdd, .raw, .verdictMap(_, .named): true
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last,
            .object, .log, .reject, .nat, .tproxy, .dup, .fwd, .notrack, .synproxy, .update:
            false
        }
    }
}

extension RuleIndex {
    /// Whether packets that get past its matches may be accepted.
    var mayAccept: Bool { parts.verdicts.contains(.accept) || parts.statements.contains(where: \.leadsOut) }
}
