import WeirModel

/// What encoding depends on, besides the options.
struct EncodingContext {
    var names: LinkNames
    /// What is sent changes an object in place.
    var isChange = false
}

/// A kind whose options this module reads and writes.
protocol OptionsCoded: TrafficOptions {
    /// Writes the payload of TCA_OPTIONS; nothing written means that the attribute is left out.
    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError)
    /// Reads what the kernel dumped; nil when it is not what the kind's table expects. The second part is what the table does not know.
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])?
    /// What an object of which the kernel says nothing has; nil for kinds that always say something.
    static var withoutOptions: Self? { get }
}

extension OptionsCoded {
    static var withoutOptions: Self? { nil }
}

extension OptionsCoded where Self: AttributeCoded {
    static var withoutOptions: Self? { Self() }
}

extension OptionsCoded where Self: AttributeCoded {
    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError) {
        encodeAttributes(into: &writer, isChange: context.isChange)
    }

    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? {
        var value = Self()
        let unknown = value.decode(payload.attributes)
        return (value, unknown)
    }
}

/// A kind without options.
protocol WithoutOptions: OptionsCoded { init() }

extension WithoutOptions {
    static var withoutOptions: Self? { Self() }
    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError) {}
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? { (Self(), payload.attributes.map(\.raw)) }
}

extension RawOptions: OptionsCoded {
    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.append(payload?.bytes ?? [])
    }
    static func decode(_ payload: Payload, names: LinkNames) -> (RawOptions, [RawAttribute])? { nil }
}

/// Links by name and by index, in the namespace at hand.
struct LinkNames: Sendable {
    private(set) var indices: [String: UInt32] = [:]
    private(set) var names: [UInt32: String] = [:]

    mutating func add(_ name: String, _ index: UInt32) {
        indices[name] = index
        names[index] = name
    }

    func index(of name: String) throws(TrafficControlError) -> UInt32 {
        if let index = indices[name] { return index }
        throw TrafficControlError(.noSuchLink, "link `\(name)` does not exist")
    }
    /// A link that is gone, or has a name that no text can say, is named by its number: no link's name has a `/`.
    func name(of index: UInt32) -> String { names[index] ?? "index/\(index)" }
}

/// What went wrong with traffic control: who, what, where, in the kernel's own words where it spoke.
public struct TrafficControlError: ExplainedError, Sendable {
    public enum Kind: Sendable {
        case noSuchLink, unsupported, notPermitted, absent, refused, connection, malformed
    }
    public var kind: Kind
    /// Lower case, no final period.
    public var message: String
    /// The kernel's errno, when it answered with one.
    public var errno: Int32?
    /// The kernel's extended acknowledgement.
    public var kernelMessage: String?
    public var help: String?
    /// What of the policy asked for it.
    public var at: SourceLocation?

    public init(_ kind: Kind, _ message: String, errno: Int32? = nil, kernelMessage: String? = nil, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.errno = errno
        self.kernelMessage = kernelMessage
        self.help = help
    }

    public var summary: String { (at.map { "\($0): " } ?? "") + message + (kernelMessage.map { ": \($0)" } ?? "") }
}
