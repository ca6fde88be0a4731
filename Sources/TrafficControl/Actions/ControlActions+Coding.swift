internal import CNl
internal import Netlink
import WeirModel

extension Action.GAct: ActionCoded {
    static let parametersType = Int(TCA_GACT_PARMS)
    static let ignored = [Int(TCA_GACT_TM), Int(TCA_GACT_PAD)]
    /// struct tc_gact_p
    static let fields: [AttributeField<Self>] = [
        .value(Int(TCA_GACT_PROB), \.probability) { probability in
            nativeBytes(of: UInt16(Randomness.allCases.firstIndex(of: probability.randomness) ?? 0)) + nativeBytes(of: probability.value)
                + nativeBytes(of: probability.control.rawValue)
        } _: { payload in
            guard let kind: UInt16 = payload.number(), Randomness.allCases.indices.contains(Int(kind)),
                let value: UInt16 = payload.number(at: 2),
                let control: Int32 = payload.number(at: 4)
            else { return nil }
            return Probability(Randomness.allCases[Int(kind)], value: value, control: ActionControl(rawValue: control))
        }
    ]
}

extension Action.Mirred: ActionCoded {
    static let parametersType = Int(TCA_MIRRED_PARMS)
    static let ignored = [Int(TCA_MIRRED_TM), Int(TCA_MIRRED_PAD)]
    static let fields: [AttributeField<Self>] = []

    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1)) + nativeBytes(of: try names.index(of: device))
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let mode: Int32 = tail.number(), mode >= 1, Mode.allCases.indices.contains(Int(mode) - 1),
            let index: UInt32 = tail.number(at: 4)
        else {
            return false
        }
        self.mode = Mode.allCases[Int(mode) - 1]
        device = names.name(of: index)
        return true
    }
}

extension Action.Sample: ActionCoded {
    static let parametersType = Int(TCA_SAMPLE_PARMS)
    static let ignored = [Int(TCA_SAMPLE_TM), Int(TCA_SAMPLE_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_SAMPLE_RATE), \.rate), .number(Int(TCA_SAMPLE_TRUNC_SIZE), \.truncate),
        .number(Int(TCA_SAMPLE_PSAMPLE_GROUP), \.group),
    ]
}

extension Action.Simple: ActionCoded {
    static let parametersType = Int(TCA_DEF_PARMS)
    static let ignored = [Int(TCA_DEF_TM), Int(TCA_DEF_PAD)]
    static let fields: [AttributeField<Self>] = [.text(Int(TCA_DEF_DATA), \.text)]
}

extension Action.BPF: ActionCoded {
    static let parametersType = Int(TCA_ACT_BPF_PARMS)
    static let ignored = [Int(TCA_ACT_BPF_TM), Int(TCA_ACT_BPF_PAD)]
    static let fields: [AttributeField<Self>] = []
    private static let attributes = BPFProgram.Numbers(
        length: Int(TCA_ACT_BPF_OPS_LEN), instructions: Int(TCA_ACT_BPF_OPS), descriptor: Int(TCA_ACT_BPF_FD), name: Int(TCA_ACT_BPF_NAME),
        tag: Int(TCA_ACT_BPF_TAG), id: Int(TCA_ACT_BPF_ID))

    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: LinkNames) throws(TrafficControlError) {
        writer.structure(Self.parametersType, generic.write)
        try program.encode(into: writer, Self.attributes)
    }

    static func decode(_ attributes: Attributes, names: LinkNames) -> (Self, GenericAction, [RawAttribute])? {
        guard let generic = attributes[attribute: parametersType].flatMap(GenericAction.init) else { return nil }
        var options = Self()
        let rest = options.program.decode(attributes, Self.attributes)
        return (options, generic, rest.raw(besides: ignored + [parametersType]))
    }
}
