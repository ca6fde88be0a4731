internal import Threads
public import WeirModel

/// One rule of sound policies, decided from the policy alone: no card, no kernel, no root.
public struct PolicyCheck: Sendable {
    /// What it is about, in a line.
    public var title: String
    /// All that it may find.
    public var finds: [FindingKind]
    let run: @Sendable (PolicyIndex) -> [Diagnostic]

    init(_ title: String, finds: [FindingKind], run: @escaping @Sendable (PolicyIndex) -> [Diagnostic]) {
        self.title = title
        self.finds = finds
        self.run = run
    }

    /// A check of each table by itself.
    init(_ title: String, finds: [FindingKind], table: @escaping @Sendable (TableIndex) -> [Diagnostic]) {
        self.init(title, finds: finds) { $0.tables.flatMap(table) }
    }

    /// A check of each link by itself. What a live link holds, the kernel has taken already; a document may hold what none could.
    init(_ title: String, finds: [FindingKind], ofCaptured: Bool = false, link: @escaping @Sendable (LinkFinding) -> [Diagnostic]) {
        self.init(title, finds: finds) { (ofCaptured ? $0.links : $0.writtenLinks).flatMap { link(LinkFinding($0)) } }
    }

    public static let all: [PolicyCheck] = [
        .somethingToDo, .names, .nameLengths, .nftNames, .nftTexts, .conntrackObjects, .ownership, .chainPlaces, .jumpTargets,
        .jumpLoops, .unreachableChains, .unreachableRules, .afterVerdict, .emptyLists, .setReferences, .keyTypes, .elements,
        .intervals, .statementPlaces, .numberRanges, .timeRanges, .dynamicSets, .mixedTypes, .interfacesAtHooks, .deviceNames,
        .wildcardDevices, .sysctls, .trafficRates, .trafficBursts, .trafficHandles, .trafficClasses, .innerClassQdiscs, .trafficNumbers,
        .filterTargets, .filterPriorities, .u32Priorities, .filterActions, .sharedBlocks,
    ]

    /// What they may find.
    public static var kinds: [FindingKind] { all.flatMap(\.finds) }

    /// All findings, in the order of the policy's lines.
    public static func diagnostics(of policy: PolicyIndex) -> [Diagnostic] {
        all.concurrentMap(piece: 1) { $0.run(policy) }.flatMap { $0 }
    }

    public static func diagnostics(of state: HostState) -> [Diagnostic] { diagnostics(of: PolicyIndex(readingBySeveralThreads: state)) }
}

extension PolicyIndex {
    /// The index of a policy that may be large.
    public init(readingBySeveralThreads state: HostState) {
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
}

extension FindingKind {
    static func acceptable(_ id: String) -> FindingKind { FindingKind(id, isAcceptable: true) }
}
