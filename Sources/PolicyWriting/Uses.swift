import WeirModel

/// What the rules of a table use, and so declare, in the order of the first uses.
struct Uses {
    private(set) var sets = Ordered<String>()
    private(set) var objects = Ordered<ObjectName>()
    private(set) var flowtables = Ordered<String>()
    /// What updates by rules tell about sets that they name by their constants.
    private(set) var flags: [String: SetDeclaration.Flags] = [:]

    private let source: TableSource

    init(_ source: TableSource) {
        self.source = source
        for set in source.table.sets {
            set.statements.forEach { add($0) }
            for element in set.elements where element.statements.count > 0 { element.statements.forEach { add($0) } }
        }
        for chain in source.table.chains {
            let joined = source.pairs.joined[chain.name] ?? []
            for (index, rule) in chain.rules.enumerated() where !joined.contains(index - 1) { add(rule) }
        }
    }

    private mutating func add(_ rule: Rule) {
        rule.statements.forEach { add($0) }
    }

    private mutating func add(_ statement: Statement) {
        switch statement {
        case .match(let left, _, let right):
            add(left)
            add(right, beside: source.expression(left).shape)
        case .verdictMap(let key, let source): add(source, key, data: "Verdict")
        case .set(let field, let term): add(term, beside: source.expression(.field(field)).shape)
        case .object(let kind, .named(let name)): objects.insert(ObjectName(kind: kind, name: name))
        case .object(let kind, .map(let key, let source)):
            add(source, key, data: ObjectSource.swift(kind))
            if case .anonymous(let elements) = source {
                for element in elements { if case .object(let name)? = element.data { objects.insert(ObjectName(kind: kind, name: name)) } }
            }
        case .nat(let nat):
            let address = Shape.address(nil)
            if let term = nat.address {
                add(term, beside: nat.portFromMap ? Shape(address.components + Shape(.inetService).components) : address)
            }
            if let port = nat.port { add(port, beside: Shape(.inetService)) }
        case .tproxy(let proxy):
            if let address = proxy.address { add(address, beside: .address(nil)) }
            if let port = proxy.port { add(port, beside: Shape(.inetService)) }
        case .dup(let to, let device):
            add(to, beside: device == nil && source.family == .netdev ? Shape(.ifindex) : .address(nil))
            if let device { add(device, beside: Shape(.ifindex)) }
        case .fwd(let device, _, let address):
            add(device, beside: Shape(.ifindex))
            if let address { add(address, beside: .address(nil)) }
        case .queue(let queue): add(queue.number, beside: Shape(.integer))
        case .flowAdd(let name): flowtables.insert(name)
        case .update(let update):
            add(update.key)
            if let data = update.data { add(data) }
            update.statements.forEach { add($0) }
            let data = update.data.map { source.expression($0).shape }
            if let set = source.sets[update.set], set.takes(update, key: source.expression(update.key).shape, data: data) {
                use(update.set)
                if update.operation != .delete { flags[update.set, default: []].insert(.dynamic) }
                if update.timeout != nil { flags[update.set, default: []].insert(.timeout) }
            }
        case .verdict(.jump(.anonymous(let rules))), .verdict(.goto(.anonymous(let rules))): rules.forEach { add($0) }
        default: break
        }
    }

    /// With a set of IPv4 addresses, a rule for both families uses that of IPv6 addresses.
    private mutating func use(_ set: String) {
        sets.insert(set)
        if let pair = source.pairs.pairs[set] { sets.insert(pair.ip6.name) }
    }

    /// A term by itself.
    private mutating func add(_ term: Term) {
        switch term {
        case .concatenation(let parts): parts.forEach { add($0) }
        case .binary(_, let left, let right):
            add(left)
            add(right)
        case .jhash(let inner, _, _, _): add(inner)
        case .map: add(term, beside: source.expression(term).shape)
        default: break
        }
    }

    private mutating func add(_ term: Term, beside shape: Shape) {
        switch term {
        case .namedSet(let name):
            if let set = source.sets[name], set.data == nil, set.key.swift == shape.swift { use(name) }
        case .map(let key, let map): add(map, key, data: shape.swift)
        default: add(term)
        }
    }

    private mutating func add(_ map: MapSource, _ key: Term, data: String) {
        add(key)
        guard case .named(let name) = map, let set = source.sets[name] else { return }
        if set.key.swift == source.expression(key).shape.swift, set.data == data { use(name) }
    }
}

/// Names in the order in which they came.
struct Ordered<Name: Hashable> {
    private(set) var names: [Name] = []
    private var known: Set<Name> = []

    mutating func insert(_ name: Name) {
        if known.insert(name).inserted { names.append(name) }
    }

    /// Of names in the order that a table has them in, how many have to be mentioned so that the table declares all in this order.
    func mentions(for wanted: [Name]) -> Int {
        for count in 0...wanted.count {
            let mentioned = Set(wanted.prefix(count))
            let all = Set(wanted)
            if Array(wanted.dropFirst(count)) == names.filter({ all.contains($0) && !mentioned.contains($0) }) { return count }
        }
        return wanted.count
    }
}
