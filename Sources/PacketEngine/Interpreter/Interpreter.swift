import Netfilter
import WeirModel

/// Runs chains by guarded execution: every step happens for the packets of a condition, which each match narrows.
///
/// As in the kernel (`nft_do_chain`), an expression that fails breaks its rule, what it did before stays, and the next rule runs.
package struct Interpreter<Logic: PacketLogic> {
    package typealias Condition = Logic.Condition

    package let program: Program
    package var logic: Logic
    var registers: RegisterFile<Logic.Word>
    /// Of the rules that run: a rule that jumps keeps its own while the chain's rules add theirs.
    private var endings: [Ending<Condition>] = []
    private var fate: Fate<Condition>

    package init(_ program: Program, _ logic: Logic) {
        self.program = program
        self.logic = logic
        registers = RegisterFile(filledWith: logic.word(0))
        fate = Fate(accepted: logic.never, dropped: logic.never, taken: [])
    }

    /// Runs a base chain with its policy.
    package mutating func run(base chain: Int, under condition: Condition) -> Fate<Condition> {
        fate = Fate(accepted: logic.never, dropped: logic.never, taken: [])
        endings.removeAll(keepingCapacity: true)
        let left = run(chain: chain, under: condition)
        if !logic.isNever(left) {
            let verdict: Verdict = program.chains[chain].base?.policy == .drop ? .drop : .accept
            logic.policyApplied(chain, verdict, under: left)
            end(verdict, left)
        }
        return fate
    }

    /// Runs a chain. Returns the packets that come back: at its end, or by `return`.
    private mutating func run(chain number: Int, under condition: Condition) -> Condition {
        var here = condition
        var back = logic.never
        let rules = program.chains[number].rules
        for rule in rules {
            if logic.isNever(here) || logic.isExhausted { break }
            let place = RulePlace(chain: number, rule: rule - rules.lowerBound)
            let first = endings.count
            let held = run(rule: rule, under: here)
            if !logic.isNever(held) { logic.ruleHeld(place, .continue, under: held) }
            let last = endings.count
            for index in first..<last { here = logic.without(here, endings[index].condition) }
            for index in first..<last {
                let ending = endings[index]
                logic.ruleHeld(place, ending.verdict, under: ending.condition)
                switch ending.verdict {
                case .continue: here = logic.either(here, ending.condition)
                case .return: back = logic.either(back, ending.condition)
                case .jump(let chain): here = logic.either(here, run(chain: chain, under: ending.condition))
                case .goto(let chain): back = logic.either(back, run(chain: chain, under: ending.condition))
                case .accept, .drop, .stolen, .queue: end(ending.verdict, ending.condition)
                }
            }
            endings.removeSubrange(first...)
        }
        return logic.either(back, here)
    }

    /// Runs one rule, and no chain that it jumps to.
    package mutating func outcomes(ofRule rule: Int, under condition: Condition) -> (held: Condition, endings: [Ending<Condition>]) {
        let first = endings.count
        defer { endings.removeSubrange(first...) }
        let held = run(rule: rule, under: condition)
        return (held, Array(endings[first...]))
    }

    /// Returns the packets for which all expressions hold and none gives a verdict; those with a verdict are added to `endings`.
    private mutating func run(rule: Int, under condition: Condition) -> Condition {
        var live = condition
        for index in program.rules[rule] {
            live = step(program.instructions[index], under: live)
            if logic.isNever(live) { break }
        }
        return live
    }

    private mutating func end(_ verdict: Verdict, _ condition: Condition) {
        switch verdict {
        case .accept: fate.accepted = logic.either(fate.accepted, condition)
        case .drop: fate.dropped = logic.either(fate.dropped, condition)
        case .stolen, .queue, .continue, .return, .jump, .goto: fate.taken.append(Ending(verdict, condition))
        }
    }

    // MARK: steps

    private mutating func step(_ instruction: Instruction, under live: Condition) -> Condition {
        switch instruction {
        case .load(let source, let slot): return logic.load(source, into: &registers, at: slot, under: live)
        case .constant(let words, let slot):
            for (offset, word) in words.enumerated() { registers[slot + offset] = logic.word(program.constants[word]) }
            return live
        case .compare(let comparison, let slot, let constant):
            return logic.both(live, compare(comparison, slot, constant))
        case .range(let negated, let slot, let from, let to):
            let outside = logic.either(less(slot, from), less(slot, to, orEqual: true, negated: true))
            return negated ? logic.both(live, outside) : logic.without(live, outside)
        case .mask(let source, let slot, let and, let xor):
            for offset in 0..<and.count {
                let masked = logic.and(registers[source + offset], logic.word(program.constants[and.lowerBound + offset]))
                registers[slot + offset] = logic.xor(masked, logic.word(program.constants[xor.lowerBound + offset]))
            }
            return live
        case .shift(let left, let bits, let source, let slot, let words):
            shift(left: left, bits, source, slot, words)
            return live
        case .combine(let op, let left, let right, let slot, let words):
            for offset in 0..<words { registers[slot + offset] = combine(op, registers[left + offset], registers[right + offset]) }
            return live
        case .byteOrder(let size, let source, let slot, let words):
            exchange(size, source, slot, words)
            return live
        case .lookup(let set, let slot, let negated):
            let found = logic.member(of: set, key: registers, at: slot, under: live)
            return negated ? logic.without(live, found) : logic.both(live, found)
        case .value(let map, let slot, let destination):
            return logic.value(of: map, key: slot, registers: &registers, into: destination, under: live)
        case .verdicts(let map, let slot): return verdicts(map, slot, under: live)
        case .objects(let map, let slot): return objects(map, slot, under: live)
        case .verdict(.continue): return live
        case .verdict(let verdict):
            endings.append(Ending(verdict, live))
            return logic.never
        case .write(let target, let slot): return logic.write(target, from: registers, at: slot, under: live)
        case .act(let action): return logic.perform(program.actions[action], registers: &registers, under: live, endings: &endings)
        }
    }

    /// A hit of `continue` goes on in the rule, another verdict ends it, a miss breaks it.
    private mutating func verdicts(_ map: Int, _ slot: Int, under live: Condition) -> Condition {
        let first = endings.count
        logic.verdicts(of: map, key: registers, at: slot, under: live, endings: &endings)
        var goesOn = logic.never
        var index = first
        while index < endings.count {
            if endings[index].verdict == .continue {
                goesOn = logic.either(goesOn, endings[index].condition)
                endings.remove(at: index)
            } else {
                index += 1
            }
        }
        return goesOn
    }

    private mutating func objects(_ map: Int, _ slot: Int, under live: Condition) -> Condition {
        var goesOn = logic.never
        for (object, condition) in logic.objects(of: map, key: registers, at: slot, under: live) {
            let action = program.objectActions[object]
            goesOn = logic.either(
                goesOn, logic.perform(program.actions[action], registers: &registers, under: condition, endings: &endings))
        }
        return goesOn
    }
}

/// The packets by what a base chain does to them.
package struct Fate<Condition> {
    package var accepted: Condition
    package var dropped: Condition
    /// `stolen` and `queue`.
    package var taken: [Ending<Condition>]
}
