internal import CNl
internal import Netlink
import WeirModel

extension Filter.Flow: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(actions: Int(TCA_FLOW_ACT), police: Int(TCA_FLOW_POLICE))
    static let fields: [AttributeField<Self>] = [
        .value(Int(TCA_FLOW_KEYS), \.keys) { keys in
            nativeBytes(of: keys.reduce(UInt32(0)) { $0 | 1 << UInt32(Key.allCases.firstIndex(of: $1) ?? 0) })
        } _: { payload in
            guard let bits = payload.exactly(UInt32.self), bits >> UInt32(Key.allCases.count) == 0 else { return nil }
            return Key.allCases.enumerated().filter { bits & 1 << UInt32($0.offset) != 0 }.map(\.element)
        },
        .ordinal(Int(TCA_FLOW_MODE), \.mode, as: UInt32.self),
        .value(Int(TCA_FLOW_BASECLASS), \.baseClass) {
            nativeBytes(of: $0.rawValue)
        } _: {
            $0.exactly(UInt32.self).map(Handle.init(rawValue:))
        },
        .number(Int(TCA_FLOW_RSHIFT), \.rightShift), .number(Int(TCA_FLOW_ADDEND), \.addend), .number(Int(TCA_FLOW_MASK), \.mask),
        .number(Int(TCA_FLOW_XOR), \.xor), .number(Int(TCA_FLOW_DIVISOR), \.divisor),
        .time(Int(TCA_FLOW_PERTURB), \.perturb, unit: 1_000_000_000, as: UInt32.self),
        .ematches(Int(TCA_FLOW_EMATCHES), \.ematches),
    ]
}
