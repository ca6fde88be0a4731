/// A policy's tables, chains, rules and links with everything that they lead to, computed once for all users.
package struct PolicyIndex: Sendable {
    package let state: HostState
    package let tables: [TableIndex]
    package let links: [LinkIndex]

    /// - Parameter map: how the rules of a chain are taken apart; callers with threads do it by several.
    package init(
        _ state: HostState, map: ([Rule], @Sendable (Rule) -> RuleIndex) -> [RuleIndex] = { rules, read in rules.map(read) }
    ) {
        self.state = state
        tables = state.tables.map { TableIndex($0, map: map) }
        links = state.links.map(LinkIndex.init)
    }
}

package struct TableIndex: Sendable {
    package let table: Table
    package let chains: [ChainIndex]
    /// Of several with one name, the first.
    package let sets: [String: SetDeclaration]

    init(_ table: Table, map: ([Rule], @Sendable (Rule) -> RuleIndex) -> [RuleIndex]) {
        self.table = table
        let sets = Dictionary(table.sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.sets = sets
        let rules = table.chains.map { chain in
            let subject = Subject(.chain, "\(table.family.rawValue) \(table.name)", chain.name)
            return map(chain.rules) { RuleIndex($0, of: chain, subject: subject) }
        }
        var held: [String: [Verdict]] = [:]
        let jumps = rules.map { $0.flatMap { $0.jumps(through: sets, &held) } }
        let origins = Self.origins(Array(zip(table.chains, jumps)))
        chains = table.chains.indices.map { place in
            let chain = table.chains[place]
            return ChainIndex(chain, in: table, rules: rules[place], jumps: jumps[place], origins: origins[chain.name] ?? [])
        }
    }

    package var name: String { "\(table.family.rawValue) \(table.name)" }
    package var subject: Subject { Subject(.table, name) }
    package var rules: some Sequence<RuleIndex> { chains.lazy.flatMap(\.rules) }

    /// By chain: the base chains from which packets get to it.
    private static func origins(_ chains: [(chain: Chain, jumps: [ChainIndex.Jump])]) -> [String: [BaseChain]] {
        let targets = Dictionary(chains.map { ($0.chain.name, Set($0.jumps.map(\.target))) }) { $0.union($1) }
        var origins: [String: [BaseChain]] = [:]
        for (chain, _) in chains {
            guard let base = chain.base else { continue }
            var seen: Set<String> = []
            var waiting = [chain.name]
            while let name = waiting.popLast() {
                guard seen.insert(name).inserted else { continue }
                origins[name, default: []].append(base)
                waiting += targets[name] ?? []
            }
        }
        return origins
    }
}

/// A chain with where it goes and from where packets come to it.
///
/// A class: each of its rules may be handed around with it.
package final class ChainIndex: Sendable {
    package struct Jump: Sendable {
        package var target: String
        package var isGoto: Bool
        package var location: SourceLocation?
    }

    package let chain: Chain
    package let family: Family
    package let table: String
    package let rules: [RuleIndex]
    /// Where its rules and the verdict maps that they use go.
    package let jumps: [Jump]
    /// The base chains from which packets get to it, itself where it is one; none where no packet does.
    package let origins: [BaseChain]
    package let hooks: Set<Hook>
    /// Of the base chains.
    package let devices: Set<String>

    init(_ chain: Chain, in table: Table, rules: [RuleIndex], jumps: [Jump], origins: [BaseChain]) {
        self.chain = chain
        family = table.family
        self.table = table.name
        self.rules = rules
        self.jumps = jumps
        self.origins = origins
        hooks = Set(origins.map(\.hook))
        devices = Set(origins.flatMap(\.devices))
    }

    /// For messages: `inet filter input`.
    package var name: String { "\(family.rawValue) \(table) \(chain.name)" }
    package var subject: Subject { Subject(.chain, "\(family.rawValue) \(table)", chain.name) }
}

/// A rule with all parts of it, at any depth.
///
/// A class: the checks pass it around often, and a policy may have a hundred thousand.
package final class RuleIndex: Sendable {
    package struct Parts: Sendable {
        package private(set) var statements: [Statement] = []
        package private(set) var terms: [Term] = []
        package private(set) var lists: [ElementList] = []
        package private(set) var verdicts: [Verdict] = []
        package private(set) var lookups: [SetLookup] = []
        package private(set) var objects: [(kind: StatefulObject.Kind?, name: String)] = []
        package private(set) var flowtables: [String] = []
        /// Names of links, or patterns of them.
        package private(set) var links: [Value] = []

        init(_ rule: Rule) {
            rule.walk { part in
                switch part {
                case .statement(let statement): statements.append(statement)
                case .term(let term): terms.append(term)
                case .list(let list): lists.append(list)
                case .verdict(let verdict): verdicts.append(verdict)
                case .lookup(let lookup): lookups.append(lookup)
                case .object(let kind, let name): objects.append((kind, name))
                case .flowtable(let name): flowtables.append(name)
                case .value(let value): if value.linkName != nil { links.append(value) }
                }
            }
        }
    }

    package let rule: Rule
    package let parts: Parts
    /// The chain.
    package let subject: Subject
    /// The rule's line, or the chain's.
    package let location: SourceLocation?

    init(_ rule: Rule, of chain: Chain, subject: Subject) {
        self.rule = rule
        self.subject = subject
        location = rule.at.location ?? chain.at.location
        parts = Parts(rule)
    }

    /// - Parameter held: the jumps of the named maps that were read already.
    fileprivate func jumps(through sets: [String: SetDeclaration], _ held: inout [String: [Verdict]]) -> [ChainIndex.Jump] {
        var verdicts = parts.verdicts
        for lookup in parts.lookups {
            guard case .verdicts = lookup.role, let set = sets[lookup.set] else { continue }
            if held[lookup.set] == nil {
                var found: [Verdict] = []
                set.walk { if case .verdict(let verdict) = $0, verdict.jump != nil { found.append(verdict) } }
                held[lookup.set] = found
            }
            verdicts += held[lookup.set] ?? []
        }
        return verdicts.compactMap { verdict in
            verdict.jump.map { ChainIndex.Jump(target: $0.target, isGoto: $0.isGoto, location: location) }
        }
    }
}
