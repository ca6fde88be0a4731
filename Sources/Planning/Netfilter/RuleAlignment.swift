import Netfilter

/// Which live rule is which desired rule, by meaning and in order.
package struct RuleAlignment {
    /// Pairs that keep their order: a longest common subsequence.
    package private(set) var matched: [(old: Int, new: Int)]
    /// Desired rules that are live too, but in another place: desired index to live index.
    package private(set) var moved: [Int: Int] = [:]

    package init(live: [CompiledRule], desired: [CompiledRule]) {
        let first = zip(live, desired).prefix { $0.means($1) }.count
        let last = zip(live.dropFirst(first).reversed(), desired.dropFirst(first).reversed()).prefix { $0.means($1) }.count
        var symbols: [CompiledRule: Int] = [:]
        func symbol(_ rule: CompiledRule) -> Int {
            let next = symbols.count
            let meaning = rule.meaning
            if let known = symbols[meaning] { return known }
            symbols[meaning] = next
            return next
        }
        let old = live[first..<(live.count - last)].map(symbol)
        let new = desired[first..<(desired.count - last)].map(symbol)
        let middle = CommonSubsequence.pairs(old, new)
        matched =
            (0..<first).map { ($0, $0) } + middle.map { ($0.old + first, $0.new + first) }
            + (0..<last).map { (live.count - last + $0, desired.count - last + $0) }

        var free: [Int: [Int]] = [:]
        let taken = Set(middle.map(\.old))
        for index in old.indices.reversed() where !taken.contains(index) { free[old[index], default: []].append(index) }
        let placed = Set(middle.map(\.new))
        for index in new.indices where !placed.contains(index) {
            if let origin = free[new[index]]?.popLast() { moved[index + first] = origin + first }
        }
    }

    /// The desired rule as it is sent: with the kernel's counts, if it is live and has to be created again.
    func carrying(_ index: Int, _ desired: CompiledChain, _ live: CompiledChain) -> CompiledRule {
        if let old = moved[index] ?? match(index) { live.rules[old] } else { desired.rules[index] }
    }

    /// The live index of a desired rule that kept its order.
    private func match(_ index: Int) -> Int? {
        let place = matched.partitioningIndex { $0.new >= index }
        return place < matched.count && matched[place].new == index ? matched[place].old : nil
    }
}
