import Netfilter

// What the kernel does to the words of registers.

extension Interpreter {
    mutating func compare(_ comparison: Comparison, _ slot: Int, _ constant: Constant) -> Condition {
        switch comparison {
        case .equal: equal(slot, constant)
        case .notEqual: logic.without(logic.always, equal(slot, constant))
        case .less: less(slot, constant)
        case .lessOrEqual: less(slot, constant, orEqual: true)
        case .greater: less(slot, constant, orEqual: true, negated: true)
        case .greaterOrEqual: less(slot, constant, negated: true)
        }
    }

    private mutating func equal(_ slot: Int, _ constant: Constant) -> Condition {
        var result = logic.always
        for offset in 0..<constant.words.count {
            result = logic.both(result, logic.equal(word(slot, offset, constant), program.constants[constant.words.lowerBound + offset]))
        }
        return result
    }

    /// By `memcmp`.
    mutating func less(_ slot: Int, _ constant: Constant, orEqual: Bool = false, negated: Bool = false) -> Condition {
        var result = orEqual ? logic.always : logic.never
        for offset in (0..<constant.words.count).reversed() {
            let bits = program.constants[constant.words.lowerBound + offset]
            let word = word(slot, offset, constant)
            let same = logic.equal(word, bits)
            result = logic.either(logic.less(word, than: bits), logic.both(same, result))
        }
        return negated ? logic.without(logic.always, result) : result
    }

    private mutating func word(_ slot: Int, _ offset: Int, _ constant: Constant) -> Logic.Word {
        let isLast = offset == constant.words.count - 1
        return isLast && constant.lastMask != .max
            ? logic.and(registers[slot + offset], logic.word(constant.lastMask)) : registers[slot + offset]
    }

    /// `nft_bitwise_eval_lshift` and `_rshift`: bits carry from word to word, each a number in host order, the first most significant.
    mutating func shift(left: Bool, _ bits: Int, _ source: Int, _ destination: Int, _ words: Int) {
        var carry = logic.word(0)
        for step in 0..<words {
            let offset = left ? words - 1 - step : step
            let number = hostOrder(registers[source + offset])
            let shifted = left ? logic.shiftedLeft(number, by: bits) : logic.shiftedRight(number, by: bits)
            let result = logic.or(shifted, carry)
            carry = left ? logic.shiftedRight(number, by: 32 - bits) : logic.shiftedLeft(number, by: 32 - bits)
            registers[destination + offset] = hostOrder(result)
        }
    }

    mutating func combine(_ op: Expression.BitwiseOperator, _ left: Logic.Word, _ right: Logic.Word) -> Logic.Word {
        switch op {
        case .and: logic.and(left, right)
        case .or: logic.or(left, right)
        case .xor: logic.xor(left, right)
        }
    }

    /// `nft_byteorder_eval`. On big-endian machines both orders are one.
    mutating func exchange(_ size: Int, _ source: Int, _ destination: Int, _ words: Int) {
        #if _endian(little)
            let all = (0..<words).map { registers[source + $0] }
            for offset in 0..<words {
                let from = size == 8 && offset ^ 1 < words ? offset ^ 1 : offset
                registers[destination + offset] = size == 2 ? logic.halvesSwapped(all[from]) : logic.byteSwapped(all[from])
            }
        #else
            for offset in 0..<words { registers[destination + offset] = registers[source + offset] }
        #endif
    }

    private func hostOrder(_ word: Logic.Word) -> Logic.Word {
        #if _endian(little)
            logic.byteSwapped(word)
        #else
            word
        #endif
    }
}
