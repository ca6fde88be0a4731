import WeirModel

/// What becomes of the parts of a state, wherever in it they stand.
struct Rewriting {
    var statement: (Statement) -> Statement = { $0 }
    var term: (Term) -> Term = { $0 }
    /// Of sets and maps that stand in rules.
    var elements: (ElementList) -> ElementList = { $0 }

    func rewrite(_ state: HostState) -> HostState {
        var state = state
        for table in state.tables.indices {
            for chain in state.tables[table].chains.indices {
                state.tables[table].chains[chain].rules = state.tables[table].chains[chain].rules.map(rewrite)
            }
        }
        return state
    }

    func rewrite(_ rule: Rule) -> Rule {
        var rule = rule
        rule.statements = rule.statements.map(rewrite)
        return rule
    }

    func rewrite(_ statement: Statement) -> Statement {
        self.statement(rewriteParts(of: statement))
    }

    private func rewriteParts(of statement: Statement) -> Statement {
        switch statement {
        case .match(let left, let comparison, let right): return .match(rewrite(left), comparison, rewrite(right))
        case .verdictMap(let key, let source): return .verdictMap(key: rewrite(key), rewrite(source))
        case .set(let field, let term): return .set(field, to: rewrite(term))
        case .object(let kind, .map(let key, let source)): return .object(kind, .map(key: rewrite(key), rewrite(source)))
        case .nat(var nat):
            nat.address = nat.address.map(rewrite)
            nat.port = nat.port.map(rewrite)
            return .nat(nat)
        case .tproxy(var proxy):
            proxy.address = proxy.address.map(rewrite)
            proxy.port = proxy.port.map(rewrite)
            return .tproxy(proxy)
        case .dup(let to, let device): return .dup(to: rewrite(to), device: device.map(rewrite))
        case .fwd(let device, let family, let address): return .fwd(device: rewrite(device), family: family, address: address.map(rewrite))
        case .queue(var queue):
            queue.number = rewrite(queue.number)
            return .queue(queue)
        case .update(var update):
            update.key = rewrite(update.key)
            update.data = update.data.map(rewrite)
            update.statements = update.statements.map(rewrite)
            return .update(update)
        case .verdict(.jump(.anonymous(let rules))): return .verdict(.jump(.anonymous(rules.map(rewrite))))
        case .verdict(.goto(.anonymous(let rules))): return .verdict(.goto(.anonymous(rules.map(rewrite))))
        default: return statement
        }
    }

    private func rewrite(_ term: Term) -> Term {
        self.term(rewriteParts(of: term))
    }

    private func rewriteParts(of term: Term) -> Term {
        switch term {
        case .set(let elements): .set(self.elements(elements))
        case .map(let key, let source): .map(key: rewrite(key), rewrite(source))
        case .concatenation(let parts): .concatenation(parts.map(rewrite))
        case .binary(let operation, let left, let right): .binary(operation, rewrite(left), rewrite(right))
        case .jhash(let inner, let modulus, let seed, let offset): .jhash(rewrite(inner), modulus: modulus, seed: seed, offset: offset)
        default: term
        }
    }

    private func rewrite(_ source: MapSource) -> MapSource {
        if case .anonymous(let elements) = source { .anonymous(self.elements(elements)) } else { source }
    }
}
