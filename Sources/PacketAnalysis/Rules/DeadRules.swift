import Diagrams

/// A rule that no packet gets to and matches.
package struct DeadRule: Hashable {
    package var rule: Int
    /// The rules that take its packets before: with them alone it is dead, and none of them can be spared. Empty where its own matches, the way to
    /// it or another chain's policy leave nothing.
    package var by: [Int]
}

/// The size of the diagrams that an analysis may make, so that it ends.
package struct AnalysisBudget: Sendable {
    /// Of each question.
    package var nodes: Int
    /// Of all questions about a hook.
    package var steps: Int

    package var time: Duration

    package init(nodes: Int = 2_000_000, steps: Int = 50_000_000, time: Duration = .seconds(4)) {
        self.nodes = nodes
        self.steps = steps
        self.time = time
    }
}

/// Rule by rule, against the rules that may meet it: packets of the rule first, which show almost every rule that lives; proofs for the rest.
package struct RuleAnalysis {
    let hook: HookRules
    let budget: AnalysisBudget
    private let limit: Int
    private let end: ContinuousClock.Instant
    /// Rules of which it took too many nodes to tell whether they are redundant.
    var undecided: Set<Int> = []
    var random = SplitMix(seed: 0x5EED)
    let candidates: [[Int32]]
    let flat: FlatHook?

    package init(_ hook: HookRules, budget: AnalysisBudget = AnalysisBudget()) {
        self.hook = hook
        self.budget = budget
        limit = hook.arena.steps + budget.steps
        end = .now + budget.time
        candidates = hook.rules.indices.map { hook.overlaps.rules(meeting: $0) }
        flat = FlatHook(hook)
    }

    /// The dead rules of chains that some way leads to, and those of which it took too many nodes to tell.
    package mutating func dead() -> (dead: [DeadRule], undecided: [Int]) {
        var dead: [DeadRule] = []
        var undecided: [Int] = []
        for chain in hook.walkOrder.sorted() {
            for rule in hook.chains[chain] {
                switch cover(of: rule) {
                case nil: undecided.append(rule)
                case .some(nil): break
                case .some(.some(let by)): dead.append(DeadRule(rule: rule, by: by))
                }
            }
        }
        return (dead, undecided)
    }

    /// The answer to a question, as long as the budget allows.
    func decide<Answer>(_ question: () -> Answer) -> Answer? {
        hook.arena.steps < limit && .now < end ? hook.arena.decide(nodes: budget.nodes, question) : nil
    }

    // MARK: dead

    /// The cover of a dead rule, `.some(nil)` for one that is alive, `nil` where it can't be decided.
    private mutating func cover(of rule: Int) -> [Int]?? {
        let region = hook.rules[rule]
        if region.packets.isNever { return .some([]) }
        if let flat { return cover(of: rule, in: flat) }
        if isShownAlive(rule) { return .some(nil) }
        let (candidates, start) = (candidates[rule], region.packets)
        return decide {
            var walk = Walk(hook, candidates: candidates)
            walk.watched = rule
            walk.stopsOnArrival = true
            walk.run(start)
            guard walk.arrived.isNever else { return nil }
            let cover = minimal(walk.enders.filter { $0 != rule }, of: rule, start, candidates)
            if let cover { return cover }
            return minimal(candidates.map { Int($0) }.filter { $0 != rule && hook.rules[$0].endsWays }, of: rule, start, candidates) ?? []
        }
    }

    private mutating func cover(of rule: Int, in flat: FlatHook) -> [Int]?? {
        var random = random
        defer { self.random = random }
        let before = candidates[rule].prefix { $0 < rule }.map { Int($0) }
        return decide {
            let packets = hook.arena.and(hook.rules[rule].packets, hook.entries[0].packets)
            return flat.cover(of: packets, by: before, &random).map { flat.minimal($0, of: packets) }
        }
    }

    /// Without the rules that a cover can spare; `nil` if it is none.
    private func minimal(_ rules: [Int], of rule: Int, _ start: Diagram, _ candidates: [Int32]) -> [Int]? {
        func covers(_ rules: [Int]) -> Bool {
            var walk = Walk(hook, candidates: candidates)
            walk.watched = rule
            walk.stopsOnArrival = true
            walk.ending = Set(rules)
            walk.run(start)
            return walk.arrived.isNever && !hook.arena.isExhausted
        }
        guard covers(rules) else { return nil }
        if covers([]) { return [] }
        // One rule that does it alone is the best answer.
        if rules.count > 1, let one = rules.first(where: { covers([$0]) }) { return [one] }
        var kept = rules
        for candidate in rules {
            let fewer = kept.filter { $0 != candidate }
            if covers(fewer) { kept = fewer }
        }
        return kept
    }

    private mutating func isShownAlive(_ rule: Int) -> Bool {
        var packet = Assignment()
        for _ in 0..<64 {
            hook.arena.randomize(&packet, in: hook.rules[rule].packets, levels: hook.levels, &random)
            var run = PacketRun(hook, candidates[rule], packet)
            run.watched = rule
            run.stopsOnArrival = true
            _ = run.fate()
            if run.isUnknown { return false }
            if run.hasArrived { return true }
        }
        return false
    }
}
