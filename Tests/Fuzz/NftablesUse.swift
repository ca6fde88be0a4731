import CNftnl
import Netfilter
import Netlink
import Planning
import WeirModel

@testable import Nftables

/// What nf_tables, or one that is lying, tells of itself.
enum NftablesUse {
    /// A dump's messages, in the order in which they come: what belongs to a table that was not told is left out.
    static func run(_ bytes: [UInt8]) {
        var tables: [CompiledTable] = []
        bytes.withUnsafeBytes { bytes in
            for message in MessageSequence(bytes) {
                _ = Acknowledgement(message)
                add(message, to: &tables)
            }
        }
        for table in tables { _ = Lifting.lift([table], rawExpression: ExpressionBytes.raw, knownExpression: ExpressionBytes.expression) }
        plan(tables)
    }

    private static func add(_ message: Message, to tables: inout [CompiledTable]) {
        let family = message.family.flatMap { Family(nfproto: $0) } ?? .ip
        if message.nftables == NFT_MSG_NEWTABLE.rawValue, let table = try? TableMessage.decode(message, family: family) { tables.append(table) }
        guard var table = tables.popLast() else { return }
        defer { tables.append(table) }
        switch message.nftables {
        case NFT_MSG_NEWCHAIN.rawValue:
            if let decoded = try? ChainMessage.decode(message, family: family) { table.chains.append(decoded.chain) }
        case NFT_MSG_NEWSET.rawValue:
            guard let decoded = try? SetMessage.decode(message) else { return }
            table.sets.append(decoded.set)
        case NFT_MSG_NEWSETELEM.rawValue:
            guard let last = table.sets.indices.last else { return }
            try? ElementMessage.decode(message, into: &table.sets[last].elements)
        case NFT_MSG_NEWOBJ.rawValue:
            if let decoded = try? ObjectMessage.decode(message) { table.objects.append(decoded.object) }
        case NFT_MSG_NEWFLOWTABLE.rawValue:
            if let decoded = try? FlowtableMessage.decode(message) { table.flowtables.append(decoded.flowtable) }
        case NFT_MSG_NEWRULE.rawValue:
            guard let decoded = try? RuleMessage.decode(message), let last = table.chains.indices.last else { return }
            table.chains[last].rules.append(decoded.rule)
            table.chains[last].ruleHandles.append(decoded.handle)
        default: return
        }
        // Sets and chains without a name come by one that the kernel gave them.
        let anonymous = table.sets.filter { $0.specification.flags & 0x21 == 1 }
        AnonymousResolver(sets: anonymous, chains: table.chains.filter { $0.name.hasPrefix("__") }).resolve(&table)
    }

    /// From nothing, to nothing, and from itself, which is no change.
    static func plan(_ tables: [CompiledTable]) {
        for (desired, live) in [(tables, []), ([], tables), (tables, tables)] {
            let plan = NetfilterPlan(desired: desired, live: live, policy: "p")
            _ = try? Batch(operations: plan.operations, generation: 1, firstSequence: 1)
        }
    }
}
