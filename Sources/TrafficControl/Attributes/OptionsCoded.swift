internal import Netlink
import WeirModel

/// The context of encoding.
struct EncodingContext {
    var names: InterfaceTable
    /// Whether the message changes an object in place.
    var isChange = false
}

/// A kind whose options this module reads and writes.
protocol OptionsCoded: TrafficOptions {
    /// Writes the payload of TCA_OPTIONS. If it is empty the attribute is left out.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError)
    /// Reads the options of a dump, and the attributes that the kind's table lacks; `nil` for an unexpected payload.
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])?
    /// The options of an object that the kernel dumps without any; `nil` for kinds that always have some.
    static var withoutOptions: Self? { get }
}

extension OptionsCoded {
    static var withoutOptions: Self? { nil }
}

extension OptionsCoded where Self: AttributeCoded {
    static var withoutOptions: Self? { Self() }

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        encodeAttributes(into: writer, isChange: context.isChange)
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        var value = Self()
        let unknown = value.decode(payload.attributes)
        return (value, unknown)
    }
}

/// A kind whose one option is a structure of one number.
protocol LimitCoded: OptionsCoded {
    var limit: UInt32? { get set }
}

extension LimitCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if let limit { writer.append(limit) }
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        guard let limit: UInt32 = payload.exactly() else { return nil }
        var options = Self()
        options.limit = limit
        return (options, [])
    }
}

extension RawOptions: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.append(payload?.bytes ?? [])
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (RawOptions, [RawAttribute])? { nil }
}
