internal import WeirModel

/// A policy, read once: what the checks of every link ask about.
final class PolicyFacts {
    let state: HostState
    let links: [String: LinkConfiguration]
    private(set) var chains: [ChainFacts] = []
    private(set) var offloadedChains: [ChainFacts] = []
    let flowtables: [Flowtable]
    private var rulesByUse: [Int: [RuleFacts]] = [:]
    /// Rules of offloaded chains, by the chain's name.
    private(set) var offloadedRules: [String: [RuleFacts]] = [:]
    private var filtersByLink: [String: [FilterFacts]] = [:]
    /// Links that bind each shared block, in the order of the policy.
    private(set) var blocks: [UInt32: [String]] = [:]

    init(_ state: HostState) {
        self.state = state
        links = Dictionary(state.links.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        flowtables = state.tables.flatMap(\.flowtables)
        for table in state.tables { read(table) }
        for link in state.links {
            for block in link.qdiscs.flatMap(\.sideBlocks)
            where !(blocks[block]?.contains(link.name) ?? false) {
                blocks[block, default: []].append(link.name)
            }
        }
        for link in state.links {
            for filter in link.filters {
                let facts = FilterFacts(filter, of: link)
                for name in facts.block.map({ blocks[$0] ?? [] }) ?? [link.name] { filtersByLink[name, default: []].append(facts) }
            }
        }
    }

    func rules(_ use: RuleUses) -> [RuleFacts] { rulesByUse[use.rawValue.trailingZeroBitCount] ?? [] }
    func uses(_ use: RuleUses) -> Bool { !rules(use).isEmpty }
    func filters(on link: String) -> [FilterFacts] { filtersByLink[link] ?? [] }

    /// The links whose profile matters: those that hold qdiscs, filters, hooks or flowtables, and those that rules name.
    private(set) lazy var namedLinks: [String] = {
        var names: [String] = []
        var seen: Set<String> = []
        func add(_ name: String) { if !name.hasSuffix("*"), seen.insert(name).inserted { names.append(name) } }
        for link in state.links { add(link.name) }
        for chain in chains { for device in chain.chain.base?.devices ?? [] { add(device) } }
        for flowtable in flowtables { for device in flowtable.devices { add(device) } }
        for name in ruleLinks.sorted() { add(name) }
        return names
    }()
    private var ruleLinks: Set<String> = []

    private func read(_ table: Table) {
        let hooks = reachingHooks(table)
        for chain in table.chains {
            let reached = hooks[chain.name] ?? ([], [])
            let facts = ChainFacts(family: table.family, table: table.name, chain: chain, hooks: reached.hooks, devices: reached.devices)
            chains.append(facts)
            let isOffloaded = chain.base?.offload.isAsked == true
            if isOffloaded { offloadedChains.append(facts) }
            for rule in chain.rules {
                let scan = RuleScan(rule, in: facts).facts
                for bit in 0..<RuleUses.count where scan.uses.rawValue >> UInt64(bit) & 1 == 1 { rulesByUse[bit, default: []].append(scan) }
                if isOffloaded { offloadedRules[facts.name, default: []].append(scan) }
                if !scan.outsideNetdev.isEmpty, !scan.uses.contains(.outsideNetdev) {
                    rulesByUse[RuleUses.outsideNetdev.rawValue.trailingZeroBitCount, default: []].append(scan)
                }
                ruleLinks.formUnion(scan.receivedBy ?? [])
                ruleLinks.formUnion(scan.sentBy ?? [])
            }
        }
    }

    /// By chain: the hooks from which packets can come to it, and the devices of those hooks.
    private func reachingHooks(_ table: Table) -> [String: (hooks: Set<Hook>, devices: Set<String>)] {
        var targets: [String: Set<String>] = [:]
        for chain in table.chains { targets[chain.name] = Set(chain.rules.flatMap { $0.statements.flatMap(Self.targets) }) }
        var reached: [String: (hooks: Set<Hook>, devices: Set<String>)] = [:]
        for chain in table.chains {
            guard let base = chain.base else { continue }
            var pending = [chain.name]
            var seen: Set<String> = [chain.name]
            while let name = pending.popLast() {
                reached[name, default: ([], [])].hooks.insert(base.hook)
                reached[name, default: ([], [])].devices.formUnion(base.devices)
                for next in targets[name] ?? [] where seen.insert(next).inserted { pending.append(next) }
            }
        }
        return reached
    }

    private static func targets(_ statement: Statement) -> [String] {
        func target(_ verdict: Verdict) -> [String] {
            switch verdict {
            case .jump(.named(let name)), .goto(.named(let name)): [name]
            case .jump(.anonymous(let rules)), .goto(.anonymous(let rules)): rules.flatMap { $0.statements.flatMap(targets) }
            default: []
            }
        }
        switch statement {
        case .verdict(let verdict): return target(verdict)
        case .verdictMap(_, .anonymous(let list)):
            return list.flatMap { element -> [String] in
                if case .verdict(let verdict)? = element.data { target(verdict) } else { [] }
            }
        default: return []
        }
    }
}
