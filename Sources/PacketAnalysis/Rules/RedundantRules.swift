import Diagrams

extension RuleAnalysis {
    /// Rules that change nothing, as long as the dead rules and all others of the result are removed together; none that is left changes
    /// nothing.
    ///
    /// From the last rule to the first: what is kept of the later ones stays needed when earlier ones go. Where jumps make that no order, it is
    /// done until nothing more goes.
    ///
    /// - Parameter mayGo: whether a rule is to be asked.
    package mutating func redundant(dead: Set<Int>, mayGo: (Int) -> Bool = { _ in true }) -> [Int] {
        var isRemoved = hook.rules.indices.map(dead.contains)
        var redundant: [Int] = []
        var again = true
        while again {
            again = false
            for chain in hook.walkOrder.reversed() {
                for rule in hook.chains[chain].reversed() where !isRemoved[rule] && hook.rules[rule].hasVerdict && mayGo(rule) {
                    guard hook.rules[rule].effects.isNever else { continue }
                    guard let answer = isRedundant(rule, isRemoved) else {
                        undecided.insert(rule)
                        continue
                    }
                    guard answer else { continue }
                    isRemoved[rule] = true
                    redundant.append(rule)
                    again = hook.chains.count > 1
                }
            }
        }
        return redundant.sorted()
    }

    /// `nil` if it can't be decided.
    private mutating func isRedundant(_ rule: Int, _ isRemoved: [Bool]) -> Bool? {
        if let flat {
            var random = random
            defer { self.random = random }
            if flat.isShownNeeded(rule, candidates: candidates[rule], isRemoved: isRemoved, &random) { return false }
            return decide { flat.isRedundant(rule, candidates: self.candidates[rule], isRemoved: isRemoved, &random) }
        }
        if isShownNeeded(rule, isRemoved) { return false }
        let (candidates, start) = (candidates[rule], hook.rules[rule].packets)
        return decide {
            var arrival = Walk(hook, candidates: candidates)
            arrival.isRemoved = isRemoved
            arrival.watched = rule
            arrival.run(start)
            let packets = arrival.arrived
            var without = Walk(hook, candidates: candidates)
            without.isRemoved = isRemoved
            without.isRemoved?[rule] = true
            if let expected = hook.soleFate(of: rule), hook.startsBehind(rule) {
                without.expected = expected
                without.run(packets, behind: rule)
                return !without.isUnexpected && without.fates.effects.isEmpty
            }
            var with = Walk(hook, candidates: candidates)
            with.isRemoved = isRemoved
            with.run(packets)
            without.run(packets)
            return with.fates == without.fates && !with.repeatsEffects && !without.repeatsEffects
        }
    }

    private mutating func isShownNeeded(_ rule: Int, _ isRemoved: [Bool]) -> Bool {
        var packet = Assignment()
        for _ in 0..<8 {
            hook.arena.randomize(&packet, in: hook.rules[rule].packets, levels: hook.levels, &random)
            var with = PacketRun(hook, candidates[rule], packet)
            with.isRemoved = isRemoved
            with.watched = rule
            let fate = with.fate()
            guard with.hasArrived, !with.isUnknown else { continue }
            var without = PacketRun(hook, candidates[rule], packet)
            without.isRemoved = isRemoved
            without.without = rule
            let otherwise = without.fate()
            if !without.isUnknown, otherwise != fate || without.effects != with.effects { return true }
        }
        return false
    }
}

extension HookRules {
    /// The fate that a rule gives all packets that it matches, if it is one, and no base chain comes after it.
    func soleFate(of rule: Int) -> PacketFate? {
        guard case .end(let fate) = rules[rule].outcomes.first?.step, rules[rule].outcomes.allSatisfy({ $0.step == .end(fate) }) else {
            return nil
        }
        return fate != .accept || entries.count == 1 ? fate : nil
    }

    /// Whether packets that have passed a rule can go on behind it: a rule of a base chain that nothing jumps to.
    func startsBehind(_ rule: Int) -> Bool {
        !hasVolatileRules && !hasSharedChains && entries.contains { $0.chain == chainOfRule[rule] }
    }
}
