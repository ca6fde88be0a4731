import WeirModel

/// Moves reversible operations from the computed side of a comparison to the constant: `(x & m) >> 2 == 5` becomes `x & m == 20`.
struct ConstantTransfer {
    private enum Step {
        case leftShift(UInt128)
        case rightShift(UInt128)
        case xor(UInt128)
    }
    private var step: Step

    /// The shape of constants after the transfer.
    private static func component(_ operand: Operand, bits: Int) -> SetShape.Component {
        SetShape.Component(type: operand.type, bits: bits, order: operand.constantOrder ?? operand.order)
    }

    /// The remaining operand, and the computation for the constants; `nil` if nothing can be moved.
    static func strip(_ operand: Operand) -> (operand: Operand, constants: SetShape.Component, transfer: ConstantTransfer)? {
        let bits = operand.constantBits ?? operand.bits
        switch operand.node {
        case .shift(let inner, left: false, let amount):
            var result = inner
            result.node = .mask(inner, and: Bytes.mask(inner.bits) ^ Bytes.mask(Int(amount)), xor: 0)
            // nft lengthens the constant by the shift, even beyond the length of the register.
            return (result, component(operand, bits: bits + Int(amount)), ConstantTransfer(step: .leftShift(UInt128(amount))))
        case .shift(let inner, left: true, let amount):
            return (inner, component(operand, bits: bits), ConstantTransfer(step: .rightShift(UInt128(amount))))
        case .flip(let inner, let flipped):
            return (inner, component(operand, bits: bits), ConstantTransfer(step: .xor(flipped)))
        default:
            return nil
        }
    }

    /// How far constants are moved up.
    var shift: Int { if case .leftShift(let amount) = step { Int(amount) } else { 0 } }

    /// The constant before the transfer; `nil` if there is none.
    func undo(_ number: UInt128) -> UInt128? {
        switch step {
        case .leftShift(let amount): number & Bytes.mask(Int(amount)) == 0 ? number >> amount : nil
        case .rightShift(let amount): number << amount
        case .xor(let bits): number ^ bits
        }
    }

    func apply(_ number: UInt128) throws -> UInt128 {
        switch step {
        case .leftShift(let amount): return number << amount
        case .rightShift(let amount):
            guard number & Bytes.mask(Int(amount)) == 0 else { throw LoweringError("the comparison with \(number) is always false") }
            return number >> amount
        case .xor(let bits): return number ^ bits
        }
    }
}
