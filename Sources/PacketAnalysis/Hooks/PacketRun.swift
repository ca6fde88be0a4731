import Diagrams

/// One packet's way through a hook.
struct PacketRun {
    let hook: HookRules
    let candidates: [Int32]
    let packet: Assignment
    /// A rule that is taken for removed, in addition to those of `isRemoved`.
    var without: Int?
    var isRemoved: [Bool]?
    var watched: Int?
    /// The run ends where the packet arrives at the watched rule.
    var stopsOnArrival = false
    private(set) var hasArrived = false
    /// Whether it came to a volatile rule, of which the packet alone doesn't tell what it does.
    private(set) var isUnknown = false
    /// The rule that gave the last verdict; `nil`: a policy.
    private(set) var decider: Int?
    /// Rules with effects on the packet.
    private(set) var effects: [Int] = []

    init(_ hook: HookRules, _ candidates: [Int32], _ packet: Assignment) {
        self.hook = hook
        self.candidates = candidates
        self.packet = packet
    }

    mutating func fate() -> PacketFate {
        for entry in hook.entries where hook.arena.holds(entry.packets, at: packet) {
            decider = nil
            let fate = chain(entry.chain) ?? entry.policy
            if fate != .accept { return fate }
        }
        return .accept
    }

    /// `nil` when it leaves the chain without a verdict.
    private mutating func chain(_ number: Int) -> PacketFate? {
        let range = hook.chains[number]
        var low = 0
        var high = candidates.count
        while low < high {
            let middle = (low + high) / 2
            if Int(candidates[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        while low < candidates.count, Int(candidates[low]) < range.upperBound {
            let rule = Int(candidates[low])
            low += 1
            if rule == without || isRemoved?[rule] == true { continue }
            let region = hook.rules[rule]
            if region.isVolatile, hook.arena.holds(hook.arena.or(region.packets, region.effects), at: packet) { isUnknown = true }
            if isUnknown { return .drop }
            if hook.arena.holds(region.effects, at: packet) { effects.append(rule) }
            guard hook.arena.holds(region.packets, at: packet) else { continue }
            if rule == watched {
                hasArrived = true
                if stopsOnArrival { return .drop }
            }
            for outcome in region.outcomes where hook.arena.holds(outcome.packets, at: packet) {
                switch outcome.step {
                case .continue: break
                case .return: return nil
                case .end(let fate):
                    decider = rule
                    return fate
                case .jump(let target): if let fate = chain(target) { return fate }
                case .goto(let target): return chain(target)
                }
                break
            }
        }
        return nil
    }
}
