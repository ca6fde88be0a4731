import Diagrams
import Netfilter
import PacketEngine

package enum RulesetComparison {
    /// The packets that fare otherwise with the new ruleset than with the old one, hook by hook.
    ///
    /// - Parameter budget: the nodes that each question may take.
    package static func difference(from old: Program, to new: Program, budget: Int = 4_000_000) -> RulesetDifference {
        var result = RulesetDifference()
        let names = LinkNames(in: [old, new])
        let before = ExaminedHook.chains(of: old)
        let after = ExaminedHook.chains(of: new)
        for (place, part) in parts(before, after) {
            let unknowns = Unknowns(Arena(nodes: 16_000_000))
            func examine(_ program: Program, _ hooks: [(place: PacketPlace, chains: [Int])]) -> ExaminedHook {
                let chains = hooks.filter { $0.place == place }.map(\.chains)
                return ExaminedHook(program, part < chains.count ? chains[part] : [], at: place, names: names, unknowns: unknowns)
            }
            let sides = (examine(old, before), examine(new, after))
            guard !unknowns.arena.isExhausted,
                let found = HookComparison(sides.0, sides.1, (old, new), budget: budget).differences()
            else {
                result.undecided.append(place)
                continue
            }
            result.regions += found
        }
        return result
    }

    /// The places of both, and the parts of each before and after NAT.
    private static func parts(_ old: [(place: PacketPlace, chains: [Int])], _ new: [(place: PacketPlace, chains: [Int])])
        -> [(PacketPlace, Int)]
    {
        var result: [(PacketPlace, Int)] = []
        for side in [old, new] {
            var next: [PacketPlace: Int] = [:]
            for (place, _) in side {
                let part = next[place, default: 0]
                next[place] = part + 1
                if !result.contains(where: { $0 == (place, part) }) { result.append((place, part)) }
            }
        }
        return result
    }
}
