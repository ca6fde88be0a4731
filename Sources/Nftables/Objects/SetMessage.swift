internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*SET`
enum SetMessage {
    /// `NFTA_SET_COUNT`, newer than the headers: how many elements the set holds.
    private struct Count: RawRepresentable { var rawValue: UInt32 = 20 }

    /// The number lets the rest of the batch refer to a set whose name the kernel chooses.
    static func encode(name: String, _ set: SetSpecification, table: String, id: UInt32, to writer: RulesetWriter) {
        writer.put(NFTA_SET_TABLE, table)
        writer.put(NFTA_SET_NAME, name)
        encode(set, id: id, to: writer)
    }

    /// The attributes of a set, named or anonymous.
    static func encode(_ set: SetSpecification, id: UInt32?, to writer: RulesetWriter) {
        writer.put(NFTA_SET_FLAGS, set.flags)
        writer.put(NFTA_SET_KEY_TYPE, set.keyType)
        writer.put(NFTA_SET_KEY_LEN, set.keyLength)
        if let type = set.dataType { writer.put(NFTA_SET_DATA_TYPE, type) }
        if let length = set.dataLength { writer.put(NFTA_SET_DATA_LEN, length) }
        if let type = set.objectType { writer.put(NFTA_SET_OBJ_TYPE, type) }
        if let id { writer.put(NFTA_SET_ID, id) }
        if let policy = set.policy { writer.put(NFTA_SET_POLICY, policy) }
        if set.size != nil || !set.fieldLengths.isEmpty {
            writer.nest(NFTA_SET_DESC) {
                if let size = set.size { writer.put(NFTA_SET_DESC_SIZE, size) }
                if !set.fieldLengths.isEmpty {
                    writer.nest(NFTA_SET_DESC_CONCAT) {
                        for length in set.fieldLengths {
                            writer.nest(NFTA_LIST_ELEM) { writer.put(NFTA_SET_FIELD_LEN, length) }
                        }
                    }
                }
            }
        }
        if let timeout = set.timeout { writer.put(NFTA_SET_TIMEOUT, timeout) }
        if let interval = set.gcInterval { writer.put(NFTA_SET_GC_INTERVAL, interval) }
        if !set.userdata.isEmpty { writer.put(NFTA_SET_USERDATA, bytes: set.userdata) }
        writer.put(set.expressions, single: NFTA_SET_EXPR, list: NFTA_SET_EXPRESSIONS)
    }

    struct Decoded {
        var table: String
        var set: CompiledSet
        /// It lives with the rule that looks it up. A meter's set does so too, but has a name that its rule goes by.
        var isAnonymous: Bool {
            self.set.specification.flags & (NFT_SET_ANONYMOUS.rawValue | NFT_SET_EVAL.rawValue) == NFT_SET_ANONYMOUS.rawValue
        }
    }

    static func decode(_ message: Message) throws -> Decoded {
        var a = AttributeDecoder(message.attributes)
        guard let table = a.string(NFTA_SET_TABLE), let name = a.string(NFTA_SET_NAME) else {
            throw NftablesError.malformed("a set without a name")
        }
        let specification = decode(&a)
        if a.isMalformed { throw NftablesError.malformed("set `\(name)`") }
        return Decoded(
            table: table,
            set: CompiledSet(name: name, specification: specification, handle: a.u64(NFTA_SET_HANDLE), elementCount: a.u32(Count())))
    }

    /// Reads a set's specification.
    static func decode(_ a: inout AttributeDecoder) -> SetSpecification {
        let dataType = a.u32(NFTA_SET_DATA_TYPE)
        let dataLength = a.u32(NFTA_SET_DATA_LEN)
        var specification = SetSpecification(
            flags: a.u32(NFTA_SET_FLAGS) ?? 0, keyType: a.u32(NFTA_SET_KEY_TYPE) ?? 0, keyLength: a.u32(NFTA_SET_KEY_LEN) ?? 0,
            dataType: dataType,
            // For verdicts the kernel reports the size of its own struct, which is never sent.
            dataLength: dataType == NFT_DATA_VERDICT.rawValue ? nil : dataLength, objectType: a.u32(NFTA_SET_OBJ_TYPE),
            policy: a.u32(NFTA_SET_POLICY).flatMap { $0 == NFT_SET_POL_PERFORMANCE.rawValue ? nil : $0 }, timeout: a.u64(NFTA_SET_TIMEOUT),
            gcInterval: a.u32(NFTA_SET_GC_INTERVAL), userdata: a.array(NFTA_SET_USERDATA) ?? [])
        if var description = a.nest(NFTA_SET_DESC) {
            specification.size = description.u32(NFTA_SET_DESC_SIZE).flatMap { $0 == 0 ? nil : $0 }
            if let fields = description.bytes(NFTA_SET_DESC_CONCAT) {
                for field in fields.attributes {
                    var field = AttributeDecoder(field.payload)
                    specification.fieldLengths.append(field.u32(NFTA_SET_FIELD_LEN) ?? 0)
                    if !field.isExhausted { description.leave(NFTA_SET_DESC_CONCAT) }
                }
            }
            if !description.isExhausted { a.leave(NFTA_SET_DESC) }
        }
        specification.expressions = a.expressions(single: NFTA_SET_EXPR, list: NFTA_SET_EXPRESSIONS)
        return specification
    }
}

extension SetSpecification {
    /// The name that makes the kernel choose one for an anonymous set.
    var nameTemplate: String {
        if flags & NFT_SET_OBJECT.rawValue != 0 { return "__objmap%d" }
        return flags & NFT_SET_MAP.rawValue != 0 ? "__map%d" : "__set%d"
    }
}
