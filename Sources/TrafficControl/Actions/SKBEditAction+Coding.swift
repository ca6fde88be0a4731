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
