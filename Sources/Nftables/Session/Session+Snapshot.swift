internal import CNftnl
import Netfilter
import WeirModel

/// What a snapshot holds.
public struct SnapshotRequest: Sendable {
    /// Which tables; nil: all.
    public var tables: Set<TableName>?
    /// Whether the elements of a named set are read. What is given has the set's declaration, and its number of elements where the kernel tells.
    public var readsElements: @Sendable (_ table: TableName, _ set: CompiledSet) -> Bool

    public struct TableName: Sendable, Hashable {
        public var family: Family
        public var name: String
        public init(_ family: Family, _ name: String) {
            self.family = family
            self.name = name
        }
    }

    public init(tables: Set<TableName>? = nil, readsElements: @escaping @Sendable (TableName, CompiledSet) -> Bool = { _, _ in true }) {
        self.tables = tables
        self.readsElements = readsElements
    }

    public static let everything = SnapshotRequest()
}

extension Session {
    private static let attempts = 10

    /// The ruleset at one generation. A ruleset that keeps changing while it is read is an error after several tries.
    public func snapshot(_ request: SnapshotRequest = .everything) throws -> Snapshot {
        for _ in 0..<Self.attempts {
            let generation = try generation()
            do {
                let tables = try read(request, generation: generation)
                if try self.generation() == generation { return Snapshot(generation: generation, tables: tables) }
            } catch is Interrupted {
                continue
            } catch let error as NftablesError where error.errno == ErrnoMeaning.noEntry {
                // What an earlier dump named is gone, unless nothing has changed.
                if try self.generation() == generation { throw error }
            }
        }
        throw NftablesError(
            .changing, subject: "reading the ruleset", message: "it changed while it was read, \(Self.attempts) times",
            help: "stop the program that keeps changing it (`nft monitor` names it), or try again")
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
            try readElements(of: &tables[index].sets, in: tables[index], generation) { request.readsElements(name, $0) }
            try readElements(of: &anonymous[index], in: tables[index], generation) { _ in true }
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

    /// Chain by chain: a dump of all rules walks them anew for every 32 KiB.
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
        of sets: inout [CompiledSet], in table: CompiledTable, _ generation: UInt32, where wanted: (CompiledSet) -> Bool
    ) throws {
        for index in sets.indices where wanted(sets[index]) {
            if let count = sets[index].elementCount { sets[index].elements.reserveCapacity(Int(min(count, 1 << 20))) }
            try readElements(of: sets[index].name, in: table, generation) {
                try ElementMessage.decode($0, into: &sets[index].elements)
            }
        }
    }

    private func readElements(of set: String, in table: CompiledTable, _ generation: UInt32, each: (Message) throws -> Void) throws {
        try dump(
            NFT_MSG_GETSETELEM, family: table.family.nfproto, generation: generation,
            subject: "reading the elements of set `\(table.family.rawValue) \(table.name) \(set)`",
            attributes: { ElementMessage.encode(.init(table: table.name, set: set), to: $0) }, each: each)
    }
}
