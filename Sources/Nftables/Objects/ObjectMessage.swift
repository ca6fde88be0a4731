internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*OBJ`
enum ObjectMessage {
    static func encode(_ object: CompiledObject, table: String, to writer: RulesetWriter) {
        writer.put(NFTA_OBJ_TABLE, table)
        writer.put(NFTA_OBJ_NAME, object.name)
        writer.put(NFTA_OBJ_TYPE, object.definition.kernelType)
        if !object.userdata.isEmpty { writer.put(NFTA_OBJ_USERDATA, bytes: object.userdata) }
        let at = writer.nestStart(NFTA_OBJ_DATA)
        StatefulObjectTable.encode(object.definition, to: writer)
        writer.attributeEnd(at)
    }

    static func encode(deleting name: String, type: UInt32, table: String, to writer: RulesetWriter) {
        writer.put(NFTA_OBJ_TABLE, table)
        writer.put(NFTA_OBJ_NAME, name)
        writer.put(NFTA_OBJ_TYPE, type)
    }

    static func decode(_ message: Message) throws -> (table: String, object: CompiledObject) {
        var a = AttributeDecoder(message.attributes)
        guard let table = a.string(NFTA_OBJ_TABLE), let name = a.string(NFTA_OBJ_NAME), let type = a.u32(NFTA_OBJ_TYPE) else {
            throw NftablesError.malformed("an object without a name or type")
        }
        let data = a.bytes(NFTA_OBJ_DATA) ?? .empty
        return (
            table,
            CompiledObject(
                name: name, definition: StatefulObjectTable.decode(type: type, data), userdata: a.array(NFTA_OBJ_USERDATA) ?? [],
                handle: a.u64(NFTA_OBJ_HANDLE))
        )
    }
}
