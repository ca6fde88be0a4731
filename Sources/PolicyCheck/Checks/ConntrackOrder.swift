internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// Connection tracking looks at packets at prerouting and output, with priority -200. The ingress hook comes before it, all others after it.
    static let conntrackOrder = Check(
        finds: [.conntrackOrder],
        table: { facts in
            facts.chains.flatMap { chain -> [Diagnostic] in
                let isBefore = !chain.origins.isEmpty && chain.origins.allSatisfy { tracks($0.hook) && $0.priority < -200 }
                let isAfter =
                    !chain.origins.isEmpty && chain.origins.allSatisfy { $0.hook != .ingress && (!tracks($0.hook) || $0.priority > -200) }
                guard isBefore || isAfter else { return [] }
                let isUntracked = isBefore && chain.rules.contains(where: \.leavesUntracked)
                return chain.rules.compactMap { rule in
                    func finding(_ message: String, _ help: String, _ source: String) -> Diagnostic {
                        Diagnostic(
                            .warning, id: .conntrackOrder, message, help: help, source: source, subject: rule.subject, at: rule.location)
                    }
                    if isAfter, rule.leavesUntracked {
                        return finding(
                            "`notrack` does nothing here: connection tracking has seen the packet already",
                            "move it to a chain at prerouting or output with `priority: .raw`", "net/netfilter/nft_ct.c nft_notrack_eval()")
                    }
                    guard isBefore, !isUntracked, let key = rule.connectionKey else { return nil }
                    return finding(
                        "connection tracking has not seen the packet yet: `ct \(key.rawValue)` "
                            + (key == .state ? "is `invalid` for each that comes in" : "matches nothing"),
                        "give the chain a priority above -200, such as `.mangle`", "net/netfilter/nft_ct.c nft_ct_get_eval()")
                }
            }
        })

    private static func tracks(_ hook: Hook) -> Bool { hook == .prerouting || hook == .output }
}

extension RuleIndex {
    fileprivate var leavesUntracked: Bool { parts.statements.contains { if case .notrack = $0 { true } else { false } } }

    /// A property of the packet's connection that the rule matches.
    fileprivate var connectionKey: CtKey? {
        for case .field(.ct(let key, _)) in parts.terms where key != .zone { return key }
        return nil
    }
}
