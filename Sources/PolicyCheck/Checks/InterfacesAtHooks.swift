internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel compares with nothing there, and the rule matches nothing.
    static let interfacesAtHooks = Check(
        finds: [.noInterface],
        table: { facts in
            facts.chains.filter { !$0.hooks.isEmpty }.flatMap { chain in
                chain.rules.flatMap { rule in rule.parts.terms.map { (rule, $0) } }.compactMap { rule, term -> Diagnostic? in
                    guard case .field(.meta(let key)) = term, let known = key.interfaceHooks, chain.hooks.isDisjoint(with: known) else {
                        return nil
                    }
                    let words = chain.hooks.map(\.rawValue).sorted().joined(separator: " and ")
                    return Diagnostic(
                        .warning, id: .noInterface, "a packet has no `meta \(key.rawValue)` at hook \(words): the rule matches nothing",
                        help: "it has one at \(Hook.allCases.filter(known.contains).map(\.rawValue).joined(separator: ", "))",
                        source: "net/netfilter/nft_meta.c", subject: rule.subject, at: rule.location)
                }
            }
        })
}

extension MetaKey {
    /// The hooks where a packet has the interface of this key; `nil` for other keys.
    fileprivate var interfaceHooks: Set<Hook>? {
        switch self {
        case .iif, .iifname, .iiftype, .iifgroup, .iifkind: [.ingress, .prerouting, .input, .forward, .postrouting]
        case .oif, .oifname, .oiftype, .oifgroup, .oifkind: [.egress, .forward, .output, .postrouting]
        default: nil
        }
    }
}
