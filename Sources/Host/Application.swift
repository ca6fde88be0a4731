public import Netfilter
import Nftables
import Planning
public import WeirModel

/// A desired state on its way into the kernel of this host.
public struct Application {
    /// What came of it.
    public enum Outcome: Sendable {
        case unchanged
        case changed(operations: Int)
    }

    public let policy: String?
    /// The desired tables in the kernel's terms, with the names of this host resolved.
    public let tables: [CompiledTable]
    private let session: Nftables.Session
    private let trafficControl: LinkApplication

    /// How often a ruleset that changes between being read and being written is read anew.
    private static let attempts = 8

    public init(_ state: HostState) throws {
        policy = state.policy
        tables = try Lowering.compile(state, names: SystemNames()).map(\.withKnownExpressions)
        session = try Nftables.Session()
        trafficControl = LinkApplication(desired: state.links)
    }

    /// What would be done now, to which live tables, and beside which live links.
    public func plan() throws -> (plan: HostPlan, live: [CompiledTable], links: [LinkConfiguration]) {
        let (plan, live) = try readTables()
        let (links, liveLinks) = try trafficControl.read()
        return (HostPlan(netfilter: plan, trafficControl: links), live.tables, liveLinks)
    }

    private func readTables() throws -> (plan: NetfilterPlan, live: Snapshot) {
        let snapshot = try LiveTables(desired: tables, session: session).read()
        let plan = NetfilterPlan(desired: tables, live: snapshot.tables, policy: policy, links: Links.names())
        return (plan, snapshot)
    }

    /// Plans and commits, and plans anew where another program's transaction came in between. All of it is done, or nothing.
    ///
    /// - Parameters:
    ///   - confirm: sees each plan, and the live tables that it is for, before it is carried out.
    ///   - prove: sees the links as the kernel then holds them, while they can still be taken back: what it throws undoes the apply.
    ///   - waiting: another apply is at work; called once.
    public func run(
        confirm: (HostPlan, [CompiledTable]) throws -> Void, prove: ([LinkConfiguration]) throws -> Void, waiting: () -> Void
    ) throws -> Outcome {
        let lock = try ApplyLock(waiting: waiting)
        defer { withExtendedLifetime(lock) {} }
        let (links, liveLinks) = try trafficControl.read()
        var carriedOut = false
        do {
            for _ in 0..<Self.attempts {
                let (tables, live) = try readTables()
                let plan = HostPlan(netfilter: tables, trafficControl: links)
                try confirm(plan, live.tables)
                guard !plan.isEmpty else {
                    try prove(liveLinks)
                    return .unchanged
                }
                // Traffic control goes first: it can be taken back, and the transaction after it takes effect at once or not at all.
                if !carriedOut {
                    try trafficControl.carryOut(links)
                    carriedOut = true
                    try prove(try trafficControl.read().live)
                }
                if try commit(tables, generation: live.generation) { return .changed(operations: plan.operationCount) }
            }
            throw HostError(
                "the ruleset changed \(Self.attempts) times between being read and being written: nothing was applied",
                help: "stop the program that keeps changing it (`nft monitor` names it), then try again")
        } catch {
            if carriedOut { try trafficControl.takeBack(links, to: liveLinks) }
            throw error
        }
    }

    /// false: the ruleset moved on since it was read, and nothing was done.
    private func commit(_ plan: NetfilterPlan, generation: UInt32) throws -> Bool {
        guard !plan.operations.isEmpty else { return true }
        switch try session.commit(plan.operations, generation: generation) {
        case .committed: return true
        case .stale: return false
        case .failed(let errors): throw Refusal(errors: errors)
        case .unproven(let why):
            // The kernel is asked instead: nothing left to do is a proof too.
            guard try readTables().plan.operations.isEmpty else {
                throw HostError("the kernel did not say what became of the changes: \(why)", help: "run `weir diff`, then apply again")
            }
            return true
        }
    }
}
