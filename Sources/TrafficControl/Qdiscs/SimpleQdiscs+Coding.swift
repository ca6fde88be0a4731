internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.SKBPrio: OptionsCoded {
    /// struct tc_skbprio_qopt
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

extension Qdisc.Plug: OptionsCoded {
    /// struct tc_plug_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        guard let limit else { return }
        writer.append(Int32(TCQ_PLUG_LIMIT))
        writer.append(UInt32(clamping: limit.bytes))
    }
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? { nil }
    static var withoutOptions: Self? { Self() }
}

extension Qdisc.NoQueue: WithoutOptions {}
extension Qdisc.Blackhole: WithoutOptions {}
extension Qdisc.Ingress: WithoutOptions {}
extension Qdisc.ClsAct: WithoutOptions {}
