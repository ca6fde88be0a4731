internal import Threads
public import WeirModel

/// One rule of sound policies, decided from the policy alone: no card, no kernel, no root.
public struct PolicyCheck: Sendable {
    /// What it is about, in a line.
    public var title: String
    /// All that it may find.
    public var finds: [FindingKind]
    let run: @Sendable (PolicyFacts) -> [Diagnostic]

    init(_ title: String, finds: [FindingKind], run: @escaping @Sendable (PolicyFacts) -> [Diagnostic]) {
        self.title = title
        self.finds = finds
        self.run = run
    }

    /// A check of each table by itself.
    init(_ title: String, finds: [FindingKind], table: @escaping @Sendable (TableFacts) -> [Diagnostic]) {
        self.init(title, finds: finds) { $0.tables.flatMap(table) }
    }

    /// A check of each link by itself. What a live link holds, the kernel has taken already.
    init(_ title: String, finds: [FindingKind], link: @escaping @Sendable (LinkFinding) -> [Diagnostic]) {
        self.init(title, finds: finds) { $0.writtenLinks.map { LinkFinding(link: $0) }.flatMap(link) }
    }

    public static let all: [PolicyCheck] = [
        .somethingToDo, .names, .nameLengths, .nftNames, .nftTexts, .conntrackObjects, .ownership, .chainPlaces, .jumpTargets,
        .jumpLoops, .unreachableChains, .unreachableRules, .afterVerdict, .emptyLists, .setReferences, .keyTypes, .elements,
        .intervals, .statementPlaces, .numberRanges, .timeRanges, .dynamicSets, .mixedTypes, .interfacesAtHooks, .deviceNames,
        .sysctls, .trafficRates, .trafficBursts, .trafficHandles, .trafficClasses, .innerClassQdiscs, .trafficNumbers,
        .filterTargets, .filterPriorities, .u32Priorities, .filterActions, .sharedBlocks,
    ]

    /// What they may find.
    public static var kinds: [FindingKind] { all.flatMap(\.finds) }

    /// All findings, in the order of the policy's lines.
    public static func diagnostics(of state: HostState) -> [Diagnostic] {
        let facts = PolicyFacts(state)
        return all.concurrentMap(piece: 1) { $0.run(facts) }.flatMap { $0 }
    }
}

extension FindingKind {
    static func acceptable(_ id: String) -> FindingKind { FindingKind(id, isAcceptable: true) }
}
