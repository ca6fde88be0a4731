internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// A rule that only matches; often its verdict was forgotten.
    static let withoutEffect = Check(
        finds: [.withoutEffect],
        table: { facts in
            facts.rules.filter { rule in
                !rule.rule.statements.isEmpty && rule.rule.statements.allSatisfy { if case .match = $0 { true } else { false } }
            }.map { rule in
                Diagnostic(
                    .warning, id: .withoutEffect, "this rule matches packets and does nothing with them",
                    help: "end it with a verdict or a counter, or remove it", subject: rule.subject, at: rule.location)
            }
        })

    static let unusedSets = Check(
        finds: [.unusedSet],
        table: { facts in
            let bytes = facts.rules.contains { $0.parts.statements.contains { if case .raw = $0 { true } else { false } } }
            let used = Set(facts.rules.flatMap { $0.parts.lookups.map(\.set) })
            return bytes || facts.table.chains.isEmpty
                ? []
                : facts.table.sets.filter { !used.contains($0.name) }.map { set in
                    Diagnostic(
                        .warning, id: .unusedSet, "no rule uses \(set.data == nil ? "set" : "map") `\(set.name)`",
                        help: "match it in a rule of table `\(facts.name)`, or remove it", subject: facts.subject(of: set),
                        at: set.at.location)
                }
        })

    /// Chains of one hook see a packet one after the other. An `accept` ends its own chain only.
    static let acceptsThatAreNotFinal = Check(finds: [.acceptNotFinal]) { facts in
        let chains = facts.tables.flatMap { table in table.chains.map { (table: table, chain: $0) } }.filter {
            $0.chain.chain.base?.type == .filter
        }
        return chains.compactMap { table, first -> Diagnostic? in
            guard let base = first.chain.base, base.policy != .drop,
                let later = chains.first(where: { _, other in
                    guard let there = other.chain.base else { return false }
                    return there.hook == base.hook && there.policy == .drop && there.priority > base.priority
                        && first.sharesPackets(with: other)
                })?.chain
            else { return nil }
            let rules = table.chains.filter { $0.origins.contains(base) }.flatMap(\.rules)
            // Where nothing drops, an accept means nothing but that the packet is to get through.
            guard !rules.contains(where: \.mayEndOtherwise), let rule = rules.first(where: { $0.parts.verdicts.contains(.accept) }) else {
                return nil
            }
            return Diagnostic(
                .warning, id: .acceptNotFinal,
                "this `accept` is not final: chain `\(later.name)` of the same hook comes later, and drops what it does not accept itself",
                help: "accept the packets there, or set a mark here and accept that there", source: "net/netfilter/core.c nf_hook_slow()",
                subject: rule.subject, at: rule.location)
        }
    }
}

extension ChainIndex {
    fileprivate func sharesPackets(with other: ChainIndex) -> Bool {
        family == other.family
            || [family, other.family].contains(.inet) && [family, other.family].allSatisfy { [.ip, .ip6, .inet].contains($0) }
    }
}

extension RuleIndex {
    /// It may drop packets, or keep them in another way.
    fileprivate var mayEndOtherwise: Bool {
        parts.verdicts.contains(.drop)
            || parts.statements.contains { statement in
                if case .reject = statement { return true }
                if case .nat = statement { return true }
                return statement.leadsOut
            }
    }
}
