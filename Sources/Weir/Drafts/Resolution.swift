import WeirModel

extension Literal {
    /// The literal as the right side of a match on the selector, without the selector's notes.
    func resolved(beside selector: Draft<Selector>) -> Draft<Term> {
        var notes = PendingDiagnostics()
        switch selector.value {
        case .same(let value) where !isSplit:
            let term = term(beside: value, nil, &notes) ?? value.placeholder
            return Draft(.same(term), notes)
        case .same(let value):
            return Draft(.split(ip: term(beside: value, .ip, &notes), ip6: term(beside: value, .ip6, &notes)), notes)
        case .split(let ip, let ip6):
            let first = ip.flatMap { term(beside: $0, .ip, &notes) }
            let second = ip6.flatMap { term(beside: $0, .ip6, &notes) }
            return Draft(.split(ip: first, ip6: second), notes)
        }
    }

    /// `nil` if there is no such term, which the notes report, or none for this family.
    func term(beside selector: Selector, _ side: IPFamily?, _ notes: inout PendingDiagnostics) -> Term? {
        switch form {
        case .list(let elements):
            return ElementList.resolve(elements, keys: selector.components, side, &notes).map { .set($0) }
        // nft has one value beside a concatenation only as a set of it.
        case .element, .tuple:
            return ElementList.resolve([self], keys: selector.components, side, &notes).map { .set($0) }
        case .namedSet(let draft):
            notes.uses.append(.set(draft, SetDraft.Use(key: selector)))
            return .namedSet(draft.name)
        case .addressSet(let ip, let ip6):
            guard let type = selector.components.first?.type, let draft = type == .ipv6Address ? ip6 : ip as SetDraft? else { return nil }
            notes.uses.append(.set(draft, SetDraft.Use(key: selector)))
            return .namedSet(draft.name)
        case .setName(let name):
            return .namedSet(name)
        case .map(let key, let source):
            notes += key.notes
            guard let key = key.value[side ?? .ip] else { return nil }
            return source.resolved(key: key, data: selector, side, &notes).map { .map(key: key.term, $0) }
        case .selector(let draft):
            notes += draft.notes
            return draft.value[side ?? .ip]?.term
        case .flags(let flags):
            guard let component = selector.components.first else { return nil }
            return .flags(flags.compactMap { $0.mask(component, &notes) })
        case .catchAll:
            notes.error(.badLiteral, "`.catchAll` is an element, not a value", help: "leave the match out to match everything")
            return nil
        default:
            guard let component = selector.components.first, selector.components.count == 1 else {
                notes.error(.badLiteral, "one value is compared with a concatenation of \(selector.components.count)")
                return nil
            }
            return atom(component, side, &notes)?.term
        }
    }
}

extension MapSourceDraft {
    /// The map's source, with elements of the key's and the data's types.
    func resolved(key: Selector, data: Selector, _ side: IPFamily?, _ notes: inout PendingDiagnostics) -> MapSource? {
        switch self {
        case .anonymous(let pairs):
            return ElementList.resolve(map: pairs, keys: key.components, data: data.components, side, &notes).map { .anonymous($0) }
        case .named(let draft):
            notes.uses.append(.set(draft, SetDraft.Use(key: key, data: data)))
            return .named(draft.name)
        case .name(let name):
            return .named(name)
        }
    }

    /// The map's source, without the key's notes.
    func resolved(key: Draft<Selector>, data: Selector) -> Draft<MapSource> {
        var notes = PendingDiagnostics()
        switch key.value {
        case .same(let value):
            let source = resolved(key: value, data: data, nil, &notes) ?? .anonymous([])
            return Draft(.same(source), notes)
        case .split(let ip, let ip6):
            let first = ip.flatMap { resolved(key: $0, data: data, .ip, &notes) }
            let second = ip6.flatMap { resolved(key: $0, data: data, .ip6, &notes) }
            return Draft(.split(ip: first, ip6: second), notes)
        }
    }
}

extension Selector {
    /// A stand-in for a term that could not be resolved; its policy is reported and never compiled.
    var placeholder: Term { .value(.number(0, components.first?.type ?? .invalid)) }
}
