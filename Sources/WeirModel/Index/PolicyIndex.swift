/// A policy's tables, chains, rules and links with everything that they lead to, computed once for all users.
public struct PolicyIndex: Sendable {
    public let state: HostState
    public let tables: [TableIndex]
    public let links: [LinkIndex]

    /// - Parameter map: how the rules of a chain are taken apart; callers with threads do it by several.
    public init(
        _ state: HostState, map: ([Rule], @Sendable (Rule) -> RuleIndex) -> [RuleIndex] = { rules, read in rules.map(read) }
    ) {
        self.state = state
        tables = state.tables.map { TableIndex($0, map: map) }
        links = state.links.map(LinkIndex.init)
    }
}

public struct TableIndex: Sendable {
    public let table: Table
    public let chains: [ChainIndex]
    /// Of several with one name, the first.
    public let sets: [String: SetDeclaration]

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

    public var name: String { "\(table.family.rawValue) \(table.name)" }
    public var subject: Subject { Subject(.table, name) }
    public var rules: some Sequence<RuleIndex> { chains.lazy.flatMap(\.rules) }

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
public final class ChainIndex: Sendable {
    public struct Jump: Sendable {
        public var target: String
        public var isGoto: Bool
        public var location: SourceLocation?
    }

    public let chain: Chain
    public let family: Family
    public let table: String
    public let rules: [RuleIndex]
    /// Where its rules and the verdict maps that they use go.
    public let jumps: [Jump]
    /// The base chains from which packets get to it, itself where it is one; none where no packet does.
    public let origins: [BaseChain]
    public let hooks: Set<Hook>
    /// Of the base chains.
    public let devices: Set<String>

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
    public var name: String { "\(family.rawValue) \(table) \(chain.name)" }
    public var subject: Subject { Subject(.chain, "\(family.rawValue) \(table)", chain.name) }
}

/// A rule with all parts of it, at any depth.
///
/// A class: the checks pass it around often, and a policy may have a hundred thousand.
public final class RuleIndex: Sendable {
    public struct Parts: Sendable {
        public private(set) var statements: [Statement] = []
        public private(set) var terms: [Term] = []
        public private(set) var lists: [ElementList] = []
        public private(set) var verdicts: [Verdict] = []
        public private(set) var lookups: [SetLookup] = []
        public private(set) var objects: [(kind: StatefulObject.Kind?, name: String)] = []
        public private(set) var flowtables: [String] = []
        /// Names of links, or patterns of them.
        public private(set) var links: [Value] = []

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

    public let rule: Rule
    public let parts: Parts
    /// The chain.
    public let subject: Subject
    /// The rule's line, or the chain's.
    public let location: SourceLocation?

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
