internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.CBS: OptionsCoded {
    /// struct tc_cbs_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.structure(Int(TCA_CBS_PARMS)) { body in
            body.append([offload == true ? 1 : 0, 0, 0, 0])
            for number in [hicredit, locredit, idleslope, sendslope] { body.append(number ?? 0) }
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let parameters = attributes[attribute: Int(TCA_CBS_PARMS)], let offload: UInt8 = parameters.number() else { return nil }
        let numbers = (0..<4).compactMap { parameters.number(Int32.self, at: 4 + 4 * $0) }
        guard numbers.count == 4 else { return nil }
        var options = Self()
        options.offload = offload != 0
        options.hicredit = numbers[0]
        options.locredit = numbers[1]
        options.idleslope = numbers[2]
        options.sendslope = numbers[3]
        return (options, attributes.raw(besides: [Int(TCA_CBS_PARMS)]))
    }
}
