import Diagrams
import PacketEngine

/// Two rulesets at one hook, in one arena: equal sets are equal diagrams, so rules that match and do the same are found without comparing
/// what they match.
///
/// A packet that no changed rule matches passes the same rules in the same order on both sides. So only the packets of changed rules are
/// walked, rule by rule.
struct HookComparison {
    let old: ExaminedHook
    let new: ExaminedHook
    let reader: CubeReader
    /// The nodes of each question.
    let budget: Int
    private var arena: Arena { old.hook.arena }

    init(_ old: ExaminedHook, _ new: ExaminedHook, _ programs: (old: Program, new: Program), budget: Int) {
        self.old = old
        self.new = new
        self.budget = budget
        reader = CubeReader([old, new])
        changed = ChangedRules(old, new, programs, old.hook.arena).packets
    }

    /// The packets of each changed rule; all, if the base chains are others.
    private let changed: [Diagram]

    /// `nil` if it takes too many nodes.
    func differences() -> [RegionDifference]? {
        var result: [RegionDifference] = []
        var seen = Diagram.never
        var total: [Pair: Diagram] = [:]
        var order: [Pair] = []
        for packets in changed {
            let answer = arena.keep(nodes: budget) { () -> [(Pair, Diagram, [Cube])] in
                let start = arena.without(packets, seen)
                guard !start.isNever else { return [] }
                seen = arena.or(seen, packets)
                return parts(of: start).map { pair, set in
                    (pair, set, self.cubes(of: set, within: packets))
                }
            }
            guard let answer else { return nil }
            for (pair, set, cubes) in answer {
                guard let difference = difference(pair, set, cubes) else { return nil }
                if total[pair] == nil { order.append(pair) }
                total[pair] = arena.or(total[pair] ?? .never, set)
                result.append(difference)
            }
        }
        return order.flatMap { pair in merged(result.filter { $0.from == pair.from && $0.to == pair.to }, pair, total[pair] ?? .never) }
    }

    private struct Pair: Hashable {
        var from: PacketFate
        var to: PacketFate
    }

    private func parts(of packets: Diagram) -> [(Pair, Diagram)] {
        var before = Walk(old.hook, candidates: old.hook.overlaps.rules(meeting: packets, in: arena))
        before.run(packets)
        var after = Walk(new.hook, candidates: new.hook.overlaps.rules(meeting: packets, in: arena))
        after.run(packets)
        var result: [(Pair, Diagram)] = []
        for (from, set) in before.fates.byFate.sorted(by: { $0.key < $1.key }) {
            for (to, other) in after.fates.byFate.sorted(by: { $0.key < $1.key }) where to != from {
                let both = arena.and(set, other)
                if !both.isNever { result.append((Pair(from: from, to: to), both)) }
            }
        }
        return result
    }

    /// One description of all, where it is shorter than one for each rule.
    private func merged(_ differences: [RegionDifference], _ pair: Pair, _ set: Diagram) -> [RegionDifference] {
        let count = differences.reduce(0) { sum, difference in difference.cubes.reduce(sum) { $0 + $1.count } }
        guard differences.count > 1, let first = differences.first, !differences.contains(where: \.isPartial),
            let cubes = reader.cubes(of: set, limit: count), cubes.count < count
        else { return differences }
        var merged = first
        merged.cubes = cubes
        return [merged]
    }

    private func difference(_ pair: Pair, _ set: Diagram, _ cubes: [Cube]) -> RegionDifference? {
        guard !cubes.isEmpty, let witness = reader.packet(of: set), let packet = arena.assignment(of: set) else { return nil }
        func decider(_ side: ExaminedHook) -> RulePlace? {
            var run = PacketRun(side.hook, side.hook.overlaps.rules(meeting: set, in: arena), packet)
            _ = run.fate()
            return run.decider.map { side.places[$0] }
        }
        return RegionDifference(
            place: old.place, from: pair.from, to: pair.to, cubes: cubes, isPartial: reader.named(set).hasOthers, witness: witness,
            old: decider(old), new: decider(new))
    }

    // MARK: cubes

    private static let longest = 20_000

    /// The shortest of some descriptions: by fields; or what the changed rule matches, less exceptions.
    private func cubes(of set: Diagram, within region: Diagram) -> [Cube] {
        let (set, _) = reader.named(set)
        let plain = reader.cubes(of: set, limit: 64)
        if let plain, plain.count < 3 { return plain }
        let within = reader.named(region).set
        var best = plain ?? []
        if let base = reader.cubes(of: within, limit: 64), let less = exceptions(arena.without(within, set), from: set) {
            // Of several cubes each would need the exceptions that meet it.
            let described = base.map { Cube($0.values, except: less) }
            if best.isEmpty || described.reduce(0, { $0 + $1.count }) < best.count { best = described }
        }
        return best.isEmpty ? reader.cubes(of: set, limit: Self.longest) ?? [] : best
    }

    /// Cubes that are all of `rest` and nothing of `set`: as rules that take it are written where possible.
    private func exceptions(_ rest: Diagram, from set: Diagram) -> [Cube]? {
        guard !rest.isNever else { return [] }
        var left = rest
        var found: [Cube] = []
        for side in [old, new] {
            for rule in side.hook.overlaps.rules(meeting: rest, in: arena) {
                let packets = reader.named(side.hook.rules[Int(rule)].packets).set
                guard !arena.areDisjoint(left, packets), arena.areDisjoint(packets, set), let cubes = reader.cubes(of: packets, limit: 8)
                else { continue }
                found += cubes
                left = arena.without(left, packets)
            }
        }
        guard left.isNever || found.count < 512, let others = reader.cubes(of: left, limit: 64) else {
            return reader.cubes(of: rest, limit: 512)
        }
        found += others
        // Rules that are not needed because others take all of theirs.
        if let plain = reader.cubes(of: rest, limit: found.count - 1), plain.count < found.count { return plain }
        return found
    }
}
