internal import CNl
internal import Netlink
import WeirModel

extension Action.VLAN: ActionCoded {
    static let parametersType = Int(TCA_VLAN_PARMS)
    static let ignored = [Int(TCA_VLAN_TM), Int(TCA_VLAN_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_VLAN_PUSH_VLAN_ID), \.id), .network(Int(TCA_VLAN_PUSH_VLAN_PROTOCOL), \.protocolID),
        .number(Int(TCA_VLAN_PUSH_VLAN_PRIORITY), \.priority), .wire(Int(TCA_VLAN_PUSH_ETH_DST), \.destinationMAC, .address),
        .wire(Int(TCA_VLAN_PUSH_ETH_SRC), \.sourceMAC, .address),
    ]
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1))
    }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let number: Int32 = tail.number(), number >= 1, Mode.allCases.indices.contains(Int(number) - 1) else { return false }
        mode = Mode.allCases[Int(number) - 1]
        return true
    }
}
