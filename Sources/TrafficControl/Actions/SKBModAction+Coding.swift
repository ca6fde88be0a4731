internal import CNl
internal import Netlink
import WeirModel

extension Action.SKBMod: ActionCoded {
    static let parametersType = Int(TCA_SKBMOD_PARMS)
    static let ignored = [Int(TCA_SKBMOD_TM), Int(TCA_SKBMOD_PAD)]
    static let fields: [AttributeField<Self>] = [
        .wire(Int(TCA_SKBMOD_DMAC), \.destinationMAC, .address), .wire(Int(TCA_SKBMOD_SMAC), \.sourceMAC, .address),
        .number(Int(TCA_SKBMOD_ETYPE), \.etherType),
    ]

    /// SKBMOD_F_*: which of the attributes count. The 64-bit number is aligned.
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        let flags: UInt64 =
            (destinationMAC != nil ? 1 : 0) | (sourceMAC != nil ? 2 : 0) | (etherType != nil ? 4 : 0) | (swapMAC == true ? 8 : 0)
            | (ecn == true ? 16 : 0)
        return [0, 0, 0, 0] + nativeBytes(of: flags)
    }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let flags: UInt64 = tail.number(at: 4) else { return false }
        if flags & 8 != 0 { swapMAC = true }
        if flags & 16 != 0 { ecn = true }
        return true
    }
}
