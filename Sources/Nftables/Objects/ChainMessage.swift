internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*CHAIN`. By hand: libnftnl 1.2.4 has no wildcard devices.
enum ChainMessage {
    static func encode(_ chain: CompiledChain, family: Family, table: String, to writer: RulesetWriter) {
        writer.put(NFTA_CHAIN_TABLE, table)
        writer.put(NFTA_CHAIN_NAME, chain.name)
        if !chain.userdata.isEmpty { writer.put(NFTA_CHAIN_USERDATA, bytes: chain.userdata) }
        guard let base = chain.base else { return }
        guard let hook = base.hook.number(in: family) else {
            return writer.fail("family \(family.rawValue) has no hook `\(base.hook.rawValue)`")
        }
        writer.nest(NFTA_CHAIN_HOOK) {
            writer.put(NFTA_HOOK_HOOKNUM, hook)
            writer.put(NFTA_HOOK_PRIORITY, base.priority)
            if let device = Devices.single(base.devices) {
                writer.put(NFTA_HOOK_DEV, device)
            } else if !base.devices.isEmpty {
                writer.nest(NFTA_HOOK_DEVS) { Devices.encode(base.devices, to: writer) }
            }
        }
        writer.put(NFTA_CHAIN_TYPE, base.type.rawValue)
        if let policy = base.policy { writer.put(NFTA_CHAIN_POLICY, UInt32(policy == .accept ? NF_ACCEPT : NF_DROP)) }
        if base.offload.isAsked { writer.put(NFTA_CHAIN_FLAGS, NFT_CHAIN_BASE.rawValue | NFT_CHAIN_HW_OFFLOAD.rawValue) }
    }

    /// A chain that the verdict with this number is bound to.
    static func encode(bound id: UInt32, table: String, to writer: RulesetWriter) {
        writer.put(NFTA_CHAIN_TABLE, table)
        writer.put(NFTA_CHAIN_FLAGS, NFT_CHAIN_BINDING.rawValue)
        writer.put(NFTA_CHAIN_ID, id)
    }

    struct Decoded {
        var table: String
        var isBound: Bool
        var chain: CompiledChain
    }

    static func decode(_ message: Message, family: Family) throws -> Decoded {
        var a = AttributeDecoder(message.attributes)
        guard let table = a.string(NFTA_CHAIN_TABLE), let name = a.string(NFTA_CHAIN_NAME) else {
            throw NftablesError.malformed("a chain without a name")
        }
        let flags = a.u32(NFTA_CHAIN_FLAGS) ?? 0
        var chain = CompiledChain(name: name, userdata: a.array(NFTA_CHAIN_USERDATA) ?? [], handle: a.u64(NFTA_CHAIN_HANDLE))
        if var hook = a.nest(NFTA_CHAIN_HOOK) {
            let type = a.string(NFTA_CHAIN_TYPE) ?? ""
            let number = hook.u32(NFTA_HOOK_HOOKNUM) ?? .max
            guard let type = ChainType(rawValue: type), let place = Hook(number: number, in: family) else {
                throw NftablesError.unknown("chain `\(family.rawValue) \(table) \(name)` of type `\(type)` at hook \(number)")
            }
            let single = hook.string(NFTA_HOOK_DEV).map { [NamePattern.text(ofName: $0)] } ?? []
            let devices = try hook.bytes(NFTA_HOOK_DEVS).map { try Devices.decode($0) } ?? single
            chain.base = BaseChain(
                type: type, hook: place, priority: Int32(bitPattern: hook.u32(NFTA_HOOK_PRIORITY) ?? 0),
                policy: a.u32(NFTA_CHAIN_POLICY) == UInt32(NF_DROP) ? .drop : .accept, devices: devices,
                offload: flags & NFT_CHAIN_HW_OFFLOAD.rawValue != 0 ? .required : .never)
        }
        return Decoded(table: table, isBound: flags & NFT_CHAIN_BINDING.rawValue != 0, chain: chain)
    }
}
