internal import CNl
internal import Netlink
import WeirModel

extension Action.BPF: ActionCoded {
    static let parametersType = Int(TCA_ACT_BPF_PARMS)
    static let ignored = [Int(TCA_ACT_BPF_TM), Int(TCA_ACT_BPF_PAD)]
    private static let attributes = BPFProgram.Numbers(
        length: Int(TCA_ACT_BPF_OPS_LEN), instructions: Int(TCA_ACT_BPF_OPS), descriptor: Int(TCA_ACT_BPF_FD), name: Int(TCA_ACT_BPF_NAME),
        tag: Int(TCA_ACT_BPF_TAG), id: Int(TCA_ACT_BPF_ID))

    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        writer.structure(Self.parametersType, generic.write)
        try program.encode(into: writer, Self.attributes)
    }

    static func decode(_ attributes: Attributes, names: InterfaceTable) -> (Self, GenericAction, [RawAttribute])? {
        guard let generic = attributes[attribute: parametersType].flatMap(GenericAction.init) else { return nil }
        var options = Self()
        let rest = options.program.decode(attributes, Self.attributes)
        return (options, generic, rest.raw(besides: ignored + [parametersType]))
    }
}
