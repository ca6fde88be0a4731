internal import CNl
internal import Netlink
import WeirModel

extension Action.Csum: ActionCoded {
    static let parametersType = Int(TCA_CSUM_PARMS)
    static let ignored = [Int(TCA_CSUM_TM), Int(TCA_CSUM_PAD)]
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: checksums) }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let checksums: UInt32 = tail.number() else { return false }
        self.checksums = checksums
        return true
    }
}
