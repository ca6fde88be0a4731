internal import CNl
internal import Netlink
import WeirModel

extension Action.ConnMark: ActionCoded {
    static let parametersType = Int(TCA_CONNMARK_PARMS)
    static let ignored = [Int(TCA_CONNMARK_TM), Int(TCA_CONNMARK_PAD)]
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: zone ?? 0) + [0, 0] }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let zone: UInt16 = tail.number() else { return false }
        self.zone = zone
        return true
    }
}
