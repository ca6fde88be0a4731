internal import CNl
internal import Netlink
import WeirModel

extension Action.Mirred: ActionCoded {
    static let parametersType = Int(TCA_MIRRED_PARMS)
    static let ignored = [Int(TCA_MIRRED_TM), Int(TCA_MIRRED_PAD)]

    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1)) + nativeBytes(of: try names.index(of: device))
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let mode: Int32 = tail.number(), mode >= 1, Mode.allCases.indices.contains(Int(mode) - 1),
            let index: UInt32 = tail.number(at: 4)
        else {
            return false
        }
        self.mode = Mode.allCases[Int(mode) - 1]
        device = names.name(of: index)
        return true
    }
}
