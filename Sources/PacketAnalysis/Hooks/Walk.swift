import Diagrams

/// What a hook does with some packets.
package struct Fates: Equatable {
    package var byFate: [PacketFate: Diagram] = [:]
    /// The packets for which each rule has an effect, by rule.
    package var effects: [Int: Diagram] = [:]

    package subscript(fate: PacketFate) -> Diagram { byFate[fate] ?? .never }

    mutating func add(_ packets: Diagram, _ fate: PacketFate, _ arena: Arena) {
        guard !packets.isNever else { return }
        byFate[fate] = arena.or(self[fate], packets)
    }
}

/// A walk of a set of packets through a hook. Chains are entered with the packets that get there: nothing is inlined, and rules that don't
/// meet the set are passed over.
struct Walk {
    let hook: HookRules
    private var arena: Arena { hook.arena }
    /// The rules that may meet the packets, ascending.
    let candidates: [Int32]
    /// Rules that are taken for removed.
    var isRemoved: [Bool]?
    /// Of the rules that end packets' ways, those that are left; a goto of the others is a jump. `nil`: all.
    var ending: Set<Int>?
    /// The rule whose packets are noted.
    var watched: Int?
    /// The packets that came to the watched rule and match it.
    private(set) var arrived = Diagram.never
    /// The rules that ended the way of some packets, in the order of the walk.
    private(set) var enders: [Int] = []
    private(set) var fates = Fates()
    /// Whether a rule had its effect on a packet twice.
    private(set) var repeatsEffects = false
    /// The packets that end in another way than this are noted, and the walk ends with the first of them.
    var expected: PacketFate?
    private(set) var isUnexpected = false
    /// The walk ends when a packet arrives at the watched rule.
    var stopsOnArrival = false
    /// Of the base chain that is being walked.
    private var accepted = Diagram.never

    init(_ hook: HookRules, candidates: [Int32]) {
        self.hook = hook
        self.candidates = candidates
    }

    private var isDone: Bool { isUnexpected || stopsOnArrival && !arrived.isNever || arena.isExhausted }

    /// Walks packets through all base chains.
    ///
    /// - Parameter start: a rule of a base chain to begin behind; the packets have passed all that is before it.
    mutating func run(_ packets: Diagram, behind start: Int? = nil) {
        hook.reset()
        var now = packets
        var start = start
        for entry in hook.entries {
            if let rule = start, hook.chainOfRule[rule] != entry.chain { continue }
            let inside = arena.and(now, entry.packets)
            let outside = arena.without(now, entry.packets)
            accepted = .never
            let through = chain(entry.chain, inside, from: start.map { $0 + 1 })
            start = nil
            if isDone { return }
            end(through, entry.policy)
            if isDone { return }
            now = arena.or(outside, accepted)
        }
        fates.add(now, .accept, arena)
        if let expected, expected != .accept, !now.isNever { isUnexpected = true }
    }

    private mutating func end(_ packets: Diagram, _ fate: PacketFate) {
        guard !packets.isNever else { return }
        if fate == .accept {
            accepted = arena.or(accepted, packets)
        } else {
            fates.add(packets, fate, arena)
            if let expected, fate != expected { isUnexpected = true }
        }
    }

    /// Returns the packets that leave the chain at its end or by `return`.
    private mutating func chain(_ number: Int, _ packets: Diagram, from start: Int? = nil) -> Diagram {
        guard !packets.isNever else { return .never }
        let range = hook.chains[number]
        var now = packets
        var returned = Diagram.never
        var place = firstCandidate(from: start ?? range.lowerBound)
        while place < candidates.count, Int(candidates[place]) < range.upperBound {
            let number = Int(candidates[place])
            place += 1
            if isRemoved?[number] == true { continue }
            let rule = hook.rules[number].isVolatile ? hook.rerun(number, now) : hook.rules[number]
            let isLeft = ending == nil || !rule.endsWays || number == watched || ending?.contains(number) == true
            if !isLeft, !rule.hasGoto { continue }
            if number == watched {
                arrived = arena.or(arrived, arena.and(now, rule.packets))
                if isDone { return .never }
            }
            if !rule.effects.isNever {
                let affected = arena.and(now, rule.effects)
                if !affected.isNever {
                    let known = fates.effects[number] ?? .never
                    repeatsEffects = repeatsEffects || !arena.areDisjoint(known, affected)
                    fates.effects[number] = arena.or(known, affected)
                }
            }
            let before = now
            for outcome in rule.outcomes where outcome.step != .continue {
                let hit = arena.and(before, outcome.packets)
                if hit.isNever { continue }
                take(hit, outcome.step, number, gotoReturns: !isLeft, &now, &returned)
                if isDone { return .never }
            }
            if now.isNever { break }
        }
        return arena.or(now, returned)
    }

    private mutating func take(
        _ hit: Diagram, _ step: Step, _ rule: Int, gotoReturns: Bool, _ now: inout Diagram, _ returned: inout Diagram
    ) {
        now = arena.without(now, hit)
        switch step {
        case .continue: break
        case .end(let fate):
            note(rule)
            end(hit, fate)
        case .return:
            note(rule)
            returned = arena.or(returned, hit)
        case .jump(let target):
            now = arena.or(now, chain(target, hit))
        case .goto(let target):
            let back = chain(target, hit)
            if gotoReturns {
                now = arena.or(now, back)
            } else {
                if !back.isNever { note(rule) }
                returned = arena.or(returned, back)
            }
        }
    }

    private mutating func note(_ rule: Int) {
        if enders.last != rule { enders.append(rule) }
    }

    /// The place in `candidates` of the first rule from a number on.
    private func firstCandidate(from rule: Int) -> Int {
        var low = 0
        var high = candidates.count
        while low < high {
            let middle = (low + high) / 2
            if Int(candidates[middle]) < rule { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
