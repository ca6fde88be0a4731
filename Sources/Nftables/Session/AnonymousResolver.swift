import Netfilter

/// Puts anonymous sets and bound chains in the place of the names that the kernel gave them.
struct AnonymousResolver {
    private var sets: [String: AnonymousSet]
    private var chains: [String: [CompiledRule]]

    /// More than the kernel's limit on nested jumps. Chains and sets below it keep the kernel's names.
    private static let deepest = 32

    init(sets: [CompiledSet], chains: [CompiledChain]) {
        self.sets = Dictionary(
            sets.map { ($0.name, AnonymousSet(specification: $0.specification, elements: Array($0.elements))) },
            uniquingKeysWith: { first, _ in first })
        self.chains = Dictionary(chains.map { ($0.name, $0.rules) }, uniquingKeysWith: { first, _ in first })
    }

    func resolve(_ table: inout CompiledTable) {
        guard !sets.isEmpty || !chains.isEmpty else { return }
        for chain in table.chains.indices {
            for rule in table.chains[chain].rules.indices { resolve(&table.chains[chain].rules[rule].expressions, depth: 0) }
        }
    }

    private func resolve(_ expressions: inout [Expression], depth: Int) {
        guard depth < Self.deepest else { return }
        for index in expressions.indices {
            if let set = expressions[index].set.flatMap({ resolved($0, depth: depth) }) { expressions[index].set = set }
            if case .verdict(let verdict) = expressions[index], let verdict = resolved(verdict, depth: depth) {
                expressions[index] = .verdict(verdict)
            }
        }
    }

    private func resolved(_ reference: SetReference, depth: Int) -> SetReference? {
        guard case .named(let name) = reference, var set = sets[name] else { return nil }
        for index in set.elements.indices {
            if case .verdict(let verdict) = set.elements[index].data, let verdict = resolved(verdict, depth: depth + 1) {
                set.elements[index].data = .verdict(verdict)
            }
        }
        return .anonymous(set)
    }

    private func resolved(_ verdict: Expression.VerdictData, depth: Int) -> Expression.VerdictData? {
        guard case .named(let name) = verdict.chain, var rules = chains[name] else { return nil }
        for index in rules.indices { resolve(&rules[index].expressions, depth: depth + 1) }
        return .init(code: verdict.code, chain: .anonymous(AnonymousChain(rules: rules)))
    }
}
