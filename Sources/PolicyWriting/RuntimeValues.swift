public import WeirModel

extension HostState {
    /// The state without what packets and time made of it: counts, quotas used, when something last matched, what is left of timeouts.
    public var withoutRuntimeValues: HostState {
        var state = self
        for table in state.tables.indices {
            for chain in state.tables[table].chains.indices {
                state.tables[table].chains[chain].rules = state.tables[table].chains[chain].rules.map(\.withoutRuntimeValues)
            }
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

extension Rule {
    fileprivate var withoutRuntimeValues: Rule {
        var rule = self
        rule.statements = statements.map(\.withoutRuntimeValues)
        return rule
    }
}

extension Statement {
    fileprivate var withoutRuntimeValues: Statement {
        switch self {
        case .counter: return .counter(Counter())
        case .last: return .last(since: nil)
        case .quota(var quota):
            quota.used = 0
            return .quota(quota)
        case .update(var update):
            update.statements = update.statements.map(\.withoutRuntimeValues)
            return .update(update)
        case .verdict(.jump(.anonymous(let rules))): return .verdict(.jump(.anonymous(rules.map(\.withoutRuntimeValues))))
        case .verdict(.goto(.anonymous(let rules))): return .verdict(.goto(.anonymous(rules.map(\.withoutRuntimeValues))))
        default: return self
        }
    }
}

extension SetDeclaration {
    fileprivate mutating func removeRuntimeValues() {
        statements = statements.map(\.withoutRuntimeValues)
        // Plain rows have neither of them, and are many.
        guard elements.layout?.expiries ?? false || !elements.whole.isEmpty else { return }
        var kept = ElementList()
        for var element in elements {
            // What rules added goes again by itself.
            if flags.contains(.dynamic), element.expires != nil { continue }
            element.expires = nil
            element.statements = element.statements.map(\.withoutRuntimeValues)
            kept.append(element)
        }
        elements = kept
    }
}
