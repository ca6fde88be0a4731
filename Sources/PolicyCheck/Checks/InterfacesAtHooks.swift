internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// Without an interface its name is empty and its index 0; its type, group and kind can't be had, and the rule ends.
    static let interfacesAtHooks = Check(
        finds: [.noInterface],
        table: { facts in
            facts.chains.filter { !$0.hooks.isEmpty }.flatMap { chain in
                chain.rules.flatMap { rule in rule.parts.statements.map { (rule, $0) } }.compactMap { rule, statement -> Diagnostic? in
                    guard let (key, known, effect) = effect(of: statement, at: chain.hooks, facts.sets) else { return nil }
                    let words = chain.hooks.map(\.rawValue).sorted().joined(separator: " and ")
                    return Diagnostic(
                        .warning, id: .noInterface, "a packet has no `meta \(key.rawValue)` at hook \(words): \(effect)",
                        help: "it has one at \(Hook.allCases.filter(known.contains).map(\.rawValue).joined(separator: ", "))",
                        source: "net/netfilter/nft_meta.c", subject: rule.subject, at: rule.location)
                }
            }
        })

    private static func effect(
        of statement: Statement, at hooks: Set<Hook>, _ sets: [String: SetDeclaration]
    ) -> (MetaKey, known: Set<Hook>, effect: String)? {
        let (term, comparison, list): (Term, Comparison, ElementList?)
        switch statement {
        case .match(let left, let own, .set(let elements)): (term, comparison, list) = (left, own, elements)
        case .match(let left, let own, .namedSet(let name)): (term, comparison, list) = (left, own, sets[name]?.elements)
        case .match(let left, let own, _): (term, comparison, list) = (left, own, nil)
        case .verdictMap(let key, .anonymous(let elements)): (term, comparison, list) = (key, .equal, elements)
        case .verdictMap(let key, .named(let name)): (term, comparison, list) = (key, .equal, sets[name]?.elements)
        case .verdict, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last, .object, .log,
            .reject,
            .nat, .tproxy, .dup, .fwd, .notrack, .synproxy, .flowAdd, .queue, .update, .raw:
            return nil
        }
        for case .meta(let key) in term.fields {
            guard let known = key.interfaceHooks, hooks.isDisjoint(with: known) else { continue }
            if !key.isReadWithoutInterface { return (key, known, "the rule matches nothing") }
            guard !(list?.contains { $0.key == .catchAll } ?? false) else { continue }
            switch comparison {
            case .equal: return (key, known, "the rule matches nothing")
            case .notEqual: return (key, known, "`!=` matches every packet")
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .anyOf: continue
            }
        }
        return nil
    }
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

    fileprivate var isReadWithoutInterface: Bool { [.iif, .iifname, .oif, .oifname].contains(self) }
}
