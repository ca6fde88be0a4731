import WeirModel

/// A rewriting of the parts of a state, at any depth.
struct Rewriting {
    var statement: (Statement) -> Statement = { $0 }
    var term: (Term) -> Term = { $0 }
    /// Of sets and maps in rules.
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
        case .setOverZeroChecksum(let field, let term): return .setOverZeroChecksum(field, to: rewrite(term))
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
        case .verdict(let verdict): return .verdict(rewrite(verdict))
        case .object(_, .named), .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last, .log, .reject, .notrack, .synproxy,
            .flowAdd, .raw:
            return statement
        }
    }

    private func rewrite(_ verdict: Verdict) -> Verdict {
        switch verdict {
        case .jump(.anonymous(let rules)): .jump(.anonymous(rules.map(rewrite)))
        case .goto(.anonymous(let rules)): .goto(.anonymous(rules.map(rewrite)))
        case .jump(.named), .goto(.named), .accept, .drop, .continue, .return: verdict
        }
    }

    private func rewrite(_ term: Term) -> Term {
        self.term(rewriteParts(of: term))
    }

    private func rewriteParts(of term: Term) -> Term {
        switch term {
        case .set(let elements): .set(rewrite(elements))
        case .map(let key, let source): .map(key: rewrite(key), rewrite(source))
        case .concatenation(let parts): .concatenation(parts.map(rewrite))
        case .binary(let operation, let left, let right): .binary(operation, rewrite(left), rewrite(right))
        case .jhash(let inner, let modulus, let seed, let offset): .jhash(rewrite(inner), modulus: modulus, seed: seed, offset: offset)
        case .field, .value, .range, .prefix, .flags, .namedSet: term
        }
    }

    private func rewrite(_ source: MapSource) -> MapSource {
        switch source {
        case .anonymous(let elements): .anonymous(rewrite(elements))
        case .named: source
        }
    }

    /// The list, then the statements and bound chains that its elements hold.
    func rewrite(_ list: ElementList) -> ElementList {
        let list = elements(list)
        guard list.whole.values.contains(where: \.holdsStatements) || list.indexedData.contains(where: \.holdsStatements) else {
            return list
        }
        return ElementList(
            list.map { element in
                var element = element
                element.statements = element.statements.map(rewrite)
                if case .verdict(let verdict) = element.data { element.data = .verdict(rewrite(verdict)) }
                return element
            })
    }
}

extension Element {
    fileprivate var holdsStatements: Bool { !statements.isEmpty || data?.holdsStatements ?? false }
}

extension ElementData {
    fileprivate var holdsStatements: Bool { if case .verdict(let verdict) = self { !verdict.boundRules.isEmpty } else { false } }
}
