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
    mutating func outdated(_ action: Action, on link: LinkFacts) -> Action? {
        guard let index = action.index else { return nil }
        let key = Key(kind: action.kind, index: index)
        guard let found = live[key], found.references?.isShared == true, !action.isMet(by: found, on: link) else { return nil }
        live[key] = action
        return found
    }
}

/// The filters of one place: which live filter answers to which of the policy, and what to do about the rest.
struct FilterPlanner {
    private(set) var differences: [TrafficControlDifference] = []
    private(set) var early: [TrafficControlStep] = []
    private(set) var middle: [TrafficControlStep] = []
    private(set) var late: [TrafficControlStep] = []
    private(set) var actions: SharedActions

    private let link: LinkPlanner

    init(link: LinkPlanner, desired: [Filter], live: [Filter], actions: SharedActions) {
        self.link = link
        self.actions = actions
        let assigned = FilterAssignment(desired: desired, live: live, facts: link.facts)
        for (place, filter) in assigned.filters.enumerated() {
            if let found = assigned.matches[place].map({ live[$0] }) { settle(filter, found) }
        }
        remove(live.enumerated().filter { !assigned.used.contains($0.offset) }.map(\.element), of: live, desired: assigned.filters)
        let missing = assigned.filters.indices.filter { assigned.matches[$0] == nil }.map { assigned.filters[$0] }
        var priorities = Set(live.map(\.prioritySet))
        for filter in missing.inCreationOrder {
            differences.append(TrafficControlDifference(link: link.desired.name, subject: filter.name, .missing, at: filter.at.location))
            updateActions(of: filter)
            // What a priority of its own held of itself (u32: a root table) goes with it.
            let isFirst = priorities.insert(filter.prioritySet).inserted
            middle.append(link.step(.add, .filter(filter), undo: [link.step(.delete, .filter(isFirst ? filter.wholePriority : filter))]))
        }
    }

    /// A priority of which nothing stays goes as a whole: of u32, its root table would otherwise keep other kinds out.
    private mutating func remove(_ extra: [Filter], of live: [Filter], desired: [Filter]) {
        for filter in extra.reversed() { differences.append(TrafficControlDifference(link: link.desired.name, subject: filter.name, .extra)) }
        let counts = live.reduce(into: [PrioritySet: Int]()) { $0[$1.prioritySet, default: 0] += 1 }
        let staying = Set(desired.map(\.prioritySet)), priorities = Set(desired.map { [UInt32($0.priority ?? 0), $0.chain] })
        var done: Set<PrioritySet> = []
        let leaving = Dictionary(grouping: extra, by: \.prioritySet)
        for key in extra.reversed().map(\.prioritySet) where done.insert(key).inserted {
            guard let filters = leaving[key], let first = filters.first else { continue }
            if filters.count == counts[key], !staying.contains(key) {
                let step = link.step(.delete, .filter(first.wholePriority), undo: filters.inCreationOrder.map { link.step(.add, .filter($0)) })
                // Another kind or protocol can't come before this one has left.
                if priorities.contains([UInt32(first.priority ?? 0), first.chain]) { early.append(step) } else { late.append(step) }
            } else {
                // A table is kept as long as there is a filter in it, or one that leads to it.
                for filter in filters.filter({ !$0.isHashTable }).reversed() + filters.filter(\.isHashTable) {
                    late.append(link.step(.delete, .filter(filter), undo: [link.step(.add, .filter(filter))]))
                }
            }
        }
    }

    private mutating func settle(_ filter: Filter, _ found: Filter) {
        if filter.isMet(by: found, on: link.facts) { return }
        let fields = filter.differences(from: found, on: link.facts)
        differences.append(
            TrafficControlDifference(link: link.desired.name, subject: filter.name, .changed, fields: fields, at: filter.at.location))
        updateActions(of: filter)
        var live = found
        for (place, action) in filter.actions.enumerated() where place < live.actions.count && action.index != nil && action.index == live.actions[place].index {
            live.actions[place] = action
        }
        if filter.isMet(by: live, on: link.facts) { return }
        var placed = filter
        placed.handle = found.handle
        if filter.canReplaceInPlace(found, on: link.facts), filter.hasFlowerShape(of: found) {
            placed.status = found.status
            middle.append(link.step(.replace, .filter(placed), undo: [link.step(.replace, .filter(found))]))
        } else {
            early.append(link.step(.delete, .filter(found), undo: [link.step(.add, .filter(found))]))
            middle.append(link.add(.filter(placed)))
        }
    }

    private mutating func updateActions(of filter: Filter) {
        for action in filter.actions {
            guard let found = actions.outdated(action, on: link.facts) else { continue }
            middle.append(link.step(.change, .action(action), undo: [link.step(.change, .action(found))]))
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
