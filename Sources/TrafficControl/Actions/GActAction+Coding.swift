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
