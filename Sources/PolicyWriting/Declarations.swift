import WeirModel

/// The uses in a table's rules, which declare objects in the order of the first uses.
struct Declarations {
    private(set) var sets = Ordered<String>()
    private(set) var objects = Ordered<ObjectName>()
    private(set) var flowtables = Ordered<String>()
    /// Flags that rules' updates imply for sets that they name by constants.
    private(set) var flags: [String: SetDeclaration.Flags] = [:]

    private let source: TableSource

    init(_ source: TableSource) {
        self.source = source
        for set in source.table.sets {
            let elements = set.elements.whole.sorted { $0.key < $1.key }.map(\.value)
            for statement in set.statements + elements.flatMap(\.statements) { statement.walk { add($0) } }
        }
        for chain in source.table.chains {
            let joined = source.pairs.joined[chain.name] ?? []
            for (index, rule) in chain.rules.enumerated() where !joined.contains(index - 1) { rule.walk { add($0) } }
        }
    }

    private mutating func add(_ part: PolicyPart) {
        switch part {
        case .lookup(let lookup): add(lookup)
        case .object(let kind, let name): if let kind { objects.insert(ObjectName(kind: kind, name: name)) }
        case .flowtable(let name): flowtables.insert(name)
        case .statement, .verdict, .term, .value, .list: break
        }
    }

    /// The constant of a set is named where the types agree.
    private mutating func add(_ lookup: SetLookup) {
        guard let set = source.sets[lookup.set], let key = lookup.key.map({ source.expression($0).shape }) else { return }
        func holds(_ data: String?) -> Bool { set.data == data && set.key.swift == key.swift }
        let isNamed =
            switch lookup.role {
            case .membership: holds(nil)
            case .values(let purpose): holds((shape(purpose) ?? set.dataShape ?? Shape(.integer)).swift)
            case .verdicts: holds("Verdict")
            case .objects(let kind): holds(ObjectSource.swift(kind))
            case .update(let update): set.takes(update, key: key, data: update.data.map { source.expression($0).shape })
            }
        guard isNamed else { return }
        use(lookup.set)
        guard case .update(let update) = lookup.role else { return }
        if update.operation != .delete { flags[update.set, default: []].insert(.dynamic) }
        if update.timeout != nil { flags[update.set, default: []].insert(.timeout) }
    }

    /// `nil` if a map's data determine it.
    private func shape(_ purpose: TermPurpose) -> Shape? {
        switch purpose {
        case .any: nil
        case .like(let term): source.expression(term).shape
        case .address: .address(nil)
        case .addressAndPort: Shape(Shape.address(nil).components + Shape(.inetService).components)
        case .addressOrLink: source.family == .netdev ? Shape(.ifindex) : .address(nil)
        case .port: Shape(.inetService)
        case .link: Shape(.ifindex)
        case .number: Shape(.integer)
        }
    }

    /// With a set of IPv4 addresses, a rule for both families uses that of IPv6 addresses.
    private mutating func use(_ set: String) {
        sets.insert(set)
        if let pair = source.pairs.pairs[set] { sets.insert(pair.ip6.name) }
    }
}

/// Names in the order in which they came.
struct Ordered<Name: Hashable> {
    private(set) var names: [Name] = []
    private var known: Set<Name> = []

    mutating func insert(_ name: Name) {
        if known.insert(name).inserted { names.append(name) }
    }

    /// The number of these names, in the table's order, that have to be mentioned so that the table declares all in this order.
    func mentions(for wanted: [Name]) -> Int {
        for count in 0...wanted.count {
            let mentioned = Set(wanted.prefix(count))
            let all = Set(wanted)
            if Array(wanted.dropFirst(count)) == names.filter({ all.contains($0) && !mentioned.contains($0) }) { return count }
        }
        return wanted.count
    }
}
