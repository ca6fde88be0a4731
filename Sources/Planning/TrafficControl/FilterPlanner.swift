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
    private(set) var actions: SharedActions

    private let link: LinkPlanner

    init(link: LinkPlanner, desired: [Filter], live: [Filter], actions: SharedActions) {
        self.link = link
        self.actions = actions
        let assigned = FilterAssignment(desired: desired, live: live, facts: link.facts)
        for (place, filter) in assigned.filters.enumerated() {
            if let found = assigned.matches[place].map({ live[$0] }) { settle(filter, found) }
        }
        for (place, filter) in live.enumerated().reversed() where !assigned.used.contains(place) {
            differences.append(TrafficControlDifference(link: link.desired.name, subject: filter.name, .extra))
            early.append(link.step(.delete, .filter(filter), undo: [link.step(.add, .filter(filter))]))
        }
        let missing = assigned.filters.indices.filter { assigned.matches[$0] == nil }.map { assigned.filters[$0] }
        for filter in missing.tablesFirst {
            differences.append(TrafficControlDifference(link: link.desired.name, subject: filter.name, .missing, at: filter.at.location))
            updateActions(of: filter)
            middle.append(link.add(.filter(filter)))
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
        placed.status = found.status
        if filter.canReplaceInPlace(found, on: link.facts) {
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
