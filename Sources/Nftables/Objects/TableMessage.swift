internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*TABLE`
enum TableMessage {
    static func encode(name: String, flags: Table.Flags? = nil, userdata: [UInt8] = [], to writer: RulesetWriter) {
        writer.put(NFTA_TABLE_NAME, name)
        if let flags { writer.put(NFTA_TABLE_FLAGS, flags.rawValue) }
        if !userdata.isEmpty { writer.put(NFTA_TABLE_USERDATA, bytes: userdata) }
    }

    static func decode(_ message: Message, family: Family) throws -> CompiledTable {
        var a = AttributeDecoder(message.attributes)
        guard let name = a.string(NFTA_TABLE_NAME) else { throw NftablesError.malformed("a table without a name") }
        return CompiledTable(
            family: family, name: name, flags: Table.Flags(rawValue: a.u32(NFTA_TABLE_FLAGS) ?? 0),
            userdata: a.array(NFTA_TABLE_USERDATA) ?? [],
            handle: a.u64(NFTA_TABLE_HANDLE))
    }
}
