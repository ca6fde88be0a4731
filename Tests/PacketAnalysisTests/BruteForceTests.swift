import Diagrams
import Tags
import Testing

@testable import PacketAnalysis

/// Rules over eight bits, in chains that jump, against every packet by a walk that knows nothing of sets.
@Suite(.tags(.pure)) struct BruteForceTests {
    private static let packets = 0..<256
    private static let field = VariableRange(first: 0, count: 8)

    private struct PlainRule {
        /// Of a packet, where it goes; nil: it doesn't match.
        var step: [Step?]
        var hasEffect = false
    }

    private struct Plain {
        var rules: [PlainRule] = []
        var chains: [Range<Int>] = []
        var policies: [PacketFate] = []

        /// The fate, the rules with an effect on the packet, and the rules that it came to and matches.
        func run(_ packet: Int, without removed: Set<Int> = [], only: Set<Int>? = nil, watching watched: Int? = nil) -> (PacketFate, [Int], Set<Int>) {
            var effects: [Int] = []
            var met: Set<Int> = []
            enum End {
                case fate(PacketFate)
                case back
            }
            func chain(_ number: Int) -> End {
                for rule in chains[number] where !removed.contains(rule) {
                    guard let step = rules[rule].step[packet] else { continue }
                    let endsWays = rules[rule].step.contains { step in
                        switch step {
                        case .end, .return, .goto: true
                        case nil, .continue, .jump: false
                        }
                    }
                    let isLeft = only == nil || !endsWays || rule == watched || only?.contains(rule) == true
                    let hasGoto = rules[rule].step.contains { if case .goto = $0 { true } else { false } }
                    if !isLeft && !hasGoto { continue }
                    met.insert(rule)
                    if rules[rule].hasEffect { effects.append(rule) }
                    switch step {
                    case .continue: break
                    case .return: return .back
                    case .end(let fate): return .fate(fate)
                    case .jump(let target): if case .fate(let fate) = chain(target) { return .fate(fate) }
                    case .goto(let target):
                        if case .fate(let fate) = chain(target) { return .fate(fate) }
                        if isLeft { return .back }
                    }
                }
                return .back
            }
            for (entry, policy) in policies.enumerated() {
                let fate: PacketFate
                if case .fate(let given) = chain(entry) { fate = given } else { fate = policy }
                if fate != .accept { return (fate, effects, met) }
            }
            return (.accept, effects, met)
        }
    }

    /// Two base chains now and then, and mostly two others that lead downwards.
    private static func random(_ seed: Int, _ arena: Arena) -> (Plain, HookRules) {
        var random = SplitMix(seed: UInt64(seed))
        var plain = Plain()
        var regions: [RuleRegion] = []
        let bases = 1 + seed % 2
        let others = seed % 4 == 0 ? 0 : 2
        plain.policies = (0..<bases).map { _ in Bool.random(using: &random) ? .accept : .drop }
        let bits = arena.bits(field)
        for chain in 0..<(bases + others) {
            let first = regions.count
            for _ in 0..<Int.random(in: others == 0 ? 8...14 : 2...6, using: &random) {
                // A map of two halves, or one interval.
                let low = UInt8.random(in: 0...255, using: &random)
                let high = UInt8.random(in: low...255, using: &random)
                let mask = UInt8.random(in: 0...255, using: &random) | 0xf0
                let range = arena.inRange(zip(bits, 0..<8).map { mask >> UInt8(7 - $1) & 1 == 1 ? $0 : .never }, [low], [high])
                var kinds: [Step] = [.end(.accept), .end(.drop), .end(.accept), .end(.drop), .continue]
                if others > 0 { kinds.append(.return) }
                for target in max(chain + 1, bases)..<max(chain + 1, bases + others) { kinds += [.jump(target), .jump(target), .goto(target)] }
                let step = kinds.randomElement(using: &random) ?? .continue
                var outcomes = [Outcome(range, step)]
                if seed % 3 == 0, Bool.random(using: &random) {
                    let half = arena.variable(7)
                    outcomes = [
                        Outcome(arena.and(range, half), step), Outcome(arena.without(range, half), kinds.randomElement(using: &random) ?? .return),
                    ]
                }
                outcomes.removeAll(where: \.packets.isNever)
                let hasEffect = Int.random(in: 0..<6, using: &random) == 0
                let all = outcomes.reduce(Diagram.never) { arena.or($0, $1.packets) }
                regions.append(RuleRegion(outcomes: outcomes, packets: all, effects: hasEffect ? all : .never))
                plain.rules.append(
                    PlainRule(
                        step: packets.map { packet in
                            var assignment = Assignment()
                            assignment[field] = UInt128(packet)
                            return outcomes.first { arena.holds($0.packets, at: assignment) }?.step
                        }, hasEffect: hasEffect))
            }
            plain.chains.append(first..<regions.count)
        }
        let entries = plain.policies.enumerated().map { Entry(chain: $0, policy: $1, packets: .always) }
        return (plain, HookRules(arena: arena, rules: regions, chains: plain.chains, entries: entries, boxFields: [field], levels: 8))
    }

    @Test(arguments: 0..<300) func deadRulesAndTheirCovers(_ seed: Int) {
        let (plain, hook) = Self.random(seed, Arena())
        var analysis = RuleAnalysis(hook)
        let (dead, undecided) = analysis.dead()
        #expect(undecided.isEmpty)
        let met = Self.packets.reduce(into: Set<Int>()) { $0.formUnion(plain.run($1).2) }
        let reachable = hook.walkOrder.flatMap { Array(hook.chains[$0]) }
        #expect(Set(dead.map(\.rule)) == Set(reachable).subtracting(met))
        for rule in dead {
            func covers(_ rules: [Int]) -> Bool {
                !Self.packets.contains { plain.run($0, only: Set(rules), watching: rule.rule).2.contains(rule.rule) }
            }
            #expect(covers(rule.by), "\(rule)")
            for spared in rule.by { #expect(!covers(rule.by.filter { $0 != spared }), "\(rule) without \(spared)") }
        }
    }

    @Test(arguments: 0..<300) func redundantRules(_ seed: Int) {
        let (plain, hook) = Self.random(seed, Arena())
        var analysis = RuleAnalysis(hook)
        let dead = Set(analysis.dead().dead.map(\.rule))
        let redundant = Set(analysis.redundant(dead: dead))
        func fates(_ removed: Set<Int>) -> [PacketFate] { Self.packets.map { plain.run($0, without: removed).0 } }
        func effects(_ removed: Set<Int>) -> [[Int]] { Self.packets.map { plain.run($0, without: removed).1 } }
        let gone = dead.union(redundant)
        #expect(fates(gone) == fates([]))
        #expect(effects(gone) == effects([]))
        #expect(redundant.allSatisfy { hook.rules[$0].hasVerdict && hook.rules[$0].effects.isNever })
        for rule in hook.walkOrder.flatMap({ Array(hook.chains[$0]) }) where !gone.contains(rule) && hook.rules[rule].hasVerdict {
            guard hook.rules[rule].effects.isNever else { continue }
            let without = gone.union([rule])
            // Where an effect happens to a packet twice, it is not decided.
            if (effects(gone) + effects(without)).contains(where: { Set($0).count < $0.count }) { continue }
            #expect(fates(without) != fates([]) || effects(without) != effects([]), "rule \(rule) is left, and changes nothing")
        }
    }
}
