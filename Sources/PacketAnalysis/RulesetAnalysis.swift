import Diagrams
import Netfilter
import PacketEngine
import WeirModel

/// What a ruleset's rules do together, over all packets and all hooks.
package struct RulesetFindings {
    package struct Dead {
        package var place: RulePlace
        /// See `DeadRule.by`.
        package var by: [RulePlace]
        /// Its own matches exclude each other.
        package var isContradiction: Bool
    }
    package var dead: [Dead] = []
    package var redundant: [RulePlace] = []
    /// Values of rules whose packets earlier rules take.
    package struct Lost {
        package var place: RulePlace
        package var by: [RulePlace]
        package var value: LostValue
    }
    package var lost: [Lost] = []
    package var undecided: [RulePlace] = []
}

package enum RulesetAnalysis {
    package static func findings(of program: Program, tables: [CompiledTable], budget: AnalysisBudget = AnalysisBudget()) -> RulesetFindings
    {
        let names = LinkNames(in: [program])
        let logging = Logging(program, tables)
        var hooks: [(examined: ExaminedHook, analysis: RuleAnalysis, dead: [DeadRule])] = []
        var found = RulesetFindings()
        var usage: [RulePlace: Int] = [:]
        var deaths: [RulePlace: Int] = [:]
        var undecided: Set<RulePlace> = []
        for (place, chains) in ExaminedHook.chains(of: program) {
            let unknowns = Unknowns(Arena(nodes: 16_000_000))
            let hook = ExaminedHook(program, chains, at: place, names: names, unknowns: unknowns, logs: logging.logs)
            guard !unknowns.arena.isExhausted else {
                undecided.formUnion(hook.places)
                continue
            }
            var analysis = RuleAnalysis(hook.hook, budget: budget)
            let (dead, open) = analysis.dead()
            undecided.formUnion(open.map { hook.places[$0] })
            for place in hook.places { usage[place, default: 0] += 1 }
            for rule in dead { deaths[hook.places[rule.rule], default: 0] += 1 }
            hooks.append((hook, analysis, dead))
        }
        // A chain of several hooks has rules that are dead at one and needed at another.
        func isDead(_ place: RulePlace) -> Bool { !undecided.contains(place) && deaths[place] == usage[place] && program.isNamed(place) }
        var by: [RulePlace: Set<RulePlace>] = [:]
        var isPossible: Set<RulePlace> = []
        for (hook, _, dead) in hooks {
            for rule in dead { by[hook.places[rule.rule], default: []].formUnion(rule.by.map { hook.places[$0] }) }
            for (rule, place) in zip(hook.hook.rules, hook.places) where !rule.packets.isNever { isPossible.insert(place) }
        }
        found.dead = by.filter { isDead($0.key) }
            .map { RulesetFindings.Dead(place: $0.key, by: $0.value.sorted(), isContradiction: !isPossible.contains($0.key)) }
            .sorted { $0.place < $1.place }
        for index in hooks.indices {
            let places = hooks[index].examined.places
            let dead = Set(places.indices.filter { isDead(places[$0]) })
            found.redundant += hooks[index].analysis
                .redundant(dead: dead) { usage[places[$0]] == 1 && program.isNamed(places[$0]) }.map { places[$0] }
            undecided.formUnion(hooks[index].analysis.undecided.map { places[$0] })
        }
        found.redundant.sort()
        let shared = found.redundant
        for index in hooks.indices {
            let hook = hooks[index].examined
            let dead = Set(
                hook.places.indices.filter { isDead(hook.places[$0]) || usage[hook.places[$0]] != 1 || shared.contains(hook.places[$0]) })
            for value in hooks[index].analysis.lostValues(dead: dead, reader: CubeReader([hook])) {
                found.lost.append(.init(place: hook.places[value.rule], by: value.by.map { hook.places[$0] }, value: value))
            }
        }
        found.undecided = undecided.sorted()
        return found
    }
}

extension Program {
    /// Whether the rule stands in a chain of its own, and not in a `jump { … }`.
    fileprivate func isNamed(_ place: RulePlace) -> Bool { chains[place.chain].owner == nil }
}

/// Which rules log.
struct Logging {
    private var places: Set<RulePlace> = []
    private var anonymousChains: Set<Int> = []

    init(_ program: Program, _ tables: [CompiledTable]) {
        for (number, chain) in program.chains.enumerated() where chain.owner == nil {
            guard let rules = tables[chain.table].chains.first(where: { $0.name == chain.name })?.rules else { continue }
            for (index, rule) in rules.enumerated() where Self.logs(rule) { places.insert(RulePlace(chain: number, rule: index)) }
        }
        // The rules of a `jump { … }` within a rule that logs somewhere are taken to log, all of them.
        for (number, chain) in program.chains.enumerated() {
            if let owner = chain.owner, logs(owner) { anonymousChains.insert(number) }
        }
    }

    func logs(_ place: RulePlace) -> Bool { places.contains(place) || anonymousChains.contains(place.chain) }

    private static func logs(_ rule: CompiledRule) -> Bool {
        rule.expressions.contains { expression in
            if case .log = expression { return true }
            if case .verdict(let verdict) = expression, case .anonymous(let chain) = verdict.chain {
                return chain.rules.contains(where: logs)
            }
            return false
        }
    }
}
