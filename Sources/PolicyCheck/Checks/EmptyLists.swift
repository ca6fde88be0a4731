internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// An empty list never means "any".
    static let emptyLists = Check(
        finds: [.emptyList],
        table: { facts in
            facts.rules.flatMap { rule -> [Diagnostic] in
                let emptyFlags = rule.parts.terms.contains { if case .flags(let values) = $0 { values.isEmpty } else { false } }
                guard emptyFlags || rule.parts.lists.contains(where: \.isEmpty) else { return [] }
                return [
                    Diagnostic(
                        .error, id: .emptyList, "a list in this rule has no elements: it would match nothing",
                        help: "leave the rule out if the list is empty, or use a named set, which may be empty", subject: rule.subject,
                        at: rule.location)
                ]
            }
        })
}
