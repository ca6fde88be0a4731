internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.ETF: OptionsCoded {
    /// struct tc_etf_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.structure(Int(TCA_ETF_PARMS)) { body in
            body.append(Int32(clamping: delta?.nanoseconds ?? 0))
            body.append(clockID)
            body.append(UInt32((deadlineMode == true ? 1 : 0) | (offload == true ? 2 : 0) | (skipSocketCheck == true ? 4 : 0)))
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let parameters = attributes[attribute: Int(TCA_ETF_PARMS)], let delta: Int32 = parameters.number(),
            let clockID: Int32 = parameters.number(at: 4), let flags: UInt32 = parameters.number(at: 8)
        else { return nil }
        var options = Self()
        options.delta = TimeSpan(nanoseconds: Int64(delta))
        options.clockID = clockID
        options.deadlineMode = flags & 1 != 0
        options.offload = flags & 2 != 0
        options.skipSocketCheck = flags & 4 != 0
        return (options, attributes.raw(besides: [Int(TCA_ETF_PARMS)]))
    }
}
