internal import Netlink
import WeirModel

/// A classifier: its own attributes, and its numbers of the attributes that all classifiers have.
protocol ClassifierCoded: OptionsCoded {
    static var common: CommonAttributes { get }
    static func decode(_ attributes: [Attribute], names: InterfaceTable) -> (Self, [RawAttribute])
}

struct CommonAttributes: Sendable {
    var classID: Int?
    var actions: Int?
    /// A police action of old, outside the list.
    var police: Int?
    var flags: Int?
    /// How many links have the filter in hardware.
    var hardwareCount: Int?
    /// Counters.
    var ignored: [Int] = []
}

extension ClassifierCoded where Self: AttributeCoded {
    static func decode(_ attributes: [Attribute], names: InterfaceTable) -> (Self, [RawAttribute]) {
        var value = Self()
        let unknown = value.decode(attributes)
        return (value, unknown)
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        decode(Array(payload.attributes), names: names)
    }
}

extension Filter.Classifier {
    static let coders = CodedKinds(ClassifierCatalogue.kinds.compactMap { $0 as? any ClassifierCoded.Type }, options: { $0 })
}

extension TrafficOptions {
    func encode<Coder: ClassifierCoded>(as coder: Coder.Type, into writer: MessageWriter, _ context: EncodingContext)
        throws(TrafficControlError)
    {
        try (self as? Coder)?.encode(into: writer, context)
    }
}
