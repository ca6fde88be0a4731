import WeirModel

/// Moves what can be undone from the computed side of a comparison to the constant: `(x & m) >> 2 == 5` is `x & m == 20`.
struct ConstantTransfer {
    private enum Step {
        case none
        case leftShift(UInt128)
        case rightShift(UInt128)
        case xor(UInt128)
    }
    private var step: Step

    /// The operand that remains, and what the constants have to go through.
    static func strip(_ operand: Operand) -> (Operand, ConstantTransfer) {
        switch operand.node {
        case .shift(let inner, left: false, let amount):
            var result = inner
            let kept = Bytes.mask(inner.bits) ^ Bytes.mask(Int(amount))
            if case .mask(let source, let and, let xor) = inner.node, xor == 0 {
                result.node = .mask(source, and: and & kept, xor: 0)
            } else {
                result.node = .mask(inner, and: kept, xor: 0)
            }
            return (result, ConstantTransfer(step: .leftShift(UInt128(amount))))
        case .shift(let inner, left: true, let amount):
            return (inner, ConstantTransfer(step: .rightShift(UInt128(amount))))
        case .mask(let inner, let and, let xor) where xor != 0 && and == Bytes.mask(operand.bits) && inner.bits == operand.bits:
            return (inner, ConstantTransfer(step: .xor(xor)))
        default:
            return (operand, ConstantTransfer(step: .none))
        }
    }

    func apply(_ number: UInt128) throws -> UInt128 {
        switch step {
        case .none: return number
        case .leftShift(let amount): return number << amount
        case .rightShift(let amount):
            guard number & Bytes.mask(Int(amount)) == 0 else { throw LoweringError("the comparison with \(number) is always false") }
            return number >> amount
        case .xor(let bits): return number ^ bits
        }
    }
}
