/// The kernel's register file: sixteen slots of four bytes; each aligned four also have a common number.
package enum Registers {
    static let slotBytes = 4
    package static let slots = 16
    /// The bytes of all of them.
    static let bytes = slots * slotBytes
    static let verdict: Expression.Register = 0

    /// The kernel's number of the register that begins at a slot: `NFT_REG_1` + n where aligned, else `NFT_REG32_00` + n.
    static func number(slot: Int) -> Expression.Register {
        slot % 4 == 0 ? UInt32(1 + slot / 4) : UInt32(8 + slot)
    }

    /// The slot at which a register begins; nil for the verdict register and for numbers that are none.
    package static func slot(of register: Expression.Register) -> Int? {
        switch register {
        case 1...4: Int(register - 1) * 4
        case 8...23: Int(register - 8)
        default: nil
        }
    }

    static func slots(forBits bits: Int) -> Int { (bits + 31) / 32 }
}
