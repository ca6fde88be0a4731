import Host
import Netfilter
import Nftables
import Planning
import WeirModel

/// The kernel's rules by their handles, in nft's words, with the lines of a policy.
final class LiveRules {
    struct Place: Hashable {
        var family: Family
        var table: String
        var handle: UInt64
    }

    struct Known {
        /// From 0, in its chain.
        var index: Int
        var rule: CompiledRule
        var location: SourceLocation?
    }

    private let policy: [CompiledTable]
    private let session: NftablesSession
    private(set) var tables: [CompiledTable] = []
    private var rules: [Place: Known] = [:]
    private var words = RuleText(desired: [], live: [])
    private var lastRead = ContinuousClock.now

    /// - Parameter policy: the tables that the kernel should hold.
    init(policy: [CompiledTable]) throws {
        self.policy = policy
        session = try NftablesSession()
        try read()
        let unknown = lacking
        if unknown > 0 {
            Terminal.note(
                "\(unknown) rule\(unknown == 1 ? "" : "s") of the policy \(unknown == 1 ? "is" : "are") not in the kernel, which `weir diff` shows"
            )
        }
    }

    /// The rule of an event; the ruleset is read again if it has changed.
    func find(_ event: TraceEvent) -> (known: Known, text: String)? {
        guard case .rule(let handle) = event.step else { return nil }
        let place = Place(family: event.family, table: event.table, handle: handle)
        if rules[place] == nil, ContinuousClock.now - lastRead > .milliseconds(500) { try? read() }
        guard let known = rules[place] else { return nil }
        return (known, words.rule(known.rule.meaning, family: event.family, table: event.table))
    }

    private func read() throws {
        defer { lastRead = .now }
        tables = try session.snapshot(SnapshotRequest { _, _ in false }).tables
        words = RuleText(desired: [], live: tables)
        rules = [:]
        for table in tables {
            let chains = policy.first { $0.family == table.family && $0.name == table.name }?.chains ?? []
            for chain in table.chains {
                let locations = Self.locations(of: chain, in: chains.first { $0.name == chain.name })
                for (index, (rule, handle)) in zip(chain.rules, chain.ruleHandles).enumerated() {
                    rules[Place(family: table.family, table: table.name, handle: handle)] = Known(
                        index: index, rule: rule, location: locations[index])
                }
            }
        }
    }

    /// By the live rule's index.
    private static func locations(of live: CompiledChain, in desired: CompiledChain?) -> [Int: SourceLocation] {
        guard let desired else { return [:] }
        let alignment = RuleAlignment(live: live.rules, desired: desired.rules)
        let pairs = alignment.matched.map { ($0.old, $0.new) } + alignment.moved.map { ($0.value, $0.key) }
        return pairs.reduce(into: [:]) { found, pair in
            if desired.ruleLocations.indices.contains(pair.1) { found[pair.0] = desired.ruleLocations[pair.1].location }
        }
    }

    /// The rules of the policy that the kernel does not hold.
    private var lacking: Int {
        policy.reduce(0) { count, table in
            let live = tables.first { $0.family == table.family && $0.name == table.name }?.chains ?? []
            return table.chains.reduce(count) { count, chain in
                let rules = live.first { $0.name == chain.name }?.rules ?? []
                let alignment = RuleAlignment(live: rules, desired: chain.rules)
                return count + chain.rules.count - alignment.matched.count - alignment.moved.count
            }
        }
    }
}
