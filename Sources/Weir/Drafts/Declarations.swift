import WeirModel

/// The declarations of a table: those in its braces and those that its rules use.
struct Declarations {
    private(set) var sets: [SetDeclaration] = []
    private(set) var objects: [WeirModel.StatefulObject] = []
    private(set) var flowtables: [WeirModel.Flowtable] = []
    private(set) var problems: [Diagnostic] = []

    private struct Key: Hashable {
        var name: String
        var kind: WeirModel.StatefulObject.Kind?
    }
    private var drafts: [String: SetDraft] = [:]
    private var setIndexes: [String: Int] = [:]
    private var objectIndexes: [Key: (index: Int, implied: Bool)] = [:]
    /// Declared in the table; the types of their keys are still to come from a rule.
    private var waiting: [SetDraft] = []

    mutating func declare(_ use: Use) {
        switch use {
        case .set(let draft, let use): declare(draft, use)
        case .object(let object, let implied): declare(object, implied)
        case .flowtable(let flowtable):
            let model = flowtable.model
            if let known = flowtables.first(where: { $0.name == model.name }) {
                if known != model { conflict("flowtable", model.name, model.at) }
            } else {
                flowtables.append(model)
                problems += flowtable.notes.problems
            }
        }
    }

    private mutating func declare(_ draft: SetDraft, _ use: SetDraft.Use?) {
        if let index = setIndexes[draft.name] {
            if drafts[draft.name] !== draft { compare(draft, use, with: sets[index]) }
            if let use { note(use, index) }
            return
        }
        if use == nil, draft.isUntyped {
            waiting.append(draft)
            return
        }
        var notes = PendingDiagnostics()
        let declaration = draft.declaration(use, &notes)
        problems += notes.problems.map { $0.at(draft.location) }
        for use in notes.uses { declare(use) }
        guard let declaration else { return }
        setIndexes[draft.name] = sets.count
        drafts[draft.name] = draft
        sets.append(declaration)
        if let use { note(use, sets.count - 1) }
    }

    private mutating func note(_ use: SetDraft.Use, _ index: Int) {
        if use.isDynamic { sets[index].flags.insert(.dynamic) }
        if use.hasTimeout { sets[index].flags.insert(.timeout) }
    }

    private mutating func compare(_ draft: SetDraft, _ use: SetDraft.Use?, with known: SetDeclaration) {
        var notes = PendingDiagnostics()
        guard var other = draft.declaration(use, &notes) else { return }
        other.flags.formUnion(known.flags.intersection([.dynamic, .timeout]))
        var known = known
        known.flags.formUnion(other.flags.intersection([.dynamic, .timeout]))
        if other != known { conflict("set", draft.name, Located(draft.location)) }
    }

    private mutating func declare(_ object: WeirModel.StatefulObject, _ implied: Bool) {
        let key = Key(name: object.name, kind: object.definition.kind)
        guard let known = objectIndexes[key] else {
            objectIndexes[key] = (objects.count, implied)
            objects.append(object)
            return
        }
        if implied || objects[known.index] == object { return }
        if known.implied {
            objects[known.index] = object
            objectIndexes[key] = (known.index, false)
        } else {
            conflict(key.kind?.rawValue ?? "object", object.name, object.at)
        }
    }

    /// Declares the sets whose types no rule gave, and reports them as errors.
    mutating func finish() {
        for draft in waiting where setIndexes[draft.name] == nil {
            var notes = PendingDiagnostics()
            _ = draft.declaration(nil, &notes)
            problems += notes.problems.map { $0.at(draft.location) }
        }
    }

    private mutating func conflict(_ kind: String, _ name: String, _ at: Located) {
        problems.append(
            Diagnostic(
                .error, id: .conflictingDeclaration, "the \(kind) `\(name)` is declared twice in this table, and not alike",
                help: "declare it once, as a constant, and use that", at: at.location))
    }
}

extension Use {
    /// The use, at the place of its rule unless it has a place itself.
    func at(_ location: SourceLocation) -> Use {
        guard case .object(var object, let implied) = self, object.at.location == nil else { return self }
        object.at = Located(location)
        return .object(object, implied: implied)
    }

    /// The family of a set that is one of an `AddressSet`'s two.
    var side: IPFamily? {
        guard case .set(let draft, let use?) = self, draft.options.isHalf else { return nil }
        return use.key.components.first?.type == .ipv6Address ? .ip6 : .ip
    }
}
