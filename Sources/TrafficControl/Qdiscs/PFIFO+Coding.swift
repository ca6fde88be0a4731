internal import Netlink
import WeirModel

// struct tc_fifo_qopt: one 32-bit limit.

extension Qdisc.PFIFO: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let limit { writer.append(limit) }
    }
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? {
        guard let limit: UInt32 = payload.exactly() else { return nil }
        var options = Self()
        options.limit = limit
        return (options, [])
    }
}
