package import Findings
internal import Threads
package import WeirModel

/// The rules of sound policies that are decided from the policy alone: no card, no kernel, no root.
package enum PolicyCheck {
    package static let all: [Check<PolicyIndex>] = [
        somethingToDo, names, nameLengths, nftNames, nftTexts, conntrackObjects, ownership, chainPlaces, jumpTargets,
        jumpLoops, unreachableChains, afterVerdict, emptyLists, setReferences, keyTypes, elements,
        intervals, statementPlaces, conntrackOrder, withoutEffect, unusedSets, acceptsThatAreNotFinal, neighbourDiscovery,
        listenersByNextHeader, numberRanges, timeRanges, dynamicSets, mixedTypes, interfacesAtHooks, deviceNames, wildcardDevices, sysctls,
        trafficRates, trafficBursts, trafficQuanta, trafficHandles, trafficClasses, innerClassQdiscs, trafficNumbers, filterTargets,
        filterPriorities, u32Priorities, filterActions, filterBytes, sharedBlocks,
    ]

    /// All findings, in the order of the checks.
    package static func diagnostics(of policy: PolicyIndex) -> [Diagnostic] {
        all.concurrentMap(piece: 1) { $0.findings(policy) }.flatMap { $0 }
    }

    package static func diagnostics(of state: HostState) -> [Diagnostic] { diagnostics(of: PolicyIndex(readingBySeveralThreads: state)) }
}

extension Check where Context == PolicyIndex {
    init(finds ids: [Diagnostic.ID], policy: @escaping @Sendable (PolicyIndex) -> [Diagnostic]) {
        self.init(ids.compactMap { PolicyCheck.rulesByID[$0] }, findings: policy)
    }

    /// A check that examines each table separately.
    init(finds ids: [Diagnostic.ID], table: @escaping @Sendable (TableIndex) -> [Diagnostic]) {
        self.init(finds: ids, policy: { $0.tables.flatMap(table) })
    }

    /// A check that examines each link separately; with `ofCaptured`, also those of captured states, since a document may contain objects that no
    /// kernel accepts.
    init(finds ids: [Diagnostic.ID], ofCaptured: Bool = false, link: @escaping @Sendable (LinkFinding) -> [Diagnostic]) {
        self.init(finds: ids, policy: { (ofCaptured ? $0.links : $0.writtenLinks).flatMap { link(LinkFinding($0)) } })
    }
}

extension PolicyIndex {
    /// The index of a policy that may be large.
    package init(readingBySeveralThreads state: HostState) {
        self.init(state) { rules, read in rules.concurrentMap(piece: 1024, read) }
    }

    /// The links of a policy, and none of a captured state.
    var writtenLinks: [LinkIndex] { state.policy == nil ? [] : links }
}

extension TableIndex {
    /// All that has a name here, the table first.
    var names: [(kind: String, name: String, location: SourceLocation?)] {
        [("table", table.name, table.at.location)]
            + table.chains.map { ("chain", $0.name, $0.at.location) }
            + table.sets.map { ("set", $0.name, $0.at.location) }
            + table.objects.map { ($0.definition.kind?.rawValue ?? "object", $0.name, $0.at.location) }
            + table.flowtables.map { ("flowtable", $0.name, $0.at.location) }
    }

    func subject(of set: SetDeclaration) -> Subject { Subject(.set, name, set.name) }
    func subject(of object: StatefulObject) -> Subject { Subject(.object, name, object.name) }
}
