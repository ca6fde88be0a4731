internal import Netlink
import WeirModel

extension Qdisc.HFSC: OptionsCoded {
    /// struct tc_hfsc_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.append(defaultClass ?? 0)
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        guard let defaultClass: UInt16 = payload.number() else { return nil }
        var options = Self()
        options.defaultClass = defaultClass
        return (options, [])
    }
}
