internal import CNl
internal import Netlink
import WeirModel

extension Action {
    /// The attributes of one action within a list of actions.
    func encode(into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        writer.put(Int(TCA_ACT_KIND), text: kind)
        if let cookie { writer.put(Int(TCA_ACT_COOKIE), cookie.bytes) }
        if flags != [] { writer.put(Int(TCA_ACT_FLAGS), nativeBytes(of: flags.rawValue) + nativeBytes(of: flags.rawValue)) }
        if let hardwareStatistics {
            writer.put(Int(TCA_ACT_HW_STATS), nativeBytes(of: UInt32(hardwareStatistics)) + nativeBytes(of: UInt32(3)))
        }
        try writer.nest(Int(TCA_ACT_OPTIONS)) { (nest) throws(TrafficControlError) in try encodeOptions(into: nest, names) }
    }

    func encodeOptions(into nest: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        if let coder = Options.coders[options.options] {
            try encode(as: coder, into: nest, names)
        } else if let raw = options.as(RawOptions.self) {
            nest.append(raw.payload?.bytes ?? [])
        }
        for attribute in unknown ?? [] { nest.put(attribute) }
    }

    private func encode<Coder: ActionCoded>(as coder: Coder.Type, into nest: MessageWriter, _ names: InterfaceTable)
        throws(TrafficControlError)
    {
        try options.as(coder)?.encode(GenericAction(index: index ?? 0, control: control), into: nest, names)
    }

    init?(_ attributes: Attributes, names: InterfaceTable) {
        guard let kind = attributes[attribute: Int(TCA_ACT_KIND)]?.text else { return nil }
        let payload = attributes[attribute: Int(TCA_ACT_OPTIONS)]
        if let type = Options.coders[kind], let action = Self.open(type, (payload ?? .empty).attributes, names) {
            self = action
        } else {
            self.init(RawOptions(kind: kind, payload: payload?.array), .pipe)
        }
        cookie = attributes[attribute: Int(TCA_ACT_COOKIE)].map { HexBytes($0.array) }
        if let bits: UInt32 = attributes[attribute: Int(TCA_ACT_FLAGS)]?.number() { flags = ActionFlags(rawValue: bits) }
        if let bits: UInt32 = attributes[attribute: Int(TCA_ACT_HW_STATS)]?.number() {
            hardwareStatistics = UInt8(truncatingIfNeeded: bits)
        }
    }

    /// A police action that a filter holds outside its list: its options alone.
    init?(oldForm attributes: Attributes, names: InterfaceTable) {
        guard let action = Self.open(Action.Police.self, attributes, names) else { return nil }
        self = action
        isInOldForm = true
    }

    private static func open<Options: ActionCoded>(_ type: Options.Type, _ attributes: Attributes, _ names: InterfaceTable) -> Action? {
        guard let (options, generic, unknown) = Options.decode(attributes, names: names) else { return nil }
        return Action(
            options, generic.control, index: generic.index, unknown: unknown.isEmpty ? nil : unknown,
            references: ActionReferences(references: generic.references, bindings: generic.bindings))
    }
}

extension [Action] {
    func encode(_ type: Int, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        if isEmpty { return }
        guard count <= Int(TCA_ACT_MAX_PRIO) else {
            throw TrafficControlError(
                kind: .refused, message: "a filter with \(count) actions",
                help: "the kernel runs at most \(TCA_ACT_MAX_PRIO) for one filter")
        }
        try writer.nest(type) { (nest) throws(TrafficControlError) in
            for (place, action) in self.enumerated() {
                try nest.nest(place + 1) { (line) throws(TrafficControlError) in try action.encode(into: line, names) }
            }
        }
    }
}
