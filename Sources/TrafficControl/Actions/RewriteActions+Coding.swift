internal import CNl
internal import Netlink
import WeirModel

extension Action.SKBEdit: ActionCoded {
    static let parametersType = Int(TCA_SKBEDIT_PARMS)
    static let ignored = [Int(TCA_SKBEDIT_TM), Int(TCA_SKBEDIT_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_SKBEDIT_PRIORITY), \.priority), .number(Int(TCA_SKBEDIT_QUEUE_MAPPING), \.queueMapping),
        .number(Int(TCA_SKBEDIT_QUEUE_MAPPING_MAX), \.queueMappingMax), .number(Int(TCA_SKBEDIT_MARK), \.mark),
        .number(Int(TCA_SKBEDIT_MASK), \.markMask), .number(Int(TCA_SKBEDIT_PTYPE), \.packetType), flagsField,
    ]

    /// SKBEDIT_F_TXQ_SKBHASH follows from a range of queues.
    private static var flagsField: AttributeField<Self> {
        let inherit = UInt64(SKBEDIT_F_INHERITDSFIELD)
        let hash = UInt64(SKBEDIT_F_TXQ_SKBHASH)
        return AttributeField(type: Int(TCA_SKBEDIT_FLAGS)) { root, writer in
            let flags = (root.inheritDSField == true ? inherit : 0) | (root.queueMappingMax != nil ? hash : 0)
            if flags != 0 { writer.put(Int(TCA_SKBEDIT_FLAGS), flags) }
        } decode: { root, payload in
            guard let flags = payload.exactly(UInt64.self), flags & ~(inherit | hash) == 0 else { return false }
            root.inheritDSField = flags & inherit != 0 ? true : nil
            return true
        }
    }
}

extension Action.SKBMod: ActionCoded {
    static let parametersType = Int(TCA_SKBMOD_PARMS)
    static let ignored = [Int(TCA_SKBMOD_TM), Int(TCA_SKBMOD_PAD)]
    static let fields: [AttributeField<Self>] = [
        .wire(Int(TCA_SKBMOD_DMAC), \.destinationMAC, .address), .wire(Int(TCA_SKBMOD_SMAC), \.sourceMAC, .address),
        .number(Int(TCA_SKBMOD_ETYPE), \.etherType),
    ]

    /// SKBMOD_F_*: which of the attributes count. The 64-bit number is aligned.
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        let flags: UInt64 =
            (destinationMAC != nil ? 1 : 0) | (sourceMAC != nil ? 2 : 0) | (etherType != nil ? 4 : 0) | (swapMAC == true ? 8 : 0)
            | (ecn == true ? 16 : 0)
        return [0, 0, 0, 0] + nativeBytes(of: flags)
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let flags: UInt64 = tail.number(at: 4) else { return false }
        if flags & 8 != 0 { swapMAC = true }
        if flags & 16 != 0 { ecn = true }
        return true
    }
}

extension Action.VLAN: ActionCoded {
    static let parametersType = Int(TCA_VLAN_PARMS)
    static let ignored = [Int(TCA_VLAN_TM), Int(TCA_VLAN_PAD)]
    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_VLAN_PUSH_VLAN_ID), \.id), .network(Int(TCA_VLAN_PUSH_VLAN_PROTOCOL), \.protocolID),
        .number(Int(TCA_VLAN_PUSH_VLAN_PRIORITY), \.priority), .wire(Int(TCA_VLAN_PUSH_ETH_DST), \.destinationMAC, .address),
        .wire(Int(TCA_VLAN_PUSH_ETH_SRC), \.sourceMAC, .address),
    ]
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1))
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let number: Int32 = tail.number(), number >= 1, Mode.allCases.indices.contains(Int(number) - 1) else { return false }
        mode = Mode.allCases[Int(number) - 1]
        return true
    }
}

extension Action.MPLS: ActionCoded {
    static let parametersType = Int(TCA_MPLS_PARMS)
    static let ignored = [Int(TCA_MPLS_TM), Int(TCA_MPLS_PAD)]
    static let fields: [AttributeField<Self>] = [
        protocolField, .number(Int(TCA_MPLS_LABEL), \.label), .number(Int(TCA_MPLS_TC), \.trafficClass),
        .number(Int(TCA_MPLS_TTL), \.ttl), .number(Int(TCA_MPLS_BOS), \.bottomOfStack),
    ]
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1))
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let number: Int32 = tail.number(), number >= 1, Mode.allCases.indices.contains(Int(number) - 1) else { return false }
        mode = Mode.allCases[Int(number) - 1]
        return true
    }
}

