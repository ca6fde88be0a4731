internal import CNl
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

extension Qdisc.BFIFO: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let limit { writer.append(UInt32(clamping: limit.bytes)) }
    }
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? {
        guard let limit: UInt32 = payload.exactly() else { return nil }
        var options = Self()
        options.limit = .bytes(UInt64(limit))
        return (options, [])
    }
}

extension Qdisc.PFIFOHeadDrop: OptionsCoded {
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

extension Qdisc.PFIFOFast: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {}
    /// The kernel says bands and priomap, which are always the same.
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? { (Self(), []) }
}
