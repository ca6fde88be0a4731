import Netfilter
import Nftables
import WeirModel

/// Reads the parts of the kernel's tables that a plan needs: foreign sets are not dumped, nor are large sets that are as desired.
struct LiveTables {
    typealias TableName = SnapshotRequest.TableName

    struct SetName: Hashable {
        var table: TableName
        var set: String
    }

    /// From here on asking for each element is cheaper than a dump, which takes time in proportion to the square.
    private static let large = 20_000
    private var desired: [SetName: CompiledSet] = [:]
    private let session: NftablesSession

    init(desired tables: [CompiledTable], session: NftablesSession) {
        self.session = session
        for table in tables {
            for set in table.sets { desired[SetName(table: TableName(table.family, table.name), set: set.name)] = set }
        }
    }

    func read(patience: Patience) throws -> Snapshot {
        let names = Set(desired.keys)
        let tables = Set(names.map(\.table))
        // Of others in its tables, which an apply deletes, the number is told.
        var request = SnapshotRequest { table, set in
            names.contains(SetName(table: table, set: set.name)) || set.elementCount == nil && tables.contains(table)
        }
        for (name, set) in desired where set.elements.count >= Self.large && !set.isManagedElsewhere {
            request.expected[name.table, default: [:]][name.set] = set.elements
        }
        return try session.snapshot(request, patience: patience)
    }
}
