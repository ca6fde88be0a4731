public import WeirModel

extension HostState {
    /// The state without what packets and time made of it: counts, quotas used, when something last matched, what is left of timeouts.
    public var withoutRuntimeValues: HostState {
        var state = Rewriting.withoutRuntimeValues.rewrite(self)
        for table in state.tables.indices {
            for object in state.tables[table].objects.indices {
                switch state.tables[table].objects[object].definition {
                case .counter: state.tables[table].objects[object].definition = .counter(Counter())
                case .quota(var quota):
                    quota.used = 0
                    state.tables[table].objects[object].definition = .quota(quota)
                default: break
                }
            }
            for set in state.tables[table].sets.indices { state.tables[table].sets[set].removeRuntimeValues() }
        }
        return state
    }
}

extension Rewriting {
    fileprivate static var withoutRuntimeValues: Rewriting {
        Rewriting(
            statement: { statement in
                switch statement {
                case .counter: return .counter(Counter())
                case .last: return .last(since: nil)
                case .quota(var quota):
                    quota.used = 0
                    return .quota(quota)
                default: return statement
                }
            }, elements: \.withoutRuntimeValues)
    }
}

extension SetDeclaration {
    fileprivate mutating func removeRuntimeValues() {
        statements = statements.map(Rewriting.withoutRuntimeValues.rewrite)
        // What rules added goes again by itself.
        if flags.contains(.dynamic), elements.mayHaveRuntimeValues { elements = ElementList(elements.filter { $0.expires == nil }) }
        elements = elements.withoutRuntimeValues
    }
}

extension ElementList {
    /// Plain rows have none, and are many.
    fileprivate var mayHaveRuntimeValues: Bool { layout?.expiries ?? false || !whole.isEmpty }

    fileprivate var withoutRuntimeValues: ElementList {
        guard mayHaveRuntimeValues else { return self }
        return ElementList(
            map { element in
                var element = element
                element.expires = nil
                element.statements = element.statements.map(Rewriting.withoutRuntimeValues.rewrite)
                return element
            })
    }
}
