internal import CNl
internal import Netlink
import WeirModel

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

    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] { nativeBytes(of: UInt16(isEncode ? 1 : 0)) + [0, 0] }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let flags: UInt16 = tail.number() else { return false }
        isEncode = flags & 1 != 0
        return true
    }
}
