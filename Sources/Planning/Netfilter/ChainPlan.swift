import Netfilter
import WeirModel

/// The steps from one live chain's rules to the desired ones, where the chain itself stays.
struct ChainPlan {
    /// To be done before sets, chains and objects are deleted.
    var deletions: [Operation.Action] = []
    /// To be done when all that rules refer to is there. Each with the rule's location.
    var additions: [(action: Operation.Action, at: Located)] = []
    var differences: [RuleDifference] = []

    struct RuleDifference {
        var change: Difference.Change
        var position: Int
        var livePosition: Int?
        var live: CompiledRule?
        var desired: CompiledRule?
        var lost: [String]
        var at: Located
    }

    /// `dying`: objects deleted in the same transaction, perhaps to be created again. Rules that refer to them leave before and return
    /// after.
    init(desired: CompiledChain, live: CompiledChain, dying: References) {
        let alignment = RuleAlignment(live: live.rules, desired: desired.rules)
        compare(alignment, desired: desired, live: live)
        let forced = dying.isEmpty ? [] : Set(live.rules.indices.filter { References(of: live.rules[$0]).contains(anyOf: dying) })
        let anchors = alignment.matched.filter { !forced.contains($0.old) }
        if anchors.isEmpty, live.rules.count > desired.rules.count + 1 {
            deletions.append(.flushChain(live.name))
            for index in desired.rules.indices { add(index, alignment, desired, live, .append) }
            return
        }
        var old = 0
        var new = 0
        for anchor in anchors + [(old: live.rules.count, new: desired.rules.count)] {
            var replaceable: [UInt64] = []
            for index in old..<anchor.old {
                if forced.contains(index) {
                    deletions.append(.deleteRule(chain: live.name, handle: live.ruleHandle(index)))
                } else {
                    replaceable.append(live.ruleHandle(index))
                }
            }
            let replaced = min(replaceable.count, anchor.new - new)
            for offset in 0..<replaced {
                let index = new + offset
                additions.append(
                    (
                        .replaceRule(alignment.carrying(index, desired, live), chain: live.name, handle: replaceable[offset]),
                        desired.ruleLocation(index)
                    ))
            }
            deletions += replaceable.dropFirst(replaced).map { .deleteRule(chain: live.name, handle: $0) }
            let position: Operation.RulePosition = anchor.old < live.rules.count ? .before(handle: live.ruleHandle(anchor.old)) : .append
            for index in (new + replaced)..<anchor.new { add(index, alignment, desired, live, position) }
            old = anchor.old + 1
            new = anchor.new + 1
        }
    }

    private mutating func add(
        _ index: Int, _ alignment: RuleAlignment, _ desired: CompiledChain, _ live: CompiledChain, _ position: Operation.RulePosition
    ) {
        additions.append((.addRule(alignment.carrying(index, desired, live), chain: live.name, position), desired.ruleLocation(index)))
    }

    /// The differences for people: rules that only moved, rules that replace another, rules that are added and removed.
    private mutating func compare(_ alignment: RuleAlignment, desired: CompiledChain, live: CompiledChain) {
        for (new, old) in alignment.moved {
            differences.append(
                RuleDifference(
                    change: .moved, position: new + 1, livePosition: old + 1, live: live.rules[old], desired: desired.rules[new], lost: [],
                    at: desired.ruleLocation(new)))
        }
        let movedAway = Set(alignment.moved.values)
        var old = 0
        var new = 0
        for match in alignment.matched + [(old: live.rules.count, new: desired.rules.count)] {
            let removed = (old..<match.old).filter { !movedAway.contains($0) }
            let added = (new..<match.new).filter { alignment.moved[$0] == nil }
            for (old, new) in zip(removed, added) {
                differences.append(
                    RuleDifference(
                        change: .changed, position: new + 1, live: live.rules[old], desired: desired.rules[new],
                        lost: Loss.of(live.rules[old]),
                        at: desired.ruleLocation(new)))
            }
            for old in removed.dropFirst(added.count) {
                differences.append(
                    RuleDifference(
                        change: .removed, position: old + 1, live: live.rules[old], desired: nil, lost: Loss.of(live.rules[old]),
                        at: desired.at))
            }
            for new in added.dropFirst(removed.count) {
                differences.append(
                    RuleDifference(
                        change: .added, position: new + 1, live: nil, desired: desired.rules[new], lost: [], at: desired.ruleLocation(new)))
            }
            old = match.old + 1
            new = match.new + 1
        }
        differences.sort { $0.position < $1.position }
    }
}

extension CompiledChain {
    func ruleHandle(_ index: Int) -> UInt64 { index < ruleHandles.count ? ruleHandles[index] : 0 }
    func ruleLocation(_ index: Int) -> Located { index < ruleLocations.count ? ruleLocations[index] : at }
}
