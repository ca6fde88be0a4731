internal import CNl
internal import Netlink
import WeirModel

extension Action.NAT: ActionCoded {
    static let parametersType = Int(TCA_NAT_PARMS)
    static let ignored = [Int(TCA_NAT_TM), Int(TCA_NAT_PAD)]
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        [old, new, mask].flatMap { nativeBytes(of: $0.number.bigEndian) } + nativeBytes(of: UInt32(isEgress == true ? 1 : 0))
    }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let old: UInt32 = tail.network(), let new: UInt32 = tail.network(at: 4), let mask: UInt32 = tail.network(at: 8),
            let flags: UInt32 = tail.number(at: 12)
        else { return false }
        self.old = IPv4Address(old)
        self.new = IPv4Address(new)
        self.mask = IPv4Address(mask)
        isEgress = flags & 1 != 0
        return true
    }
}
