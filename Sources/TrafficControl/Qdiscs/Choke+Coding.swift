internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.Choke: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.structure(Int(TCA_CHOKE_PARMS), parameters.write)
        writer.put(Int(TCA_CHOKE_STAB), parameters.damping.table)
        writer.put(Int(TCA_CHOKE_MAX_P), parameters.probability ?? 0)
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard var parameters = attributes[attribute: Int(TCA_CHOKE_PARMS)].flatMap({ REDParameters($0) }) else { return nil }
        parameters.probability = attributes[attribute: Int(TCA_CHOKE_MAX_P)]?.number()
        var options = Self()
        options.parameters = parameters
        return (options, attributes.raw(besides: [Int(TCA_CHOKE_PARMS), Int(TCA_CHOKE_MAX_P)]))
    }
}
