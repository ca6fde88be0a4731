internal import CNl
internal import Netlink
import WeirModel

extension Filter {
    /// The priority, and the protocol in network byte order: tcm_info.
    var info: UInt32 { UInt32(priority ?? 0) << 16 | UInt32(protocolID.byteSwapped) }

    /// TCA_KIND and TCA_CHAIN.
    func writeName(to writer: MessageWriter) {
        writer.put(Int(TCA_KIND), text: kind)
        if chain != 0 { writer.put(Int(TCA_CHAIN), chain) }
    }

    /// TCA_KIND, TCA_CHAIN and TCA_OPTIONS.
    func write(to writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writeName(to: writer)
        // An average rate is measured by an estimator, which the kernel never tells of: once a second, over about eight.
        if actions.contains(where: { $0.options.as(Action.Police.self)?.averageRate != nil }) { writer.put(Int(TCA_RATE), [0, 3]) }
        let filter = withImpliedEtherType
        try writer.nest(Int(TCA_OPTIONS)) { (nest) throws(TrafficControlError) in try filter.encodeOptions(into: nest, context) }
    }

    private func encodeOptions(into nest: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        guard let coder = Classifier.coders[classifier.options] else {
            nest.append(classifier.as(RawOptions.self)?.payload?.bytes ?? [])
            return
        }
        try classifier.options.encode(as: coder, into: nest, context)
        nest.align()
        let common = coder.common
        if let classID, let number = common.classID { nest.put(number, classID.rawValue) }
        if let number = common.flags, flags != [] { nest.put(number, flags.rawValue) }
        if let number = common.police, let police = actions.first, police.isInOldForm == true, actions.count == 1 {
            try nest.nest(number) { (nest) throws(TrafficControlError) in try police.encodeOptions(into: nest, context.names) }
        } else if let number = common.actions {
            try actions.encode(number, into: nest, context.names)
        }
        for attribute in unknown ?? [] { nest.put(attribute) }
    }

    init?(_ object: ReceivedObject, on attachment: Attachment, names: InterfaceTable) {
        guard let kind = object.kind else { return nil }
        self.init(MatchAll(), on: attachment)
        chain = object.attributes[attribute: Int(TCA_CHAIN)]?.number() ?? 0
        priority = UInt16(object.info >> 16)
        protocolID = UInt16(truncatingIfNeeded: object.info).byteSwapped
        handle = object.handle
        status = FilterStatus(handle: object.handle)
        guard let type = Classifier.coders[kind], let options = object.options else {
            classifier = Classifier(RawOptions(kind: kind, payload: object.options?.array))
            return
        }
        take(options.attributes, of: type, names)
        if let flower = classifier.as(Flower.self) { classifier = Classifier(flower.withOuterEtherType(protocolID)) }
    }

    private mutating func take<Options: ClassifierCoded>(_ attributes: Attributes, of type: Options.Type, _ names: InterfaceTable) {
        let common = Options.common
        var rest: [Attribute] = []
        for attribute in attributes {
            switch attribute.type {
            case common.classID: classID = attribute.payload.number(UInt32.self).map(Handle.init(rawValue:))
            case common.actions: actions = attribute.payload.attributes.compactMap { Action($0.payload.attributes, names: names) }
            case common.police:
                if let police = Action(oldForm: attribute.payload.attributes, names: names) {
                    actions = [police]
                } else {
                    rest.append(attribute)
                }
            case common.flags:
                let bits = FilterFlags(rawValue: attribute.payload.number() ?? 0)
                flags = bits.intersection(.authored)
                status?.isInHardware = bits.isInHardware
            case common.hardwareCount: status?.inHardwareCount = attribute.payload.number()
            case let number where common.ignored.contains(number): break
            default: rest.append(attribute)
            }
        }
        let (options, unknown) = Options.decode(rest, names: names)
        classifier = Classifier(options)
        self.unknown = unknown.isEmpty ? nil : unknown
    }
}

extension Filter.Flower {
    /// The kernel shows the innermost EtherType; before VLAN tags and PPPoE's header the outer one is the filter's protocol.
    fileprivate func withOuterEtherType(_ protocolID: UInt16) -> Self {
        guard vlan != nil || cvlan != nil || pppoeSession != nil || pppProtocol != nil else { return self }
        var copy = self
        copy.etherType = protocolID
        if cvlan != nil, copy.vlan?.etherType == nil {
            copy.vlan = copy.vlan ?? VLAN()
            copy.vlan?.etherType = 0x8100
        }
        return copy
    }
}

extension FilterChain {
    func write(to writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.put(Int(TCA_CHAIN), index)
        if let template {
            writer.put(Int(TCA_KIND), text: template.kind)
            try writer.nest(Int(TCA_OPTIONS)) { (nest) throws(TrafficControlError) in
                if let coded = template.options as? any OptionsCoded { try coded.encode(into: nest, context) }
            }
        }
    }

    init?(_ object: ReceivedObject, on attachment: Attachment, names: InterfaceTable) {
        guard let index: UInt32 = object.attributes[attribute: Int(TCA_CHAIN)]?.number() else { return nil }
        self.init(index, on: attachment)
        if let kind = object.kind {
            template = Filter.Classifier.decode(kind, object.options ?? .empty, names: names).0
            protocolID = UInt16(truncatingIfNeeded: object.info).byteSwapped
            // Of a template the kernel tells the innermost EtherType alone, and no protocol.
            if let flower = template?.as(Filter.Flower.self) {
                template = Filter.Classifier(flower.withOuterEtherType(flower.vlan != nil || flower.cvlan != nil ? 0x8100 : 0x8864))
            }
        }
    }
}
