internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let dynamicSets = Check(
        finds: [.dynamicInterval],
        table: { facts in
            facts.rules.flatMap { rule in
                rule.parts.statements.compactMap { statement -> Diagnostic? in
                    guard case .update(let update) = statement, let set = facts.sets[update.set], set.flags.contains(.interval) else {
                        return nil
                    }
                    return Diagnostic(
                        .error, id: .dynamicInterval, "packets can't add to `@\(update.set)`, which holds intervals",
                        help: "let them add to a set of single values", source: "net/netfilter/nft_dynset.c", subject: rule.subject,
                        at: rule.location)
                }
            }
        })
}
