internal import Netlink
import WeirModel

/// struct tc_gen, with which the parameters of every action begin.
struct GenericAction {
    var index: UInt32 = 0
    var control: ActionControl
    var references: Int32 = 0
    var bindings: Int32 = 0

    static let size = 20

    init(index: UInt32, control: ActionControl) { (self.index, self.control) = (index, control) }

    init?(_ payload: Payload) {
        var reader = StructReader(payload)
        guard let index: UInt32 = reader.next(), let _: UInt32 = reader.next(), let control: Int32 = reader.next(),
            let references: Int32 = reader.next(), let bindings: Int32 = reader.next()
        else { return nil }
        self.init(index: index, control: ActionControl(rawValue: control))
        self.references = references
        self.bindings = bindings
    }

    func write(into writer: MessageWriter) {
        writer.append(index)
        writer.append(UInt32(0))
        writer.append(control.rawValue)
        writer.append(Int32(0))
        writer.append(Int32(0))
    }
}

/// An action: its parameters, a struct that begins with struct tc_gen, and its other attributes.
protocol ActionCoded: AttributeCoded {
    static var parametersType: Int { get }
    /// Times and padding.
    static var ignored: [Int] { get }
    /// The parameters after struct tc_gen.
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8]
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool

    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError)
    static func decode(_ attributes: Attributes, names: InterfaceTable) -> (Self, GenericAction, [RawAttribute])?
}

extension ActionCoded {
    static var fields: [AttributeField<Self>] { [] }
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] { [] }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool { true }

    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        let tail = try tail(names)
        writer.structure(Self.parametersType) { body in
            generic.write(into: body)
            body.append(tail)
        }
        encodeAttributes(into: writer, isChange: false)
    }

    static func decode(_ attributes: Attributes, names: InterfaceTable) -> (Self, GenericAction, [RawAttribute])? {
        var options = Self()
        guard let parameters = attributes[attribute: parametersType], let generic = GenericAction(parameters),
            let tail = parameters.slice(GenericAction.size, parameters.count - GenericAction.size), options.take(tail: tail, names: names)
        else { return nil }
        let rest = attributes.filter { $0.type != parametersType && !ignored.contains($0.type) }
        let unknown = options.decode(rest)
        return (options, generic, unknown)
    }
}

extension Action.Options {
    static let coders = CodedKinds(ActionCatalogue.kinds.compactMap { $0 as? any ActionCoded.Type }, options: { $0 })
}
