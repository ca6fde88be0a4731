internal import Netlink
import WeirModel

extension Qdisc.MultiQ: OptionsCoded {
    /// struct tc_multiq_qopt, which the kernel fills in itself.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) { writer.append(UInt32(0)) }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? { payload.count == 4 ? (Self(), []) : nil }
}
