internal import CNl
internal import Glibc
internal import Netlink
import WeirModel

extension Filter.BPF: ClassifierCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_BPF_CLASSID), actions: Int(TCA_BPF_ACT), police: Int(TCA_BPF_POLICE), flags: Int(TCA_BPF_FLAGS_GEN))
    private static let attributes = BPFProgram.Numbers(
        length: Int(TCA_BPF_OPS_LEN), instructions: Int(TCA_BPF_OPS), descriptor: Int(TCA_BPF_FD), name: Int(TCA_BPF_NAME),
        tag: Int(TCA_BPF_TAG),
        id: Int(TCA_BPF_ID))

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        try program.encode(into: writer, Self.attributes)
        if let directAction { writer.put(Int(TCA_BPF_FLAGS), UInt32(directAction ? TCA_BPF_FLAG_ACT_DIRECT : 0)) }
    }

    static func decode(_ attributes: [Attribute], names: InterfaceTable) -> (Self, [RawAttribute]) {
        var value = Self()
        let rest = value.program.decode(attributes, Self.attributes)
        value.directAction =
            attributes[attribute: Int(TCA_BPF_FLAGS)]?.number(UInt32.self).map { $0 & UInt32(TCA_BPF_FLAG_ACT_DIRECT) != 0 } ?? false
        return (value, rest.raw(besides: [Int(TCA_BPF_FLAGS)]))
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        decode(Array(payload.attributes), names: names)
    }
}
