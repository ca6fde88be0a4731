internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let setReferences = Check(
        finds: [.undefinedSet, .undefinedMap, .undefinedFlowtable, .setKind] + StatefulObject.Kind.allCases.map(undefined),
        table: { facts in
            var found: [Diagnostic] = []
            let sets = facts.sets
            let objects = Set(
                facts.table.objects.compactMap { object in object.definition.kind.map { ObjectName(kind: $0, name: object.name) } })
            let flowtables = Set(facts.table.flowtables.map(\.name))

            func missing(_ id: Diagnostic.ID, _ kind: String, _ name: String, among known: some Sequence<String>, _ rule: RuleIndex) {
                let near = Suggestion.nearest(to: name, among: Array(known))
                found.append(
                    Diagnostic(
                        .error, id: id, "no \(kind) named `\(name)` in table `\(facts.name)`",
                        help: near.map { "did you mean `\($0)`?" } ?? "sets and objects are visible only in their table",
                        subject: rule.subject,
                        at: rule.location))
            }
            func check(_ lookup: SetLookup, _ rule: RuleIndex) {
                func misused(_ message: String) {
                    let message = "`@\(lookup.set)` \(message)"
                    found.append(Diagnostic(.error, id: .setKind, message, subject: rule.subject, at: rule.location))
                }
                guard let set = sets[lookup.set] else {
                    return lookup.role.needsMap
                        ? missing(.undefinedMap, "map", lookup.set, among: sets.keys, rule)
                        : missing(.undefinedSet, "set", lookup.set, among: sets.keys, rule)
                }
                switch (lookup.role, set.data) {
                // Newer kernels look a key up in a map, too, without its data.
                case (.membership, _), (.values, .values?), (.values, .intervals?), (.verdicts, .verdict?), (.objects, .object?): break
                case (.update, _): break
                case (.values, let data): misused("is \(words(data)): a map of values is needed here")
                case (.verdicts, let data): misused("is \(words(data)): a verdict map is needed here")
                case (.objects, let data): misused("is \(words(data)): a map of objects is needed here")
                }
            }

            for rule in facts.rules {
                for lookup in rule.parts.lookups { check(lookup, rule) }
                for case (let kind?, let name) in rule.parts.objects where !objects.contains(ObjectName(kind: kind, name: name)) {
                    missing(undefined(kind), kind.rawValue, name, among: objects.filter { $0.kind == kind }.map(\.name), rule)
                }
                for name in rule.parts.flowtables where !flowtables.contains(name) {
                    missing(.undefinedFlowtable, "flowtable", name, among: flowtables, rule)
                }
            }
            return found
        })

    private static func undefined(_ kind: StatefulObject.Kind) -> Diagnostic.ID {
        switch kind {
        case .counter: .undefinedCounter
        case .quota: .undefinedQuota
        case .limit: .undefinedLimit
        case .secmark: .undefinedSecmark
        case .synproxy: .undefinedSynproxy
        case .tunnel: .undefinedTunnel
        case .ctHelper: .undefinedCtHelper
        case .ctTimeout: .undefinedCtTimeout
        case .ctExpectation: .undefinedCtExpectation
        }
    }

    private struct ObjectName: Hashable {
        var kind: StatefulObject.Kind
        var name: String
    }

    private static func words(_ data: SetDeclaration.Data?) -> String {
        switch data {
        case nil: "a set"
        case .values?, .intervals?: "a map of values"
        case .verdict?: "a verdict map"
        case .object?: "a map of objects"
        }
    }
}

extension SetLookup.Role {
    fileprivate var needsMap: Bool {
        switch self {
        case .membership, .update: false
        case .values, .verdicts, .objects: true
        }
    }
}
