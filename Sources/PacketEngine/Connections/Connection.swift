/// What a packet has to do with connections: `skb->_nfct`.
enum Tracking {
    /// No entry: conntrack did not see it, or it is invalid.
    case none
    case untracked
    /// An entry of the table.
    case connection(Int, ConnectionState, Direction)
}

enum Direction: Int {
    case original, reply
    var other: Direction { self == .original ? .reply : .original }
}

enum ConnectionState {
    case new, established, related
}

/// An entry of conntrack.
struct Connection {
    var original, reply: Tuple
    var mark: UInt32 = 0
    var status = Status()
    var labels: [UInt8]?
    var secmark: UInt32 = 0
    /// Of each direction.
    var packets: [UInt64] = [0, 0]
    var bytes: [UInt64] = [0, 0]
    var tcp = TCPTracking()
    /// Whether NAT gave it a port or an address by chance.
    var isByChance = false

    /// `IPS_…`.
    struct Status: OptionSet {
        var rawValue: UInt32 = 0
        static let expected = Status(rawValue: 1)
        static let seenReply = Status(rawValue: 2)
        static let assured = Status(rawValue: 4)
        static let confirmed = Status(rawValue: 8)
        static let sourceNAT = Status(rawValue: 16)
        static let destinationNAT = Status(rawValue: 32)
        static let sourceDone = Status(rawValue: 128)
        static let destinationDone = Status(rawValue: 256)
        static let dying = Status(rawValue: 512)
    }

    func tuple(_ direction: Direction) -> Tuple { direction == .original ? original : reply }
}

/// The entries of conntrack. Only confirmed ones are found by their tuples.
struct ConnectionTable {
    var connections: [Connection] = []
    private var places: [Tuple: (connection: Int, direction: Direction)] = [:]
    /// The connections that the input names by number.
    var flows: [Int: Int] = [:]

    func find(_ tuple: Tuple) -> (connection: Int, direction: Direction)? { places[tuple] }

    /// A new entry, which is not found before it is confirmed.
    mutating func add(_ tuple: Tuple) -> Int? {
        guard let reply = tuple.inverted else { return nil }
        connections.append(Connection(original: tuple, reply: reply))
        return connections.count - 1
    }

    /// False where another entry has one of its tuples.
    mutating func confirm(_ connection: Int) -> Bool {
        let (original, reply) = (connections[connection].original, connections[connection].reply)
        guard places[original] == nil, places[reply] == nil else { return false }
        places[original] = (connection, .original)
        places[reply] = (connection, .reply)
        connections[connection].status.insert(.confirmed)
        return true
    }

    mutating func kill(_ connection: Int) {
        connections[connection].status.insert(.dying)
        for direction in [Direction.original, .reply] {
            let tuple = connections[connection].tuple(direction)
            if places[tuple]?.connection == connection { places[tuple] = nil }
        }
    }

    /// Whether a confirmed entry other than this one has a tuple as its reply or original.
    func isTaken(_ tuple: Tuple, except connection: Int) -> Bool { places[tuple].map { $0.connection != connection } ?? false }
}
