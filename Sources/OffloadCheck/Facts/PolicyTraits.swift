internal import WeirModel

/// The parts of a policy whose meaning depends on a card's features: rules by use, filters by link.
final class PolicyTraits {
    let state: HostState
    let chains: [ChainIndex]
    let offloadedChains: [ChainIndex]
    let flowtables: [Flowtable]
    private let linksByName: [String: LinkIndex]
    private var rulesByUse: [Int: [RuleTraits]] = [:]
    /// Rules of offloaded chains, by the chain's name.
    private(set) var offloadedRules: [String: [RuleTraits]] = [:]
    private var filtersByLink: [String: [FilterFacts]] = [:]
    /// Links that bind each shared block, in the order of the policy.
    private(set) var blocks: [UInt32: [String]] = [:]

    init(_ index: PolicyIndex) {
        state = index.state
        chains = index.tables.flatMap(\.chains)
        offloadedChains = chains.filter { $0.chain.base?.offload.isAsked == true }
        flowtables = state.tables.flatMap(\.flowtables)
        linksByName = Dictionary(index.links.map { ($0.link.name, $0) }, uniquingKeysWith: { first, _ in first })
        for chain in chains { read(chain) }
        for link in state.links {
            for block in link.qdiscs.lazy.flatMap(\.sideBlocks) where blocks[block]?.last != link.name {
                blocks[block, default: []].append(link.name)
            }
        }
        for link in state.links {
            let bound = link.egressBlocks
            for filter in link.filters {
                let facts = FilterFacts(filter, bound)
                for name in facts.block.map({ blocks[$0] ?? [] }) ?? [link.name] { filtersByLink[name, default: []].append(facts) }
            }
        }
    }

    func link(_ name: String) -> LinkIndex? { linksByName[name] }
    func rules(_ use: RuleFeatures) -> [RuleTraits] { rulesByUse[use.rawValue.trailingZeroBitCount] ?? [] }
    func uses(_ use: RuleFeatures) -> Bool { !rules(use).isEmpty }
    func filters(on link: String) -> [FilterFacts] { filtersByLink[link] ?? [] }

    /// The links whose profile matters: those with qdiscs, filters, hooks or flowtables, and those that rules name.
    private(set) lazy var namedLinks: [String] = {
        var names: [String] = []
        var seen: Set<String> = []
        func add(_ name: String) { if seen.insert(name).inserted { names.append(name) } }
        func add(text: String) { if NamePattern.prefix(of: text) == nil { add(NamePattern.name(of: text)) } }
        for link in state.links { add(link.name) }
        for chain in chains { for device in chain.chain.base?.devices ?? [] { add(text: device) } }
        for flowtable in flowtables { for device in flowtable.devices { add(text: device) } }
        for name in ruleLinks.sorted() { add(name) }
        return names
    }()
    private var ruleLinks: Set<String> = []
    /// Links that filters send packets to: nothing is checked on them, but checks of the filters ask about them.
    var targets: Set<String> { Set(filtersByLink.values.joined().flatMap { $0.targets.map(\.link) }) }

    private func read(_ chain: ChainIndex) {
        let isOffloaded = chain.chain.base?.offload.isAsked == true
        for rule in chain.rules {
            let scan = RuleScan(rule, in: chain).traits
            for bit in 0..<RuleFeatures.count where scan.uses.rawValue >> UInt64(bit) & 1 == 1 { rulesByUse[bit, default: []].append(scan) }
            if isOffloaded { offloadedRules[chain.name, default: []].append(scan) }
            if !scan.outsideNetdev.isEmpty, !scan.uses.contains(.outsideNetdev) {
                rulesByUse[RuleFeatures.outsideNetdev.rawValue.trailingZeroBitCount, default: []].append(scan)
            }
            ruleLinks.formUnion(scan.receivedBy ?? [])
            ruleLinks.formUnion(scan.sentBy ?? [])
        }
    }
}
