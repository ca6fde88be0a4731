import Netfilter
import Nftables
import WeirModel

/// Reads what a plan needs of the kernel's tables: foreign sets are not dumped, and neither are large sets that are as desired.
struct LiveTables {
    typealias TableName = SnapshotRequest.TableName

    struct SetName: Hashable {
        var table: TableName
        var set: String
    }

    /// From here on asking for each element is cheaper than a dump, which takes time in proportion to the square.
    private static let large = 20_000
    /// How often a ruleset that moves on meanwhile is read anew.
    private static let attempts = 4

    private var desired: [SetName: SetElements] = [:]
    private let session: Nftables.Session

    init(desired tables: [CompiledTable], session: Nftables.Session) {
        self.session = session
        for table in tables {
            for set in table.sets { desired[SetName(table: TableName(table.family, table.name), set: set.name)] = set.elements }
        }
    }

    func read() throws -> Snapshot {
        let names = Set(desired.keys)
        let large = Set(desired.filter { $0.value.count >= Self.large }.keys)
        for _ in 0..<Self.attempts {
            var snapshot = try snapshot(names.subtracting(large))
            let differing = try fill(&snapshot, large)
            if !differing.isEmpty { break }
            if try large.isEmpty || session.generation() == snapshot.generation { return snapshot }
        }
        return try snapshot(names)
    }

    /// Gives the large sets that are as desired their elements; the others are returned.
    private func fill(_ snapshot: inout Snapshot, _ large: Set<SetName>) throws -> Set<SetName> {
        var differing: Set<SetName> = []
        guard !large.isEmpty else { return differing }
        for index in snapshot.tables.indices {
            let table = TableName(snapshot.tables[index].family, snapshot.tables[index].name)
            for set in snapshot.tables[index].sets.indices {
                let live = snapshot.tables[index].sets[set]
                let name = SetName(table: table, set: live.name)
                guard large.contains(name), let elements = desired[name] else { continue }
                if try session.holds(exactly: elements, live: live, of: table) == true {
                    snapshot.tables[index].sets[set].elements = elements
                } else {
                    differing.insert(name)
                }
            }
        }
        return differing
    }

    private func snapshot(_ dumped: Set<SetName>) throws -> Snapshot {
        try session.snapshot(SnapshotRequest { table, set in dumped.contains(SetName(table: table, set: set.name)) })
    }
}
