internal import CNftnl
import Netfilter
package import Netlink
import WeirModel

/// The content of a snapshot.
package struct SnapshotRequest: Sendable {
    /// Which tables; nil: all.
    package var tables: Set<TableName>?
    /// Whether the elements of a named set are read. The given set has its declaration, and the number of elements if the kernel reports it.
    package var readsElements: @Sendable (_ table: TableName, _ set: CompiledSet) -> Bool

    package struct TableName: Sendable, Hashable {
        package var family: Family
        package var name: String
        package init(_ family: Family, _ name: String) { (self.family, self.name) = (family, name) }
    }

    package init(tables: Set<TableName>? = nil, readsElements: @escaping @Sendable (TableName, CompiledSet) -> Bool = { _, _ in true }) {
        (self.tables, self.readsElements) = (tables, readsElements)
    }

    package static let everything = SnapshotRequest()

    /// The elements that sets are expected to have. Large sets are compared by querying these, because the time of a dump grows with the
    /// square of their number.
    package var expected: [TableName: [String: SetElements]] = [:]

    /// Everything, in the expectation that it is much like these tables.
    package static func everything(expecting tables: [CompiledTable]) -> SnapshotRequest {
        var request = SnapshotRequest()
        for table in tables {
            let large = table.sets.filter { $0.elements.count >= 4096 }.map { ($0.name, $0.elements) }
            if !large.isEmpty { request.expected[TableName(table.family, table.name)] = Dictionary(large) { first, _ in first } }
        }
        return request
    }
}

package typealias Patience = Netlink.Patience

extension NftablesSession {
    /// The ruleset at one generation. A ruleset that keeps changing while it is read is an error once the patience is over.
    package func snapshot(_ request: SnapshotRequest = .everything, patience: Patience = Patience()) throws -> Snapshot {
        do {
            return try patience.outlasting(NftablesError.isDisturbance) {
                let generation = try generation()
                do {
                    let tables = try read(request, generation: generation)
                    if try self.generation() == generation { return Snapshot(generation: generation, tables: tables) }
                } catch let error as NftablesError where error.kind == .absent {
                    // An object of an earlier dump is gone, unless nothing has changed.
                    if try self.generation() == generation { throw error }
                }
                throw NftablesError(.interrupted, subject: "reading the ruleset")
            }
        } catch let error as NftablesError where error.kind == .changing {
            throw NftablesError(
                kind: .changing, subject: "reading the ruleset",
                message: "it kept changing for \(patience.seconds) seconds while it was read",
                help: "stop the program that keeps changing it (`nft monitor` names it), or try again")
        }
    }

    private func read(_ request: SnapshotRequest, generation: UInt32) throws -> [CompiledTable] {
        var tables = try readTables(request, generation: generation)
        guard !tables.isEmpty else { return [] }
        var indices: [SnapshotRequest.TableName: Int] = [:]
        for (index, table) in tables.enumerated() { indices[.init(table.family, table.name)] = index }
        func index(_ family: Family, _ table: String) -> Int? { indices[.init(family, table)] }

        var bound: [[CompiledChain]] = tables.map { _ in [] }
        var anonymous: [[CompiledSet]] = tables.map { _ in [] }
        try dumpAll(NFT_MSG_GETCHAIN, generation, "reading the chains") { message, family in
            let decoded = try ChainMessage.decode(message, family: family)
            guard let index = index(family, decoded.table) else { return }
            if decoded.isBound { bound[index].append(decoded.chain) } else { tables[index].chains.append(decoded.chain) }
        }
        try dumpAll(NFT_MSG_GETSET, generation, "reading the sets") { message, family in
            let decoded = try SetMessage.decode(message)
            guard let index = index(family, decoded.table) else { return }
            if decoded.isAnonymous { anonymous[index].append(decoded.set) } else { tables[index].sets.append(decoded.set) }
        }
        try dumpAll(NFT_MSG_GETOBJ, generation, "reading the objects") { message, family in
            let decoded = try ObjectMessage.decode(message)
            if let index = index(family, decoded.table) { tables[index].objects.append(decoded.object) }
        }
        try dumpFlowtables(generation) { message, family in
            let decoded = try FlowtableMessage.decode(message)
            if let index = index(family, decoded.table) { tables[index].flowtables.append(decoded.flowtable) }
        }
        for index in tables.indices {
            try readRules(of: &tables[index].chains, in: tables[index], generation)
            try readRules(of: &bound[index], in: tables[index], generation)
            let name = SnapshotRequest.TableName(tables[index].family, tables[index].name)
            let expected = request.expected[name] ?? [:]
            for set in tables[index].sets.indices where request.readsElements(name, tables[index].sets[set]) {
                try readElements(of: &tables[index].sets[set], expected: expected[tables[index].sets[set].name], in: name, generation)
            }
            for set in anonymous[index].indices { try readElements(of: &anonymous[index][set], expected: nil, in: name, generation) }
            AnonymousResolver(sets: anonymous[index], chains: bound[index]).resolve(&tables[index])
        }
        return tables
    }

