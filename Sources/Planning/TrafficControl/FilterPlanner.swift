import WeirModel

/// Actions with an index, which filters of all links share.
struct SharedActions {
    private struct Key: Hashable {
        var kind: String
        var index: UInt32
    }
    private var live: [Key: Action] = [:]

    init(_ links: [LinkConfiguration]) {
        for link in links {
            for filter in link.filters {
                for action in filter.actions {
                    if let index = action.index { live[Key(kind: action.kind, index: index)] = action }
                }
            }
        }
    }

    /// The live action that this one names, unless it is as it should be; asked for once.
    mutating func outdated(_ action: Action, on link: LinkDefaults) -> Action? {
        guard let index = action.index else { return nil }
        let key = Key(kind: action.kind, index: index)
        guard let found = live[key], found.references?.isShared == true, !action.isSatisfied(by: found, on: link) else { return nil }
        live[key] = action
        return found
    }
}

/// The filters of one place: pairs live filters with the policy's, and deletes or adds the rest.
struct FilterPlanner {
    private(set) var differences: [TrafficControlDifference] = []
    private(set) var early: [TrafficControlStep] = []
    private(set) var middle: [TrafficControlStep] = []
    private(set) var late: [TrafficControlStep] = []
    private(set) var actions: SharedActions

    private let link: String
    /// Of the link.
    private let at: Located
    private let facts: LinkDefaults

    /// - Parameter empty: the live priorities that hold no filter.
    init(link: String, at: Located, facts: LinkDefaults, desired: [Filter], live: [Filter], empty: [Filter], actions: SharedActions) {
        self.link = link
        self.at = at
        self.facts = facts
        self.actions = actions
        let assigned = FilterAssignment(desired: desired, live: live, facts: facts)
        for place in assigned.filters.indices {
            if let found = assigned.matches[place] { settle(assigned.filters[place], live[found]) }
        }
        if assigned.used.count < live.count {
            remove(live.indices.filter { !assigned.used.contains($0) }.map { live[$0] }, of: live, desired: assigned.filters)
        }
        let missing =
            assigned.used.isEmpty
            ? assigned.filters : assigned.filters.indices.filter { assigned.matches[$0] == nil }.map { assigned.filters[$0] }
        if missing.isEmpty { return }
        let kept = empty.isEmpty ? [] : clear(empty, for: missing)
        add(missing, to: live + kept)
    }

    private struct Place: Hashable {
        var chain: UInt32
        var priority: UInt16?
    }

    /// A priority without filters matches nothing, and isn't a difference; if it blocks others, it is removed.
    /// - Returns: those that stay.
    private mutating func clear(_ empty: [Filter], for missing: [Filter]) -> [Filter] {
        let places = Grouped(missing) { Place(chain: $0.chain, priority: $0.priority) }
        return empty.filter { table in
            guard places[Place(chain: table.chain, priority: table.priority)].contains(where: { $0.prioritySet != table.prioritySet })
            else {
                return true
            }
            differences.append(TrafficControlDifference(link: link, .object(.filter(table)), .extra))
            // Undone as it came to be: by a filter that was in it. Its number differs from the one that keeps the tables of newly created
            // priorities.
            var options = Filter.U32()
            options.step = Filter.U32.Step()
            var node = table
            (node.classifier, node.handle) = (Filter.Classifier(options), 0xffe)
            node.status = table.status.map { FilterStatus(handle: ($0.rootTable ?? 0) << 20 | 0xffe, rootTable: $0.rootTable) }
            early.append(step(.delete, .filter(table.wholePriority), undo: [step(.add, .filter(node)), step(.delete, .filter(node))]))
            return false
        }
    }

    private mutating func add(_ missing: [Filter], to live: [Filter]) {
        differences.reserveCapacity(differences.count + missing.count)
        middle.reserveCapacity(middle.count + missing.count)
        var priorities = Set(live.map(\.prioritySet))
        var last: PrioritySet?
        for filter in missing.inCreationOrder {
            let object = TrafficControlObject.filter(filter)
            differences.append(TrafficControlDifference(link: link, .object(object), .missing, at: filter.at.location))
            updateActions(of: filter)
            // The state of a separate priority (u32: a root table) goes with it.
            let own = filter.prioritySet
            let isFirst = own != last && priorities.insert(own).inserted
            last = own
            middle.append(step(.add, object, undo: [step(.delete, isFirst ? .filter(filter.wholePriority) : object)]))
        }
    }

    private func step(
        _ verb: TrafficControlStep.Verb, _ object: TrafficControlObject, undo: [TrafficControlStep] = [], at place: Located? = nil
    ) -> TrafficControlStep {
        TrafficControlStep(link: link, verb, object, undo: undo, at: Located(place?.location ?? at.location))
    }

