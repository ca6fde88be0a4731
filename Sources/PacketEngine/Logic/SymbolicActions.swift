import Diagrams
import Netfilter
import WeirModel

extension SymbolicLogic {
    package func perform(
        _ action: Action, registers: inout RegisterFile<SymbolicWord>, under condition: Diagram, endings: inout [Ending<Diagram>]
    ) -> Diagram {
        effects = arena.or(effects, condition)
        func end(_ verdict: Verdict, _ packets: Diagram) -> Diagram {
            if !packets.isNever { endings.append(Ending(verdict, packets)) }
            return .never
        }
        switch action.kind {
        case .limit, .quota, .connlimit: return arena.and(condition, state(action.number))
        case .reject: return end(.drop, condition)
        case .nat(let nat):
            // In `inet` the packets of the other family go on.
            let packets = nat.family == 2 ? arena.and(condition, isIPv4) : nat.family == 10 ? arena.and(condition, isIPv6) : condition
            translate(nat, registers, under: packets, action.number)
            _ = end(.accept, packets)
            return arena.without(condition, packets)
        case .masquerade(_, let low, let high):
            translate(Action.Nat(source: true, low, high), registers, under: condition, action.number)
            return end(.accept, condition)
        case .redirect(_, let low, let high):
            translate(Action.Nat(source: false, low, high), registers, under: condition, action.number)
            return end(.accept, condition)
        case .tproxy: return arena.and(condition, state(action.number))
        case .dup, .flowOffload: return condition
        case .fwd: return end(.stolen, condition)
        case .notrack:
            untrack(action.number, under: condition)
            return condition
        case .synproxy:
            let isTCP = arena.and(condition, arena.equal(arena.bits(VariableOrder.transportProtocol), [6]))
            let isTaken = state(action.number)
            _ = end(.stolen, arena.and(isTCP, isTaken))
            return arena.without(isTCP, isTaken)
        case .queue(let number, _, let flags, let slot):
            // With bypass and without a listener it is an accept; which queue a register or the flow chooses is not told apart.
            let queue = slot == nil ? number ?? 0 : 0
            guard flags & 1 != 0 else { return end(.queue(queue), condition) }
            let isHeard = state(action.number)
            _ = end(.queue(queue), arena.and(condition, isHeard))
            return end(.accept, arena.without(condition, isHeard))
        case .dynset(let op, _, _, _, _, let statefuls):
            // Deletion never fails; a full set breaks, and so do limits of the element.
            var goesOn = op == 2 ? condition : arena.and(condition, state(action.number))
            for number in statefuls {
                goesOn = perform(program.actions[number], registers: &registers, under: goesOn, endings: &endings)
            }
            return goesOn
        case .object(let number):
            switch program.objects[number].definition {
            case .quota, .limit, .raw, .synproxy: return arena.and(condition, state(action.number))
            case .counter, .secmark, .ctHelper, .ctTimeout, .ctExpectation, .tunnel: return condition
            }
        case .raw:
            let kinds = (1...4).map { _ in unknowns.condition(source(action.number)) }
            asksState = true
            var left = condition
            for (kind, verdict) in zip(kinds, [Verdict.accept, .drop, .return]) {
                _ = end(verdict, arena.and(left, kind))
                left = arena.without(left, kind)
            }
            for slot in registers.words.indices {
                let bits = arena.bits(unknowns.variables(.value("register \(slot) of \(action.number)"), count: 32))
                registers[slot] = arena.select(condition, .bits(bits), registers[slot])
            }
            return arena.and(left, kinds[3])
        }
    }

    /// What a state says to the packet when it is asked once more.
    private func state(_ number: Int) -> Diagram {
        asksState = true
        return unknowns.condition(source(number))
    }

    package func ruleHeld(_ place: RulePlace, _ verdict: Verdict, under condition: Diagram) {
        if translates, verdict != .continue { decisions.append(Decision(rule: place, verdict: verdict, packets: condition)) }
    }

    package func policyApplied(_ chain: Int, _ verdict: Verdict, under condition: Diagram) {
        if translates { decisions.append(Decision(rule: nil, verdict: verdict, packets: condition)) }
    }
}
