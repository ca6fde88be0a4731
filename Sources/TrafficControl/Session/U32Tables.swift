import WeirModel

/// The tables of u32: each priority has a root table that the kernel makes, whose number has no meaning.
enum U32Tables {
    /// The site of a priority: each chain at each place has its own priorities.
    private struct Site: Hashable {
        var place: Int
        var chain: UInt32
    }
    private struct Priority: Hashable {
        var qdisc: Attachment
        var number: UInt16
    }

    /// The kernel lists u32's tables by qdisc and priority alone: with the same priority in several chains, on both sides of clsact, or at a qdisc and
    /// its classes, each shows the tables of all. A root table belongs where it is the root, another table to the first of them.
    /// - Parameters:
    ///   - places: the filters that each place of a link shows.
    ///   - rootTable: asks for the number of the root table of the filter's priority.
    /// - Returns: pairs of place and filter: the filters that are shown at a place and belong to another.
    static func foreign(
        _ places: [[Filter]], rootTable: (Filter) throws(TrafficControlError) -> UInt32?
    ) throws(TrafficControlError) -> Set<[Int]> {
        var sites: [Priority: [Site]] = [:]
        var witnesses: [Site: [UInt16: Filter]] = [:]
        for (place, filters) in places.enumerated() {
            for filter in filters where filter.kind == Filter.U32.kind {
                let site = Site(place: place, chain: filter.chain)
                let number = filter.priority ?? 0
                guard witnesses[site]?[number] == nil else { continue }
                witnesses[site, default: [:]][number] = filter
                sites[Priority(qdisc: filter.qdisc, number: number), default: []].append(site)
            }
        }
        let shared = sites.filter { $0.value.count > 1 }
        if shared.isEmpty { return [] }
        var owners: [Priority: [UInt32: Site]] = [:]
        for (priority, sites) in shared {
            for site in sites {
                guard let filter = witnesses[site]?[priority.number], let root = try rootTable(filter) else { continue }
                owners[priority, default: [:]][root] = site
            }
        }
        var foreign: Set<[Int]> = []
        for (place, filters) in places.enumerated() {
            for (index, filter) in filters.enumerated() where filter.kind == Filter.U32.kind {
                let priority = Priority(qdisc: filter.qdisc, number: filter.priority ?? 0)
                guard let sites = shared[priority], let handle = filter.handle else { continue }
                let owner = owners[priority]?[handle >> 20] ?? sites.min { ($0.place, $0.chain) < ($1.place, $1.chain) }
                if owner != Site(place: place, chain: filter.chain) { foreign.insert([place, index]) }
            }
        }
        return foreign
    }

    /// The filters without root tables. Nodes of a root table name no table, and nodes are identified by their number within their bucket.
    static func normalised(_ filters: [Filter]) -> [Filter] {
        guard filters.contains(where: { $0.kind == Filter.U32.kind }) else { return filters }
        // Of the tables of one priority the root came first, and the kernel lists the newest first.
        var roots: [UInt64: UInt32] = [:]
        for filter in filters {
            guard let table = filter.classifier.as(Filter.U32.self), table.divisor != nil, let handle = filter.handle else { continue }
            roots[key(filter)] = handle >> 20
        }
        return filters.compactMap { filter in
            guard var options = filter.classifier.as(Filter.U32.self), let handle = filter.handle else { return filter }
            let root = roots[key(filter)]
            if options.divisor != nil, handle >> 20 == root { return nil }
            var copy = filter
            copy.status?.rootTable = root
            if options.divisor != nil { return copy }
            copy.handle = handle & 0xfff
            if options.table == root { options.table = nil }
            if options.bucket == 0 { options.bucket = nil }
            copy.classifier = Filter.Classifier(options)
            return copy
        }
    }

    /// Priorities that hold their root table and nothing else.
    /// - Parameters:
    ///   - filters: of one place, with root tables.
    ///   - rest: the filters that are not root tables.
    static func emptyPriorities(_ filters: [Filter], besides rest: [Filter]) -> [Filter] {
        if filters.count == rest.count { return [] }
        let occupied = Set(rest.map(key))
        return filters.compactMap { filter in
            guard !occupied.contains(key(filter)), let handle = filter.handle, filter.classifier.as(Filter.U32.self)?.divisor != nil else {
                return nil
            }
            var table = filter
            table.handle = nil
            table.status?.rootTable = handle >> 20
            return table
        }
    }

    private static func key(_ filter: Filter) -> UInt64 { UInt64(filter.chain) << 16 | UInt64(filter.priority ?? 0) }
}

extension Filter {
    /// The owner of its u32 tables: a qdisc with all its places, or a shared block.
    fileprivate var qdisc: Attachment {
        guard case .parent(let handle) = attachment else { return attachment }
        return .parent(handle == .ingress || handle == .egress ? .ingressQdisc : handle.qdisc)
    }
}