    /// A priority of which nothing stays is removed as a whole: otherwise u32's root table would keep other kinds out.
    private mutating func remove(_ extra: [Filter], of live: [Filter], desired: [Filter]) {
        for filter in extra.reversed() { differences.append(TrafficControlDifference(link: link, .object(.filter(filter)), .extra)) }
        let counts = live.reduce(into: [PrioritySet: Int]()) { $0[$1.prioritySet, default: 0] += 1 }
        let staying = Set(desired.map(\.prioritySet))
        let priorities = Set(desired.map { Place(chain: $0.chain, priority: $0.priority ?? 0) })
        var done: Set<PrioritySet> = []
        let leaving = Dictionary(grouping: extra, by: \.prioritySet)
        func isU32(_ key: PrioritySet) -> Bool { key.kind == Filter.U32.kind }
        var u32Priorities = Set(counts.keys.filter(isU32))
        // Another kind or protocol can't come before the one in its way has left.
        func isInTheWay(_ key: PrioritySet) -> Bool {
            priorities.contains(Place(chain: key.place.chain, priority: key.place.priority ?? 0))
        }
        let keys = extra.reversed().map(\.prioritySet).filter { done.insert($0).inserted }
        for key in keys.filter(isInTheWay) + keys.filter({ !isInTheWay($0) }) {
            guard let filters = leaving[key] else { continue }
            if filters.count == counts[key], !staying.contains(key) {
                u32Priorities.remove(key)
                let comesAfterOthers = !isInTheWay(key)
                let hasOthers = !u32Priorities.isEmpty || comesAfterOthers && staying.contains(where: isU32)
                let steps = removal(ofPriority: filters, hasOthers: hasOthers)
                if comesAfterOthers { late += steps } else { early += steps }
            } else {
                // A table is kept as long as there is a filter in it, or one that leads to it.
                for filter in filters.filter({ !$0.isHashTable }).reversed() + filters.filter(\.isHashTable) {
                    late.append(deletion(filter))
                }
            }
        }
    }

    private func deletion(_ filter: Filter) -> TrafficControlStep { step(.delete, .filter(filter), undo: [step(.add, .filter(filter))]) }

    /// u32's tables outlive their priority as long as there is another one of u32: they are removed before it, after the filters that are
    /// in them or lead to them.
    private func removal(ofPriority filters: [Filter], hasOthers: Bool) -> [TrafficControlStep] {
        func whole(_ filters: [Filter]) -> TrafficControlStep? {
            filters.first.map { first in
                step(.delete, .filter(first.wholePriority), undo: filters.inCreationOrder.map { step(.add, .filter($0)) })
            }
        }
        let tables = filters.filter(\.isHashTable)
        guard !tables.isEmpty, hasOthers else { return whole(filters).map { [$0] } ?? [] }
        let bound = filters.filter(\.isBoundToHashTable)
        let free = filters.filter { !$0.isHashTable && !$0.isBoundToHashTable }
        return (bound.reversed() + tables).map(deletion) + [whole(free) ?? step(.delete, .filter(tables[0].wholePriority))]
    }

    private mutating func settle(_ filter: Filter, _ found: Filter) {
        if filter.isSatisfied(by: found, on: facts) { return }
        let matches = filter.matches(otherThan: found)
        let fields = filter.differences(from: found, on: facts, besides: matches)
        differences.append(
            TrafficControlDifference(
                link: link, .object(.filter(filter)), .changed, fields: fields, matches: matches, at: filter.at.location))
        updateActions(of: filter)
        var live = found
        for (place, action) in filter.actions.enumerated()
        where place < live.actions.count && action.index != nil && action.index == live.actions[place].index {
            live.actions[place] = action
        }
        if filter.isSatisfied(by: live, on: facts) { return }
        var placed = filter
        placed.handle = found.handle
        if filter.canReplaceInPlace(found, on: facts), filter.hasFlowerShape(of: found) {
            placed.status = found.status
            middle.append(step(.replace, .filter(placed), undo: [step(.replace, .filter(found))]))
        } else {
            early.append(step(.delete, .filter(found), undo: [step(.add, .filter(found))], at: filter.at))
            middle.append(step(.add, .filter(placed), undo: [step(.delete, .filter(placed))]))
        }
    }

    private mutating func updateActions(of filter: Filter) {
        for action in filter.actions {
            guard let found = actions.outdated(action, on: facts) else { continue }
            middle.append(step(.change, .action(action), undo: [step(.change, .action(found))], at: filter.at))
        }
    }
}

extension Filter {
    /// As the request to delete all filters of this one's priority names them.
    fileprivate var wholePriority: Filter {
        var copy = self
        copy.handle = nil
        copy.status = nil
        return copy
    }
}
