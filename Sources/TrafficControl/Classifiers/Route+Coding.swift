internal import CNl
internal import Netlink
import WeirModel

extension Filter.Route: ClassifierCoded {
    static let common = CommonAttributes(classID: Int(TCA_ROUTE4_CLASSID), actions: Int(TCA_ROUTE4_ACT), police: Int(TCA_ROUTE4_POLICE))

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let to { writer.put(Int(TCA_ROUTE4_TO), to) }
        if let from { writer.put(Int(TCA_ROUTE4_FROM), from) }
        if let fromInterface { writer.put(Int(TCA_ROUTE4_IIF), try context.names.index(of: fromInterface)) }
    }

    static func decode(_ attributes: [Attribute], names: InterfaceTable) -> (Self, [RawAttribute]) {
        var value = Self()
        value.to = attributes[attribute: Int(TCA_ROUTE4_TO)]?.number()
        value.from = attributes[attribute: Int(TCA_ROUTE4_FROM)]?.number()
        value.fromInterface = attributes[attribute: Int(TCA_ROUTE4_IIF)]?.number(UInt32.self).map(names.name(of:))
        return (value, attributes.raw(besides: [TCA_ROUTE4_TO, TCA_ROUTE4_FROM, TCA_ROUTE4_IIF]))
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        decode(Array(payload.attributes), names: names)
    }
}