    private func readTables(_ request: SnapshotRequest, generation: UInt32) throws -> [CompiledTable] {
        var tables: [CompiledTable] = []
        try dumpAll(NFT_MSG_GETTABLE, generation, "reading the tables") { message, family in
            let table = try TableMessage.decode(message, family: family)
            if request.tables?.contains(.init(family, table.name)) ?? true { tables.append(table) }
        }
        return tables
    }

    /// Of all families.
    private func dumpAll(
        _ type: nf_tables_msg_types, _ generation: UInt32, _ subject: String, each: (Message, Family) throws -> Void
    ) throws {
        try dump(type, family: 0, generation: generation, subject: subject) { message in
            guard let number = message.family, let family = Family(nfproto: number) else {
                throw NftablesError.unknown("the family \(message.family ?? 0)")
            }
            try each(message, family)
        }
    }

    /// A kernel without flowtables has none.
    private func dumpFlowtables(_ generation: UInt32, each: (Message, Family) throws -> Void) throws {
        do {
            try dumpAll(NFT_MSG_GETFLOWTABLE, generation, "reading the flowtables", each: each)
        } catch let error as NftablesError where error.kind == .unsupported {
            return
        }
    }

    /// Chain by chain: a dump of all rules walks them from the start for every 32 KiB.
    private func readRules(of chains: inout [CompiledChain], in table: CompiledTable, _ generation: UInt32) throws {
        for index in chains.indices {
            let name = chains[index].name
            try dump(
                NFT_MSG_GETRULE, family: table.family.nfproto, generation: generation,
                subject: "reading the rules of chain `\(table.family.rawValue) \(table.name) \(name)`",
                attributes: {
                    $0.put(NFTA_RULE_TABLE, table.name)
                    $0.put(NFTA_RULE_CHAIN, name)
                },
                each: {
                    let decoded = try RuleMessage.decode($0)
                    chains[index].rules.append(decoded.rule)
                    chains[index].ruleHandles.append(decoded.handle)
                })
        }
    }

    private func readElements(
        of set: inout CompiledSet, expected: SetElements?, in table: SnapshotRequest.TableName, _ generation: UInt32
    ) throws {
        if let expected, let elements = try elements(of: set, expecting: expected, in: table) {
            set.elements = elements
            return
        }
        var elements = SetElements()
        try dump(
            NFT_MSG_GETSETELEM, family: table.family.nfproto, generation: generation,
            subject: "reading the elements of set `\(table.family.rawValue) \(table.name) \(set.name)`",
            attributes: { ElementMessage.encode(.init(table: table.name, set: set.name), to: $0) },
            each: { try ElementMessage.decode($0, into: &elements) })
        set.elements = elements
    }
}
