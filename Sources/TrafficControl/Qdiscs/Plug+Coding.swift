internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.Plug: OptionsCoded {
    /// struct tc_plug_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        guard let limit else { return }
        writer.append(Int32(TCQ_PLUG_LIMIT))
        writer.append(UInt32(clamping: limit.bytes))
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? { nil }
    static var withoutOptions: Self? { Self() }
}
