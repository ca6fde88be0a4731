import Diagrams

/// Packets with one of the values of a rule's match, which it never gets.
package struct LostValue {
    package var rule: Int
    package var cube: Cube
    /// The rules that take the packets.
    package var by: [Int]
    /// What becomes of some of them, other than by the rule.
    package var fate: PacketFate
}

extension RuleAnalysis {
    /// Values that a living rule names among others, and whose packets earlier rules have all taken, at least some to another end.
    ///
    /// A rule that gets less than it matches is no finding: exceptions before a general rule are how rulesets are written.
    package mutating func lostValues(dead: Set<Int>, reader: CubeReader) -> [LostValue] {
        var result: [LostValue] = []
        for chain in hook.walkOrder.sorted() {
            for rule in hook.chains[chain] where !dead.contains(rule) && !hook.rules[rule].isVolatile {
                guard case .end(let fate) = hook.rules[rule].outcomes.first?.step, hook.rules[rule].outcomes.count == 1,
                    candidates[rule].contains(where: { $0 < rule || hook.chainOfRule[Int($0)] != chain })
                else { continue }
                result += decide { lostValues(of: rule, fate, reader) } ?? []
            }
        }
        return result
    }

    private func lostValues(of rule: Int, _ fate: PacketFate, _ reader: CubeReader) -> [LostValue] {
        let region = hook.rules[rule].packets
        return reader.values(of: region).compactMap { value in
            let packets = hook.arena.and(region, value.packets)
            var walk = Walk(hook, candidates: candidates[rule])
            walk.watched = rule
            walk.stopsOnArrival = true
            walk.run(packets)
            guard walk.arrived.isNever, let other = walk.fates.byFate.keys.sorted().first(where: { $0 != fate }), !walk.enders.isEmpty
            else {
                return nil
            }
            return LostValue(rule: rule, cube: value.cube, by: walk.enders, fate: other)
        }
    }
}
