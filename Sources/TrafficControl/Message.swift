internal import CNl
internal import Netlink
import WeirModel

/// An rtnetlink request about traffic control, without its attributes: `struct nlmsghdr`, `struct tcmsg`.
struct TrafficControlMessage {
    var type: UInt16
    var flags: Int32 = NLM_F_ACK
    var interface: UInt32 = 0
    var handle: UInt32 = 0
    var parent: UInt32 = 0
    var info: UInt32 = 0

    init(_ type: Int, flags: Int32 = NLM_F_ACK, interface: UInt32 = 0) {
        self.type = UInt16(truncatingIfNeeded: type)
        self.flags = flags
        self.interface = interface
    }

    /// A request about a filter, which is identified by place, priority and kind.
    init(_ type: Int, of filter: Filter, handle: UInt32, on interface: UInt32) {
        self.init(type, interface: interface)
        attach(to: filter.attachment)
        self.handle = handle
        info = filter.info
    }

    mutating func attach(to attachment: Attachment) {
        switch attachment {
        case .parent(let handle): parent = handle.rawValue
        case .block(let block):
            interface = 0xffff_ffff  // TCM_IFINDEX_MAGIC_BLOCK
            parent = block
        }
    }

    func write(
        to writer: MessageWriter, _ attributes: (MessageWriter) throws(TrafficControlError) -> Void = { _ in }
    ) throws(TrafficControlError) {
        writer.begin(type: type, flags: UInt16(truncatingIfNeeded: flags))
        writer.append(UInt32(0))
        switch Int(type) {
        // struct tcamsg: only a family
        case Int(RTM_NEWACTION), Int(RTM_DELACTION): break
        // struct ifinfomsg
        case Int(RTM_GETLINK): for number in [interface, 0, 0] { writer.append(number) }
        default: for number in [interface, handle, parent, info] { writer.append(number) }
        }
        try attributes(writer)
        writer.end()
    }
}

/// One object as the kernel reports it: `struct tcmsg` and the attributes. Valid only within the call that receives it.
struct ReceivedObject {
    var interface: UInt32
    var handle: UInt32
    var parent: UInt32
    var info: UInt32
    var attributes: Attributes

    init?(_ message: Message) {
        var reader = StructReader(message.payload)
        guard let _: UInt32 = reader.next(), let interface: UInt32 = reader.next(), let handle: UInt32 = reader.next(),
            let parent: UInt32 = reader.next(), let info: UInt32 = reader.next()
        else { return nil }
        self.interface = interface
        self.handle = handle
        self.parent = parent
        self.info = info
        attributes = message.payload.attributes(from: 20)
    }

    var kind: String? { attributes[attribute: Int(TCA_KIND)]?.text }
    var options: Payload? { attributes[attribute: Int(TCA_OPTIONS)] }
}

extension AnyOptions {
    /// Decodes the options of this kind from a dump. Unknown attributes stay raw.
    static func decode(_ kind: String, _ payload: Payload?, names: InterfaceTable) -> (AnyOptions, [RawAttribute]) {
        let type = Catalogue.byName[kind]
        if let type = type as? any OptionsCoded.Type, let (options, unknown) = open(type, payload, names) {
            return (AnyOptions(options), unknown)
        }
        if let type = type as? any WithoutOptions.Type { return (AnyOptions(type.init()), payload?.attributes.map(\.raw) ?? []) }
        return (AnyOptions(RawOptions(kind: kind, payload: payload?.array)), [])
    }

    private static func open<Options: OptionsCoded>(
        _ type: Options.Type, _ payload: Payload?, _ names: InterfaceTable
    ) -> (any TrafficOptions, [RawAttribute])? {
        if let payload { return Options.decode(payload, names: names) }
        // Without any options only kinds that can do without are understood.
        return Options.withoutOptions.map { ($0, []) }
    }

    /// Newer kinds require the flag of a nest; the others ignore it.
    private var isNest: Bool {
        guard let raw = options as? RawOptions else { return options is any AttributeCoded }
        return raw.payload?.bytes.withUnsafeBytes { Payload($0).attributes.areWhole } ?? false
    }

    /// Writes `TCA_OPTIONS`.
    ///
    /// - Parameter isKept: written even if it is empty.
    func write(
        _ unknown: [RawAttribute]?, isKept: Bool = false, to writer: MessageWriter, _ context: EncodingContext
    ) throws(TrafficControlError) {
        let at = writer.attributeStart(Int(TCA_OPTIONS) | (isNest ? Attribute.nested : 0))
        let start = writer.count
        if let coded = options as? any OptionsCoded { try coded.encode(into: writer, context) }
        if let unknown, !unknown.isEmpty {
            writer.align()
            for attribute in unknown { writer.put(attribute) }
        }
        if writer.count > start || isKept { writer.attributeEnd(at) } else { writer.truncate(to: at) }
    }
}

// Attributes that no table knows are sent as they came, flags included.
extension MessageWriter {
    func put(_ raw: RawAttribute) { put(Int(raw.type), raw.payload.bytes) }
}

extension Attribute {
    var raw: RawAttribute { RawAttribute(type: rawType, payload: payload.array) }
}

extension Sequence<Attribute> {
    func raw(besides known: [Int]) -> [RawAttribute] { lazy.filter { !known.contains($0.type) }.map(\.raw) }
}
