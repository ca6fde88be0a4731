import Diagrams

/// Where packets go that a rule takes. Chains are numbers of their hook.
package enum Step: Hashable, Sendable {
    /// They go on with the next rule.
    case `continue`
    case `return`
    case jump(Int)
    case goto(Int)
    case end(PacketFate)
}

/// The end of a packet's way through a base chain.
package enum PacketFate: Hashable, Sendable, Comparable {
    case accept
    case drop
    case stolen
    case queue(UInt16)
}

/// The packets that a rule takes, by where they go; disjoint.
package struct Outcome: Sendable {
    package var packets: Diagram
    package var step: Step
    package init(_ packets: Diagram, _ step: Step) {
        self.packets = packets
        self.step = step
    }
}

/// A rule as sets of packets.
package struct RuleRegion: Sendable {
    package var outcomes: [Outcome]
    /// All that it matches to its end.
    package var packets: Diagram
    /// The packets for which it does more than give a verdict: writes, states, logs. Those that break halfway are among them.
    package var effects: Diagram
    /// What it matches depends on values that rules write, so it is asked again where packets come to it (`HookRules.rerun`). The sets are
    /// then of all packets that it may match, whatever was written.
    package var isVolatile: Bool

    package init(outcomes: [Outcome], packets: Diagram, effects: Diagram = .never, isVolatile: Bool = false) {
        self.outcomes = outcomes
        self.packets = packets
        self.effects = effects
        self.isVolatile = isVolatile
    }

    /// Whether it gives a verdict.
    package var hasVerdict: Bool { outcomes.contains { $0.step != .continue } }
    /// Whether packets end their way in the chain here.
    package var endsWays: Bool {
        outcomes.contains { outcome in
            switch outcome.step {
            case .end, .return, .goto: true
            case .continue, .jump: false
            }
        }
    }

    var hasGoto: Bool {
        outcomes.contains { outcome in
            switch outcome.step {
            case .goto: true
            case .continue, .jump, .return, .end: false
            }
        }
    }
}

/// A base chain of a hook.
package struct Entry: Sendable {
    package var chain: Int
    package var policy: PacketFate
    /// The packets that the chain sees: those of its family.
    package var packets: Diagram
    package init(chain: Int, policy: PacketFate, packets: Diagram) {
        self.chain = chain
        self.policy = policy
        self.packets = packets
    }
}

/// All that decides at one hook: the base chains in the order in which they run, and the chains that are reached from them, as sets of packets.
package final class HookRules {
    package let arena: Arena
    package let rules: [RuleRegion]
    /// Of each chain its rules.
    package let chains: [Range<Int>]
    package let entries: [Entry]
    /// A rule whose matches depend on written values, for packets that come to it now.
    let rerun: (_ rule: Int, _ packets: Diagram) -> RuleRegion
    /// Forgets what was written.
    let reset: () -> Void
    let overlaps: Overlaps
    /// The number of the variables' levels.
    let levels: Int
    let chainOfRule: [Int]
    let hasVolatileRules: Bool
    /// Chains that more than one way leads to, and those below them.
    let hasSharedChains: Bool
    /// The chains that some way leads to, each before those that it leads to.
    let walkOrder: [Int]

    package init(
        arena: Arena, rules: [RuleRegion], chains: [Range<Int>], entries: [Entry], boxFields: [VariableRange], levels: Int,
        rerun: @escaping (_ rule: Int, _ packets: Diagram) -> RuleRegion = { _, _ in RuleRegion(outcomes: [], packets: .never) },
        reset: @escaping () -> Void = {}
    ) {
        self.arena = arena
        self.rules = rules
        self.chains = chains
        self.entries = entries
        self.levels = levels
        self.rerun = rerun
        self.reset = reset
        overlaps = Overlaps(of: rules.map { arena.or($0.packets, $0.effects) }, in: arena, boxFields)
        var chainOfRule = [Int](repeating: 0, count: rules.count)
        for (number, chain) in chains.enumerated() { for rule in chain { chainOfRule[rule] = number } }
        self.chainOfRule = chainOfRule
        hasVolatileRules = rules.contains(where: \.isVolatile)
        var ways = [Int](repeating: 0, count: chains.count)
        for entry in entries { ways[entry.chain] += 1 }
        for rule in rules { for outcome in rule.outcomes { if let target = outcome.step.target { ways[target] += 1 } } }
        hasSharedChains = ways.contains { $0 > 1 }
        walkOrder = Self.order(rules, chains, entries)
    }

    private static func order(_ rules: [RuleRegion], _ chains: [Range<Int>], _ entries: [Entry]) -> [Int] {
        var seen = [Bool](repeating: false, count: chains.count)
        var leaving: [Int] = []
        func visit(_ chain: Int) {
            guard !seen[chain] else { return }
            seen[chain] = true
            for rule in chains[chain].reversed() {
                for outcome in rules[rule].outcomes.reversed() { if let target = outcome.step.target { visit(target) } }
            }
            leaving.append(chain)
        }
        for entry in entries.reversed() { visit(entry.chain) }
        return leaving.reversed()
    }
}

extension Step {
    package var target: Int? {
        switch self {
        case .jump(let chain), .goto(let chain): chain
        case .continue, .return, .end: nil
        }
    }
}
