import Diagrams

/// Four bytes of a register as functions of the packet, the bit of the first byte's highest value first.
package enum SymbolicWord: Hashable, Sendable {
    case constant(UInt32)
    case bits([Diagram])

    /// All 32.
    package var diagrams: [Diagram] {
        switch self {
        case .constant(let bits): (0..<32).map { bits >> UInt32(31 - $0) & 1 == 1 ? .always : .never }
        case .bits(let bits): bits
        }
    }

    init(_ bits: [Diagram]) {
        var constant: UInt32 = 0
        for bit in bits {
            guard bit.isNever || bit.isAlways else {
                self = .bits(bits)
                return
            }
            constant = constant << 1 | (bit.isAlways ? 1 : 0)
        }
        self = .constant(constant)
    }

    func reordered(_ source: (Int) -> Int, constant: (UInt32) -> UInt32) -> SymbolicWord {
        switch self {
        case .constant(let bits): .constant(constant(bits))
        case .bits(let bits): .bits((0..<32).map { bits[source($0)] })
        }
    }
}

extension Arena {
    func combine(
        _ left: SymbolicWord, _ right: SymbolicWord, _ constants: (UInt32, UInt32) -> UInt32, _ bits: (Diagram, Diagram) -> Diagram
    )
        -> SymbolicWord
    {
        if case .constant(let left) = left, case .constant(let right) = right { return .constant(constants(left, right)) }
        return SymbolicWord(zip(left.diagrams, right.diagrams).map(bits))
    }

    func select(_ condition: Diagram, _ new: SymbolicWord, _ old: SymbolicWord) -> SymbolicWord {
        if condition.isAlways || new == old { return new }
        if condition.isNever { return old }
        return SymbolicWord(zip(new.diagrams, old.diagrams).map { select(condition, $0, $1) })
    }

    func equal(_ word: SymbolicWord, _ bits: UInt32) -> Diagram {
        switch word {
        case .constant(let constant): constant == bits ? .always : .never
        case .bits(let diagrams): equal(diagrams, bits.bytes)
        }
    }

    func less(_ word: SymbolicWord, than bits: UInt32) -> Diagram {
        switch word {
        case .constant(let constant): constant < bits ? .always : .never
        case .bits(let diagrams): atMost(diagrams, bits.bytes, orEqual: false)
        }
    }
}

extension UInt32 {
    var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> UInt32(24 - 8 * $0)) } }
}
