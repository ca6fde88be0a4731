import Diagrams

/// A hook that is one chain of rules which end packets' ways or let them go on: here it is enough to ask whether rules before take all of a set.
///
/// A packet of what is left finds the next rule to take away, and one that no rule takes settles the question. So few rules are taken away
/// from a set, and large ones first, however many meet it.
struct FlatHook {
    let hook: HookRules
    private var arena: Arena { hook.arena }
    /// Of each rule the packets that it ends the way of.
    private let ended: [Diagram]
    private let effects: [Diagram]

    /// `nil` for other hooks.
    init?(_ hook: HookRules) {
        guard hook.entries.count == 1, hook.walkOrder.count == 1, !hook.hasVolatileRules else { return nil }
        let isFlat = hook.rules.allSatisfy { rule in
            rule.outcomes.allSatisfy { outcome in
                switch outcome.step {
                case .end, .continue: true
                case .return, .jump, .goto: false
                }
            }
        }
        guard isFlat else { return nil }
        self.hook = hook
        effects = hook.rules.map(\.effects)
        ended = hook.rules.map { rule in
            rule.outcomes.reduce(.never) { $1.step == .continue ? $0 : hook.arena.or($0, $1.packets) }
        }
    }

    /// Rules that take all packets of a set together; `nil` if some are left.
    func cover(of set: Diagram, by rules: [Int], _ random: inout SplitMix) -> [Int]? {
        var left = set
        var cover: [Int] = []
        var packets = [Assignment](repeating: Assignment(), count: 12)
        while !left.isNever {
            guard !arena.isExhausted else { return nil }
            for index in packets.indices { arena.randomize(&packets[index], in: left, levels: hook.levels, &random) }
            var best: (rule: Int, count: Int)?
            let position = hook.overlaps.position(of: packets[0])
            for rule in rules where hook.overlaps.mayMatch(rule, position) && arena.holds(ended[rule], at: packets[0]) {
                let count = packets.count { arena.holds(ended[rule], at: $0) }
                if count > best?.count ?? 0 { best = (rule, count) }
                if count == packets.count { break }
            }
            guard let best else { return nil }
            cover.append(best.rule)
            left = arena.without(left, ended[best.rule])
        }
        return cover
    }

    /// Without the rules that can be spared.
    func minimal(_ cover: [Int], of set: Diagram) -> [Int] {
        var kept = cover
        for candidate in cover where kept.count > 1 {
            let fewer = kept.filter { $0 != candidate }
            if fewer.reduce(set, { arena.without($0, ended[$1]) }).isNever { kept = fewer }
        }
        return kept
    }

    /// Whether some packet shows that a rule changes something.
    func isShownNeeded(_ rule: Int, candidates: [Int32], isRemoved: [Bool], _ random: inout SplitMix) -> Bool {
        guard let entry = hook.entries.first else { return false }
        var packet = Assignment()
        packets: for _ in 0..<8 {
            arena.randomize(&packet, in: ended[rule], levels: hook.levels, &random)
            guard arena.holds(entry.packets, at: packet) else { continue }
            let position = hook.overlaps.position(of: packet)
            for candidate in candidates where Int(candidate) != rule && !isRemoved[Int(candidate)] {
                let other = Int(candidate)
                guard hook.overlaps.mayMatch(other, position) else { continue }
                if other > rule, arena.holds(effects[other], at: packet) { return true }
                guard arena.holds(ended[other], at: packet) else { continue }
                if other < rule || fate(of: other, packet) == fate(of: rule, packet) { continue packets }
                return true
            }
            if fate(of: rule, packet) != entry.policy { return true }
        }
        return false
    }

    private func fate(of rule: Int, _ packet: Assignment) -> PacketFate? {
        for outcome in hook.rules[rule].outcomes {
            if case .end(let fate) = outcome.step, arena.holds(outcome.packets, at: packet) { return fate }
        }
        return nil
    }

    /// Whether a rule changes nothing: each later rule that would treat one of its packets otherwise gets none of them, and the policy neither.
    func isRedundant(_ rule: Int, candidates: [Int32], isRemoved: [Bool], _ random: inout SplitMix) -> Bool {
        let others = candidates.map { Int($0) }.filter { $0 != rule && !isRemoved[$0] }
        for outcome in hook.rules[rule].outcomes {
            guard case .end(let fate) = outcome.step else { continue }
            for (place, later) in others.enumerated() where later > rule {
                let region = hook.rules[later]
                let different = region.outcomes.reduce(region.effects) { set, other in
                    other.step == .continue || other.step == .end(fate) ? set : arena.or(set, other.packets)
                }
                let hit = arena.and(outcome.packets, different)
                if !hit.isNever, cover(of: hit, by: Array(others[..<place]), &random) == nil { return false }
            }
            guard let entry = hook.entries.first else { return false }
            let seen = arena.and(outcome.packets, entry.packets)
            if entry.policy != fate, cover(of: seen, by: others, &random) == nil { return false }
        }
        return true
    }
}