extension Action.MPLS {
    /// The kernel tells one of every mode, but takes it of three alone.
    fileprivate static var protocolField: AttributeField<Self> {
        let field = AttributeField.network(Int(TCA_MPLS_PROTO), \Self.protocolID)
        return AttributeField(type: field.type) { root, writer in
            if root.hasProtocol { field.encode(root, writer) }
        } decode: { root, payload in
            root.hasProtocol ? field.decode(&root, payload) : true
        }
    }
}

extension Action.NAT: ActionCoded {
    static let parametersType = Int(TCA_NAT_PARMS)
    static let ignored = [Int(TCA_NAT_TM), Int(TCA_NAT_PAD)]
    static let fields: [AttributeField<Self>] = []
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] {
        [old, new, mask].flatMap { nativeBytes(of: $0.number.bigEndian) } + nativeBytes(of: UInt32(isEgress == true ? 1 : 0))
    }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let old: UInt32 = tail.network(), let new: UInt32 = tail.network(at: 4), let mask: UInt32 = tail.network(at: 8),
            let flags: UInt32 = tail.number(at: 12)
        else { return false }
        self.old = IPv4Address(old)
        self.new = IPv4Address(new)
        self.mask = IPv4Address(mask)
        isEgress = flags & 1 != 0
        return true
    }
}

extension Action.Csum: ActionCoded {
    static let parametersType = Int(TCA_CSUM_PARMS)
    static let ignored = [Int(TCA_CSUM_TM), Int(TCA_CSUM_PAD)]
    static let fields: [AttributeField<Self>] = []
    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: checksums) }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let checksums: UInt32 = tail.number() else { return false }
        self.checksums = checksums
        return true
    }
}

extension Action.IFE: ActionCoded {
    static let parametersType = Int(TCA_IFE_PARMS)
    static let ignored = [Int(TCA_IFE_TM), Int(TCA_IFE_PAD)]
    static let fields: [AttributeField<Self>] = [
        .wire(Int(TCA_IFE_DMAC), \.destinationMAC, .address), .wire(Int(TCA_IFE_SMAC), \.sourceMAC, .address),
        .number(Int(TCA_IFE_TYPE), \.etherType),
        metadata,
    ]

    /// The index of a traffic class is 16 bits, the others are 32. Without a list, not even an empty one, the kernel takes all that it knows.
    private static var metadata: AttributeField<Self> {
        AttributeField(type: Int(TCA_IFE_METALST)) { root, writer in
            guard root.isEncode || root.mark != nil || root.priority != nil || root.tcIndex != nil else { return }
            writer.nest(Int(TCA_IFE_METALST)) { nest in
                func put(_ type: Int, _ datum: Metadatum?, isWide: Bool) {
                    switch datum {
                    case nil: break
                    case .allow?: nest.put(type, [])
                    case .use(let value)?: nest.put(type, isWide ? nativeBytes(of: value) : nativeBytes(of: UInt16(clamping: value)))
                    }
                }
                put(Int(IFE_META_SKBMARK), root.mark, isWide: true)
                put(Int(IFE_META_PRIO), root.priority, isWide: true)
                put(Int(IFE_META_TCINDEX), root.tcIndex, isWide: false)
            }
        } decode: { root, payload in
            for attribute in payload.attributes {
                let datum: Metadatum
                switch attribute.payload.count {
                case 0: datum = .allow
                case 2: datum = .use(UInt32(attribute.payload.number(UInt16.self) ?? 0))
                case 4: datum = .use(attribute.payload.number() ?? 0)
                default: return false
                }
                switch attribute.type {
                case Int(IFE_META_SKBMARK): root.mark = datum
                case Int(IFE_META_PRIO): root.priority = datum
                case Int(IFE_META_TCINDEX): root.tcIndex = datum
                default: return false
                }
            }
            return true
        }
    }

    func tail(_ names: LinkNames) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: UInt16(isEncode ? 1 : 0)) + [0, 0] }
    mutating func take(tail: Payload, names: LinkNames) -> Bool {
        guard let flags: UInt16 = tail.number() else { return false }
        isEncode = flags & 1 != 0
        return true
    }
}
