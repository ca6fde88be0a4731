internal import Findings
internal import WeirModel

extension Capabilities {
    func takes(_ kind: String) -> Bool {
        switch kind {
        case Filter.Flower.kind: !keys.isEmpty
        case Filter.MatchAll.kind: !matchall.isEmpty
        case Filter.U32.kind: has(.u32)
        case Filter.BPF.kind: has(.bpf)
        default: false
        }
    }

    /// Actions for which it refuses the filter.
    func actionsMissing(for filter: FilterFacts) -> Set<FlowAction> {
        switch filter.filter.kind {
        case _ where !takes(filter.filter.kind): []
        case Filter.Flower.kind: has(.ignoresOtherActions) || has(.needsTrafficClass) ? [] : filter.actions.subtracting(actions)
        case Filter.MatchAll.kind: filter.actions.subtracting(matchall)
        default: []
        }
    }

    /// Whether it refuses the flower filter, so that nothing of it comes into hardware.
    func refuses(_ filter: FilterFacts) -> Bool {
        !actionsMissing(for: filter).isEmpty || !neededActions.isSubset(of: filter.actions) || !neededKeys.isSubset(of: filter.keys)
    }
}

extension LinkContext {
    var mustOffload: [FilterFacts] { filters.filter { $0.isOffloadable && $0.skipsSoftware } }

    /// Asks the driver about each of the filters that are wanted in hardware.
    func onDriver(_ which: (FilterFacts) -> Bool, _ judge: (FilterFacts, Capabilities) -> Finding?) throws(Undecided) -> [Finding] {
        guard hasDriver, mayOffload else { return [] }
        let filters = try offloaded(which)
        if indirectKind == nil {
            if filters.isEmpty { return [] }
            let driver = try capabilities()
            return filters.compactMap { judge($0, driver) }
        }
        var findings: [Finding] = []
        for filter in filters {
            if let finding = judge(filter, try capabilities(for: filter)) { findings.append(finding) }
        }
        return findings
    }

    /// The feature's check reports links without hardware; the driver's has nothing to add. A tunnel's filters go to a card's driver.
    var hasDriver: Bool { isSoftware != true || indirectKind != nil }
}

extension PolicyTraits {
    func eachFilter(_ find: (FilterFacts) -> [String]) -> [Finding] {
        state.links.flatMap { link in
            let blocks = link.egressBlocks
            return link.filters.flatMap { filter -> [Finding] in
                let facts = FilterFacts(filter, blocks)
                return find(facts).map { Finding($0, at: facts.location, subject: .link(link.name)) }
            }
        }
    }
}
