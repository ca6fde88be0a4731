internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let keyTypes = Check(
        finds: [.keyType],
        table: { facts in
            let family = facts.table.family
            return facts.rules.flatMap { rule -> [Diagnostic] in
                rule.parts.lookups.compactMap { lookup -> Diagnostic? in
                    guard let wanted = facts.sets[lookup.set]?.key.types(in: family), let given = lookup.key?.types(in: family) else {
                        return nil
                    }
                    guard wanted.count != given.count || zip(wanted, given).contains(where: { !$0.accepts($1) }) else { return nil }
                    return Diagnostic(
                        .error, id: .keyType, "`@\(lookup.set)` has keys of type \(words(wanted)), and is asked for \(words(given))",
                        help: "match a field of the set's type, or declare the set with that type", subject: rule.subject, at: rule.location
                    )
                }
            }
        })

    private static func words(_ types: [DataType]) -> String { types.map(\.nftName).joined(separator: " . ") }
}

extension SetDeclaration.Content {
    func types(in family: Family) -> [DataType]? {
        switch self {
        case .types(let types): types
        case .sized(let types): types.map(\.type)
        case .typeof(let terms): terms.types(in: family)
        }
    }
}

extension DataType {
    /// Whether a field of the other type can be looked up in a set of this type. Types without a meaning match all.
    func accepts(_ other: DataType) -> Bool {
        self == other || [self, other].contains { [.integer, .invalid, .string, .bitmask, .lladdr].contains($0) }
    }
}
