import WeirModel

/// Matches on their way to u32: 32-bit words of the packet under masks.
struct U32Keys {
    private var positions = PositionedMatches(.u32)
    private var mark: Filter.U32.Mark?
    private var indev: String?

    mutating func add(_ match: FilterMatch) throws(FilterProblem) {
        switch match.field {
        case .meta(.mark):
            var word = MaskedWord()
            if let mark { (word.value, word.mask) = (mark.value, mark.mask) }
            let (value, mask) = try Self.masked(BitTest(match, bits: 32))
            try word.add(UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: mask))
            mark = Filter.U32.Mark(value: word.value, mask: word.mask)
        case .meta(.iifname), .meta(.iif): indev = try match.linkName(.u32)
        default: try positions.add(match)
        }
    }

    func results() throws(FilterProblem) -> [FilterMatching.Result] {
        var results: [FilterMatching.Result] = []
        for (protocolID, bits) in try positions.filters() {
            var u32 = Filter.U32()
            u32.keys = try Self.keys(bits)
            (u32.mark, u32.indev) = (mark, indev)
            results.append(FilterMatching.Result(u32, protocolID: protocolID))
        }
        return results
    }

    /// As stock tc packs them: bits of one word become one key.
    private static func keys(_ bits: [PacketBits]) throws(FilterProblem) -> [Filter.U32.Key] {
        var keys: [Filter.U32.Key] = []
        for bits in bits {
            let (value, mask) = try masked(bits.test)
            let start = bits.offset - (bits.layer == .link ? 112 : 0)
            let end = start + bits.length
            // Words of four bytes from the network header, backwards too: an arithmetic shift rounds down.
            for word in (start >> 5)...((end - 1) >> 5) {
                let last = min(end, word * 32 + 32)
                let count = last - max(start, word * 32)
                func part(_ number: UInt128) -> UInt32 {
                    UInt32(
                        truncatingIfNeeded: (number >> UInt128(end - last) & FilterOperand.ones(UInt32(count)))
                            << UInt128(word * 32 + 32 - last))
                }
                if part(mask) == 0 { continue }
                let place = keys.firstIndex { $0.offset == word * 4 } ?? keys.count
                if place == keys.count { keys.append(.init(value: 0, mask: 0, offset: Int32(word * 4))) }
                var known = MaskedWord(value: keys[place].value, mask: keys[place].mask)
                try known.add(part(value), part(mask))
                (keys[place].value, keys[place].mask) = (known.value, known.mask)
            }
        }
        // tc's `match u32 0 0`: every packet.
        return keys.isEmpty ? [.init(value: 0, mask: 0, offset: 0)] : keys
    }

    private static func masked(_ test: BitTest) throws(FilterProblem) -> (value: UInt128, mask: UInt128) {
        switch test {
        case .masked(let value, let mask, false): return (value, mask)
        case .masked(_, _, true):
            throw FilterProblem("u32 can only compare for equality", help: "`by: .basic` has `!=`, or put a filter before this one")
        case .range(let first, let last, _):
            throw FilterProblem("u32 compares bits under a mask, which can't express \(first) to \(last)", help: "`by: .basic` has ranges")
        }
    }
}

/// A word that several matches read.
private struct MaskedWord {
    var value: UInt32 = 0
    var mask: UInt32 = 0

    mutating func add(_ value: UInt32, _ mask: UInt32) throws(FilterProblem) {
        if (self.value ^ value) & self.mask & mask != 0 { throw FilterProblem("no packet is like that: the matches exclude one another") }
        self.value |= value
        self.mask |= mask
    }
}
