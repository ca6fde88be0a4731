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
    private var desired: [SetName: SetElements] = [:]
    private let session: Nftables.Session

    init(desired tables: [CompiledTable], session: Nftables.Session) {
        self.session = session
        for table in tables {
            for set in table.sets { desired[SetName(table: TableName(table.family, table.name), set: set.name)] = set.elements }
        }
    }

    func read(patience: Patience) throws -> Snapshot {
        let names = Set(desired.keys)
        var request = SnapshotRequest { table, set in names.contains(SetName(table: table, set: set.name)) }
        for (name, elements) in desired where elements.count >= Self.large {
            request.expected[name.table, default: [:]][name.set] = elements
        }
        return try session.snapshot(request, patience: patience)
    }
}
