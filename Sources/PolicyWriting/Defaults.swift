import Documents
import WeirModel

extension HostState {
    /// The state without the kernel's defaults, which a person would leave out.
    package var withoutDefaults: HostState {
        var state = self
        for table in state.tables.indices {
            for chain in state.tables[table].chains.indices where state.tables[table].chains[chain].base?.policy == .accept {
                state.tables[table].chains[chain].base?.policy = nil
            }
        }
        for link in state.links.indices { state.links[link].removeDefaults() }
        return state
    }
}

extension LinkConfiguration {
    fileprivate mutating func removeDefaults() {
        var facts = facts ?? LinkDefaults()
        if let rateToQuantum = qdiscs.lazy.compactMap({ $0.options.as(Qdisc.HTB.self)?.rateToQuantum }).first {
            facts.rateToQuantum = rateToQuantum
        }
        for index in classes.indices { classes[index].options = classes[index].options.leavingOutDefaults(on: facts) }
        let parents = Set(classes.map(\.parent.major)).union(classes.map(\.id.major)).union(qdiscs.map(\.parent.major)).union(
            filters.map { if case .parent(let handle) = $0.attachment { handle.major } else { 0 } })
        for index in qdiscs.indices {
            // From 8000: on, the kernel assigns numbers itself.
            if let handle = qdiscs[index].handle, handle.major >= 0x8000, handle.major < 0xffff, !parents.contains(handle.major) {
                qdiscs[index].handle = nil
            }
            qdiscs[index].options = qdiscs[index].options.leavingOutDefaults(on: facts)
        }
        var written: [Action.Options: Action.Options] = [:]
        for index in filters.indices {
            filters[index].actions = filters[index].actionsAsWritten
            for place in filters[index].actions.indices where filters[index].actions[place].kind == Action.Police.kind {
                let options = filters[index].actions[place].options
                let brief = written[options] ?? options.leavingOutDefaults(on: facts)
                written[options] = brief
                filters[index].actions[place].options = brief
            }
        }
        numberFilters()
    }

    /// Filters that are tried in their order, with the priorities and handles that a plan gives to those that name none.
    private mutating func numberFilters() {
        let places = Grouped(Array(filters.indices)) { [filters] in FilterPlace(filters[$0].attachment, chain: filters[$0].chain) }
        for indices in places.keys.map({ places[$0] }) {
            let priorities = indices.indices.map { UInt16(exactly: ($0 + 1) * 10) }
            guard zip(indices, priorities).allSatisfy({ filters[$0].priority == $1 }) else { continue }
            for index in indices {
                filters[index].priority = nil
                // The handles of other kinds are chosen by the author, or are theirs to give.
                if filters[index].handle == 1, Self.countHandles.contains(filters[index].kind) { filters[index].handle = nil }
            }
        }
    }

    private static let countHandles: Set<String> = [
        Filter.Flower.kind, Filter.MatchAll.kind, Filter.Basic.kind, Filter.BPF.kind, Filter.Flow.kind,
    ]
}
