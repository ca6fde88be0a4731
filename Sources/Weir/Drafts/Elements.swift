import WeirModel

extension Literal {
    /// The literal as the key of an element.
    func key(_ components: [Selector.Component], _ side: IPFamily?, _ notes: inout PendingDiagnostics) -> ElementKey? {
        let parts: [Literal]
        switch form {
        case .catchAll: return .catchAll
        case .element(let literal, _): return literal.key(components, side, &notes)
        case .tuple: parts = self.parts
        default: parts = [self]
        }
        guard let atoms = Self.atoms(parts, components, side, &notes) else { return nil }
        let ends = atoms.map(\.ends)
        let lower = ends.map(\.0)
        let upper = ends.map(\.1)
        let isInterval = atoms.contains {
            switch $0 {
            case .range, .prefix: true
            case .single, .catchAll: false
            }
        }
        return isInterval ? .ranges(lower: lower, upper: upper) : .values(lower)
    }

    /// The literal as the data of a map.
    func data(_ components: [Selector.Component], _ side: IPFamily?, _ notes: inout PendingDiagnostics) -> ElementData? {
        if case .verdict(let draft) = form {
            notes += draft.notes
            return draft.value[side ?? .ip].map { .verdict($0) }
        }
        if case .object(let name, let object, let implied) = form {
            if let object { notes.uses.append(.object(object, implied: implied)) }
            return .object(name)
        }
        switch key(components, side, &notes) {
        case .values(let values): return .values(values)
        case .ranges(let lower, let upper): return lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper)
        case .catchAll:
            notes.error(.badLiteral, "`.catchAll` is a key, not data of a map")
            return nil
        case nil: return nil
        }
    }

    static func atoms(_ parts: [Literal], _ components: [Selector.Component], _ side: IPFamily?, _ notes: inout PendingDiagnostics)
        -> [ResolvedLiteral]?
    {
        guard parts.count == components.count else {
            notes.error(.badLiteral, "\(parts.count) values are compared with a concatenation of \(components.count)")
            return nil
        }
        var atoms: [ResolvedLiteral] = []
        for (part, component) in zip(parts, components) {
            guard let atom = part.atom(component, side, &notes) else { return nil }
            atoms.append(atom)
        }
        return atoms
    }
}

extension Element {
    /// `nil` if it isn't an element, which the notes report, or if it belongs to the other family.
    init?(
        _ key: Literal, _ data: Literal?, keys: [Selector.Component], data dataComponents: [Selector.Component], _ side: IPFamily?,
        _ notes: inout PendingDiagnostics
    ) {
        guard let elementKey = key.key(keys, side, &notes) else { return nil }
        self.init(elementKey)
        if let data {
            guard let elementData = data.data(dataComponents, side, &notes) else { return nil }
            self.data = elementData
        }
        if case .element(_, let options) = key.form {
            timeout = options.timeout
            expires = options.expires
            comment = options.comment
            for statement in options.statements {
                notes += statement.draft.notes
                if let model = statement.draft.value[side ?? .ip] { statements.append(model) }
            }
        }
    }
}

extension ElementList {
    /// The valid elements; `nil` if there are none for this family.
    static func resolve(_ literals: [Literal], keys: [Selector.Component], _ side: IPFamily?, _ notes: inout PendingDiagnostics)
        -> ElementList?
    {
        if literals.isEmpty { notes.error(.emptyList, "an empty list matches nothing", help: "leave the match out to match everything") }
        var list = ElementList()
        for literal in literals {
            if let element = Element(literal, nil, keys: keys, data: [], side, &notes) { list.append(element) }
        }
        return side != nil && list.isEmpty ? nil : list
    }

    static func resolve(
        map pairs: [(key: Literal, data: Literal)], keys: [Selector.Component], data: [Selector.Component], _ side: IPFamily?,
        _ notes: inout PendingDiagnostics
    ) -> ElementList? {
        if pairs.isEmpty { notes.error(.emptyList, "an empty map gives nothing") }
        var list = ElementList()
        var seen: Set<ElementKey> = []
        for pair in pairs {
            guard let element = Element(pair.key, pair.data, keys: keys, data: data, side, &notes) else { continue }
            if !seen.insert(element.key).inserted { notes.error(.duplicateKey, "the key `\(element.key.words)` is a duplicate in one map") }
            list.append(element)
        }
        return side != nil && list.isEmpty ? nil : list
    }
}

extension ElementKey {
    /// For messages.
    var words: String {
        switch self {
        case .values(let values): values.map(\.description).joined(separator: " . ")
        case .ranges(let lower, let upper):
            zip(lower, upper).map { $0 == $1 ? "\($0)" : "\($0)-\($1)" }.joined(separator: " . ")
        case .catchAll: "*"
        }
    }
}
