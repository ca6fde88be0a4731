internal import Netlink
import WeirModel

extension Qdisc.BFIFO: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let limit { writer.append(UInt32(clamping: limit.bytes)) }
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        guard let limit: UInt32 = payload.exactly() else { return nil }
        var options = Self()
        options.limit = .bytes(UInt64(limit))
        return (options, [])
    }
}
