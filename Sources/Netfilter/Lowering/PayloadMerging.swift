import WeirModel

/// nft's merging of comparisons with adjacent header fields into one load and one comparison.
enum PayloadMerging {
    private typealias Match = RuleLowering.PayloadMatch

    /// Runs of comparisons, between statements of other kinds, are ordered by their place in the packet and joined where they touch.
    static func merge(_ steps: [RuleLowering.Step]) -> [RuleLowering.Step] {
        let count = steps.count { if case .payload = $0 { true } else { false } }
        guard count > 1 else { return steps }
        var result: [RuleLowering.Step?] = steps
        var run: [Int] = []
        for (index, step) in steps.enumerated() {
            switch step {
            case .payload: run.append(index)
            case .match: break
            case .statement:
                // Matches after a counter must not affect it, although nft up to 1.0.6 allows it.
                if run.count > 1 { merge(run, in: &result) }
                run = []
            }
        }
        if run.count > 1 { merge(run, in: &result) }
        return result.compactMap { $0 }
    }

    private static func merge(_ run: [Int], in steps: inout [RuleLowering.Step?]) {
        func match(_ index: Int) -> Match? {
            if case .payload(let match)? = steps[index] { match } else { nil }
        }
        var order = run.sorted { left, right in
            guard let a = match(left), let b = match(right) else { return left < right }
            return (a.place.base.kernelNumber, a.bitOffset, left) < (b.place.base.kernelNumber, b.bitOffset, right)
        }
        var kept = 0
        for position in 1..<order.count {
            guard let last = match(order[kept]), let this = match(order[position]) else { continue }
            guard canMerge(last, this) else {
                kept = position
                continue
            }
            let joined = Match(
                place: last.place, bitOffset: last.bitOffset, bitLength: last.bitLength + this.bitLength, negated: false,
                value: last.value << UInt128(this.bitLength) | this.value, isProtocolKey: last.isProtocolKey || this.isProtocolKey)
            // The joined comparison takes the place of the one that determines the next protocol.
            if this.isProtocolKey {
                steps[order[kept]] = nil
                kept = position
            } else {
                steps[order[position]] = nil
                order[position] = order[kept]
            }
            steps[order[kept]] = .payload(joined)
        }
    }

    private static func canMerge(_ first: Match, _ second: Match) -> Bool {
        // `a != 1 b != 2` joined would match if either differs, as nft up to 1.0.6 does.
        guard first.place == second.place, !first.negated, !second.negated, first.bitOffset + first.bitLength == second.bitOffset,
            first.bitOffset % 8 == 0, first.bitLength % 8 == 0, second.bitOffset % 8 == 0, second.bitLength % 8 == 0
        else { return false }
        let total = first.bitLength + second.bitLength
        return total <= 128 && (total <= 32 || first.place.base == .link || first.bitLength > 32 || second.bitLength > 32)
    }
}
