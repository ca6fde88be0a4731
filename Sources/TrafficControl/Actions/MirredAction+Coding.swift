internal import CNl
internal import Netlink
import WeirModel

extension Action.Mirred: ActionCoded {
    static let parametersType = Int(TCA_MIRRED_PARMS)
    static let ignored = [Int(TCA_MIRRED_TM), Int(TCA_MIRRED_PAD)]
    static let fields: [AttributeField<Self>] = [.number(NewerAttribute.mirredBlock, \.block).since(6, 8, "blockid")]

    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1))
            + nativeBytes(of: block == nil ? try names.index(of: device) : 0)
    }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let mode: Int32 = tail.number(), mode >= 1, Mode.allCases.indices.contains(Int(mode) - 1),
            let index: UInt32 = tail.number(at: 4)
        else {
            return false
        }
        self.mode = Mode.allCases[Int(mode) - 1]
        // A block stands in its place.
        device = index == 0 ? "" : names.name(of: index)
        return true
    }
}
