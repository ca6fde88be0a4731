import WeirModel

extension PolicyCheck {
    static let keyTypes = PolicyCheck(
        "keys of another type than their set's", finds: ["key-type"],
        table: { facts in
            let family = facts.table.family
            let sets = Dictionary(facts.table.sets.map { ($0.name, $0) }) { first, _ in first }
            return facts.rules.flatMap { rule -> [Diagnostic] in
                rule.lookups.compactMap { name, key -> Diagnostic? in
                    guard let set = sets[name], let wanted = set.key.types(in: family), let given = key.types(in: family) else {
                        return nil
                    }
                    guard wanted.count != given.count || zip(wanted, given).contains(where: { !$0.accepts($1) }) else { return nil }
                    return Diagnostic(
                        .error, id: "key-type", "`@\(name)` has keys of type \(words(wanted)), and is asked for \(words(given))",
                        help: "match a field of the set's type, or declare the set with that type", subject: rule.subject, at: rule.location
                    )
                }
            }
        })

    private static func words(_ types: [DataType]) -> String { types.map(\.nftName).joined(separator: " . ") }
}

extension RuleFacts {
    /// The named sets and maps that it asks, and the keys that it asks for.
    fileprivate var lookups: [(set: String, key: Term)] {
        var found: [(String, Term)] = []
        for statement in statements {
            switch statement {
            case .match(let key, _, .namedSet(let name)): found.append((name, key))
            case .verdictMap(let key, .named(let name)), .object(_, .map(let key, .named(let name))): found.append((name, key))
            case .update(let update): found.append((update.set, update.key))
            default: break
            }
        }
        for case .map(let key, .named(let name)) in terms { found.append((name, key)) }
        return found
    }
}

extension SetDeclaration.Content {
    func types(in family: Family) -> [DataType]? {
        switch self {
        case .types(let types): types
        case .sized(let types): types.map(\.type)
        case .typeof(let terms):
            terms.reduce([]) { types, term in types.flatMap { known in term.types(in: family).map { known + $0 } } }
        }
    }
}

extension Term {
    /// The type of each component; nil where the term does not tell.
    func types(in family: Family) -> [DataType]? {
        switch self {
        case .field(let field): [field.layout(in: family).type]
        case .value(let value), .range(let value, _), .prefix(let value, _): [value.type]
        case .flags(let values): values.first.map { [$0.type] }
        case .concatenation(let parts):
            parts.reduce([]) { types, part in types.flatMap { known in part.types(in: family).map { known + $0 } } }
        case .binary(_, let left, _): left.types(in: family)
        case .set, .namedSet, .map, .jhash: nil
        }
    }
}

extension DataType {
    /// Whether a set of this type can be asked for a field of the other. Types without a meaning of their own go with all.
    func accepts(_ other: DataType) -> Bool {
        self == other || [self, other].contains { [.integer, .invalid, .string, .bitmask, .lladdr].contains($0) }
    }
}
