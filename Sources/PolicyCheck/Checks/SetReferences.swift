import WeirModel

extension PolicyCheck {
    static let setReferences = PolicyCheck(
        "sets, maps, objects and flowtables that are not there", finds: referenceKinds,
        table: { facts in
            var found: [Diagnostic] = []
            let sets = Dictionary(facts.table.sets.map { ($0.name, $0) }) { first, _ in first }
            let objects = Set(
                facts.table.objects.compactMap { object in object.definition.kind.map { ObjectName(kind: $0, name: object.name) } })
            let flowtables = Set(facts.table.flowtables.map(\.name))

            func undefined(_ kind: String, _ name: String, among known: [String], _ rule: RuleFacts) {
                let near = Suggestion.nearest(to: name, among: known)
                found.append(
                    Diagnostic(
                        .error, id: undefinedKind(kind), "\(kind) `\(name)` is not in table `\(facts.name)`",
                        help: near.map { "did you mean `\($0)`?" } ?? "sets and objects serve the rules of their own table",
                        subject: rule.subject,
                        at: rule.location))
            }
            func misused(_ name: String, _ message: String, _ rule: RuleFacts) {
                found.append(Diagnostic(.error, id: "set-kind", "`@\(name)` \(message)", subject: rule.subject, at: rule.location))
            }
            func use(set name: String, _ rule: RuleFacts) {
                guard let set = sets[name] else { return undefined("set", name, among: Array(sets.keys), rule) }
                if set.data != nil { misused(name, "is a map: a match needs a set", rule) }
            }
            func use(map name: String, _ rule: RuleFacts, as role: MapRole) {
                guard let set = sets[name] else { return undefined("map", name, among: Array(sets.keys), rule) }
                if !role.fits(set.data) { misused(name, "is \(MapRole.describe(set.data)): \(role.rawValue) is needed here", rule) }
            }
            func use(_ kind: StatefulObject.Kind, _ name: String, _ rule: RuleFacts) {
                guard !objects.contains(ObjectName(kind: kind, name: name)) else { return }
                undefined(kind.rawValue, name, among: objects.filter { $0.kind == kind }.map(\.name), rule)
            }

            for rule in facts.rules {
                for term in rule.terms {
                    switch term {
                    case .namedSet(let name): use(set: name, rule)
                    case .map(_, .named(let name)): use(map: name, rule, as: .data)
                    default: break
                    }
                }
                for statement in rule.statements {
                    switch statement {
                    case .verdictMap(_, .named(let name)): use(map: name, rule, as: .verdicts)
                    case .object(_, .map(_, .named(let name))): use(map: name, rule, as: .objects)
                    case .object(let kind, .named(let name)): use(kind, name, rule)
                    case .object(let kind, .map(_, .anonymous(let list))):
                        for case .object(let name)? in list.map(\.data) { use(kind, name, rule) }
                    case .update(let update):
                        if sets[update.set] == nil { undefined("set", update.set, among: Array(sets.keys), rule) }
                    case .flowAdd(let name): if !flowtables.contains(name) { undefined("flowtable", name, among: Array(flowtables), rule) }
                    default: break
                    }
                }
            }
            return found
        })

    private static func undefinedKind(_ kind: String) -> String { "undefined-\(kind.replacing(" ", with: "-"))" }

    private static let referenceKinds: [FindingKind] =
        (["set", "map", "flowtable"] + StatefulObject.Kind.allCases.map(\.rawValue)).map {
            FindingKind(undefinedKind($0), isAcceptable: false)
        } + ["set-kind"]

    private struct ObjectName: Hashable {
        var kind: StatefulObject.Kind
        var name: String
    }

    private enum MapRole: String {
        case data = "a map of values"
        case verdicts = "a verdict map"
        case objects = "a map of objects"

        func fits(_ data: SetDeclaration.Data?) -> Bool {
            switch (self, data) {
            case (.data, .values?), (.data, .intervals?), (.verdicts, .verdict?), (.objects, .object?): true
            default: false
            }
        }

        static func describe(_ data: SetDeclaration.Data?) -> String {
            switch data {
            case nil: "a set"
            case .values?, .intervals?: MapRole.data.rawValue
            case .verdict?: MapRole.verdicts.rawValue
            case .object?: MapRole.objects.rawValue
            }
        }
    }
}
