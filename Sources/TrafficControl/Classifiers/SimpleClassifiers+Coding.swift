internal import CNl
internal import Netlink
import WeirModel

extension Filter.MatchAll: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_MATCHALL_CLASSID), actions: Int(TCA_MATCHALL_ACT), flags: Int(TCA_MATCHALL_FLAGS),
        ignored: [Int(TCA_MATCHALL_PCNT), Int(TCA_MATCHALL_PAD)])
    static let fields: [AttributeField<Self>] = []
}

extension Filter.Basic: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_BASIC_CLASSID), actions: Int(TCA_BASIC_ACT), police: Int(TCA_BASIC_POLICE),
        ignored: [Int(TCA_BASIC_PCNT), Int(TCA_BASIC_PAD)])
    static let fields: [AttributeField<Self>] = [.ematches(Int(TCA_BASIC_EMATCHES), \.ematches)]
}

extension Filter.FW: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(classID: Int(TCA_FW_CLASSID), actions: Int(TCA_FW_ACT), police: Int(TCA_FW_POLICE))
    static let fields: [AttributeField<Self>] = [.text(Int(TCA_FW_INDEV), \.indev), .number(Int(TCA_FW_MASK), \.mask)]
}

extension Filter.CGroup: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(actions: Int(TCA_CGROUP_ACT), police: Int(TCA_CGROUP_POLICE))
    static let fields: [AttributeField<Self>] = [.ematches(Int(TCA_CGROUP_EMATCHES), \.ematches)]
}

extension Filter.Route: ClassifierCoded {
    static let common = CommonAttributes(classID: Int(TCA_ROUTE4_CLASSID), actions: Int(TCA_ROUTE4_ACT), police: Int(TCA_ROUTE4_POLICE))

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let to { writer.put(Int(TCA_ROUTE4_TO), to) }
        if let from { writer.put(Int(TCA_ROUTE4_FROM), from) }
        if let fromInterface { writer.put(Int(TCA_ROUTE4_IIF), try context.names.index(of: fromInterface)) }
    }

    static func decode(_ attributes: [Attribute], names: LinkNames) -> (Self, [RawAttribute]) {
        var value = Self()
        value.to = attributes[attribute: Int(TCA_ROUTE4_TO)]?.number()
        value.from = attributes[attribute: Int(TCA_ROUTE4_FROM)]?.number()
        value.fromInterface = attributes[attribute: Int(TCA_ROUTE4_IIF)]?.number(UInt32.self).map(names.name(of:))
        return (value, attributes.raw(besides: [TCA_ROUTE4_TO, TCA_ROUTE4_FROM, TCA_ROUTE4_IIF]))
    }
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? { decode(Array(payload.attributes), names: names) }
}

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
