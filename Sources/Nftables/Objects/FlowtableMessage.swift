internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*FLOWTABLE`
enum FlowtableMessage {
    static func encode(_ flowtable: Flowtable, table: String, to writer: RulesetWriter) {
        writer.put(NFTA_FLOWTABLE_TABLE, table)
        writer.put(NFTA_FLOWTABLE_NAME, flowtable.name)
        writer.nest(NFTA_FLOWTABLE_HOOK) {
            writer.put(NFTA_FLOWTABLE_HOOK_NUM, UInt32(NF_NETDEV_INGRESS.rawValue))
            writer.put(NFTA_FLOWTABLE_HOOK_PRIORITY, flowtable.priority)
            if !flowtable.devices.isEmpty {
                writer.nest(NFTA_FLOWTABLE_HOOK_DEVS) { Devices.encode(flowtable.devices, to: writer) }
            }
        }
        let flags =
            (flowtable.offload.isAsked ? NFT_FLOWTABLE_HW_OFFLOAD.rawValue : 0) | (flowtable.counter ? NFT_FLOWTABLE_COUNTER.rawValue : 0)
        if flags != 0 { writer.put(NFTA_FLOWTABLE_FLAGS, flags) }
    }

    /// Of the whole flowtable, or of some of its devices.
    static func encode(deleting name: String, devices: [String] = [], table: String, to writer: RulesetWriter) {
        writer.put(NFTA_FLOWTABLE_TABLE, table)
        writer.put(NFTA_FLOWTABLE_NAME, name)
        guard !devices.isEmpty else { return }
        writer.nest(NFTA_FLOWTABLE_HOOK) {
            writer.put(NFTA_FLOWTABLE_HOOK_NUM, UInt32(NF_NETDEV_INGRESS.rawValue))
            writer.put(NFTA_FLOWTABLE_HOOK_PRIORITY, UInt32(0))
            writer.nest(NFTA_FLOWTABLE_HOOK_DEVS) { Devices.encode(devices, to: writer) }
        }
    }

    static func decode(_ message: Message) throws -> (table: String, flowtable: Flowtable) {
        var a = AttributeDecoder(message.attributes)
        guard let table = a.string(NFTA_FLOWTABLE_TABLE), let name = a.string(NFTA_FLOWTABLE_NAME) else {
            throw NftablesError.malformed("a flowtable without a name")
        }
        var hook = a.nest(NFTA_FLOWTABLE_HOOK) ?? AttributeDecoder(.empty)
        let flags = a.u32(NFTA_FLOWTABLE_FLAGS) ?? 0
        return (
            table,
            Flowtable(
                name: name, priority: Int32(bitPattern: hook.u32(NFTA_FLOWTABLE_HOOK_PRIORITY) ?? 0),
                devices: try hook.bytes(NFTA_FLOWTABLE_HOOK_DEVS).map { try Devices.decode($0) } ?? [],
                offload: flags & NFT_FLOWTABLE_HW_OFFLOAD.rawValue != 0 ? .required : .never,
                counter: flags & NFT_FLOWTABLE_COUNTER.rawValue != 0)
        )
    }
}
