internal import CNl
import WeirModel

/// One rtnetlink message about traffic control: struct nlmsghdr, struct tcmsg, attributes.
struct TrafficControlMessage: Sendable {
    var type: UInt16
    var flags: UInt16
    var interface: UInt32
    var handle: UInt32 = 0
    var parent: UInt32 = 0
    var info: UInt32 = 0
    var attributes: [UInt8] = []

    /// Whether the kernel can have something to say though it does what it is asked.
    var mayBeRemarkedOn = true

    /// Bytes, with those that the next message is aligned by.
    var size: Int { (headerSize + attributes.count + 3) & ~3 }
    private var headerSize: Int { 16 + header.size }

    /// What stands before the attributes: the type says which.
    private var header: Header {
        switch Int(type) {
        case Int(RTM_NEWACTION), Int(RTM_DELACTION): .action
        case Int(RTM_GETLINK): .link
        default: .object
        }
    }

    private enum Header {
        /// struct tcmsg
        case object
        /// struct tcamsg
        case action
        /// struct ifinfomsg
        case link

        /// Bytes, struct nlmsghdr aside.
        var size: Int {
            switch self {
            case .object: 20
            case .action: 4
            case .link: 16
            }
        }
    }

    /// As it goes out alone; the sequence number is the transport's.
    func bytes(sequence: UInt32) -> [UInt8] {
        var writer = AttributeWriter(capacity: size)
        write(into: &writer, sequence: sequence, isAnswered: true)
        return writer.bytes
    }

    /// - Parameter isAnswered: whether the kernel has to answer though it has nothing to say.
    func write(into writer: inout AttributeWriter, sequence: UInt32, isAnswered: Bool) {
        writer.append(UInt32(headerSize + attributes.count))
        writer.append(type)
        writer.append(isAnswered || mayBeRemarkedOn ? flags : flags & ~UInt16(NLM_F_ACK))
        writer.append(sequence)
        writer.append(UInt32(0))
        writer.append([0, 0, 0, 0])
        switch header {
        case .object: for number in [interface, handle, parent, info] { writer.append(number) }
        case .action: break
        case .link: for number in [interface, 0, 0] { writer.append(number) }
        }
        writer.append(attributes)
        writer.align()
    }
}

extension TrafficControlMessage {
    mutating func attach(to attachment: Attachment) {
        switch attachment {
        case .parent(let handle): parent = handle.rawValue
        case .block(let block):
            interface = 0xffff_ffff  // TCM_IFINDEX_MAGIC_BLOCK
            parent = block
        }
    }

    /// About a filter by its place, its priority and its kind, without what it matches.
    init(_ type: Int, of filter: Filter, handle: UInt32, on interface: UInt32) {
        self.init(type: UInt16(type), flags: 0, interface: interface)
        attach(to: filter.attachment)
        self.handle = handle
        info = filter.info
        attributes = filter.nameAttributes
    }
}

/// What the kernel says of one object: struct tcmsg and the attributes.
struct ReceivedObject {
    var type: UInt16
    var interface: UInt32
    var handle: UInt32
    var parent: UInt32
    var info: UInt32
    var attributes: [Attribute]

    /// From a message's payload, after struct nlmsghdr.
    init?(type: UInt16, _ payload: Payload) {
        guard let interface: UInt32 = payload.number(at: 4), let handle: UInt32 = payload.number(at: 8),
            let parent: UInt32 = payload.number(at: 12),
            let info: UInt32 = payload.number(at: 16)
        else { return nil }
        self.type = type
        self.interface = interface
        self.handle = handle
        self.parent = parent
        self.info = info
        attributes = payload.attributes(from: 20)
    }

    var kind: String? { attributes[attribute: Int(TCA_KIND)]?.text }
    var options: Payload? { attributes[attribute: Int(TCA_OPTIONS)] }
}

extension Kinded {
    /// Options of this kind from what the kernel dumped; what is not understood stays raw.
    static func decode(_ kind: String, _ payload: Payload?, names: LinkNames) -> (Kinded, [RawAttribute]) {
        if let type = Catalogue.byName[kind] as? any OptionsCoded.Type, let (options, unknown) = open(type, payload, names) {
            return (Kinded(options), unknown)
        }
        return (Kinded(RawOptions(kind: kind, payload: payload?.array)), [])
    }

    private static func open<Options: OptionsCoded>(
        _ type: Options.Type, _ payload: Payload?, _ names: LinkNames
    ) -> (any TrafficOptions, [RawAttribute])? {
        if let payload { return Options.decode(payload, names: names) }
        // Without any options only kinds that can do without are understood.
        return Options.withoutOptions.map { ($0, []) }
    }

    /// TCA_OPTIONS; newer kinds want to be told that it is a nest.
    var attributeType: Int { Int(TCA_OPTIONS) | (options is any AttributeCoded ? Int(AttributeWriter.nested) : 0) }

    /// The payload of TCA_OPTIONS, nil when there is nothing to say.
    func encode(_ unknown: [RawAttribute]?, _ context: EncodingContext) throws(TrafficControlError) -> [UInt8]? {
        guard let coded = options as? any OptionsCoded else { return nil }
        var writer = AttributeWriter()
        try coded.encode(into: &writer, context)
        if let unknown, !unknown.isEmpty {
            writer.align()
            for attribute in unknown { writer.put(attribute) }
        }
        let bytes = try writer.attributes()
        return bytes.isEmpty ? nil : bytes
    }
}
