public import Netfilter
public import Nftables
public import Planning
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
    private let session: Session

    /// How often a ruleset that changes between being read and being written is read anew.
    private static let attempts = 8

    public init(_ state: HostState) throws {
        policy = state.policy
        tables = try Lowering.compile(state, names: SystemNames())
        session = try Session()
    }

    /// What would be done now.
    public func plan() throws -> (plan: NetfilterPlan, live: [CompiledTable]) {
        let (plan, snapshot) = try read()
        return (plan, snapshot.tables)
    }

    private func read() throws -> (plan: NetfilterPlan, live: Snapshot) {
        let snapshot = try LiveTables(desired: tables, session: session).read()
        let plan = NetfilterPlan(desired: tables, live: snapshot.tables, policy: policy, links: Links.names())
        return (plan, snapshot)
    }

    /// Plans and commits, and plans anew where another program's transaction came in between.
    ///
    /// - Parameters:
    ///   - confirm: sees each plan before it is committed.
    ///   - waiting: another apply is at work; called once.
    public func run(confirm: (NetfilterPlan, [CompiledTable]) throws -> Void, waiting: () -> Void) throws -> Outcome {
        let lock = try ApplyLock(waiting: waiting)
        defer { withExtendedLifetime(lock) {} }
        for _ in 0..<Self.attempts {
            let (plan, live) = try read()
            try confirm(plan, live.tables)
            guard !plan.operations.isEmpty else { return .unchanged }
            switch try session.commit(plan.operations, generation: live.generation) {
            case .committed: return .changed(operations: plan.operations.count)
            case .stale: continue
            case .failed(let errors): throw Refusal(errors: errors)
            case .unproven(let why):
                // The kernel is asked instead: nothing left to do is a proof too.
                guard try self.plan().plan.operations.isEmpty else {
                    throw HostError("the kernel did not say what became of the changes: \(why)", help: "run `weir diff`, then apply again")
                }
                return .changed(operations: plan.operations.count)
            }
        }
        throw HostError(
            "the ruleset changed \(Self.attempts) times between being read and being written: nothing was applied",
            help: "stop the program that keeps changing it (`nft monitor` names it), then try again")
    }
}

/// The kernel's complaints about a transaction, of which nothing was applied. The first is the cause, others may follow from it.
public struct Refusal: Error, Sendable, CustomStringConvertible {
    public var errors: [NftablesError]

    public var description: String {
        guard let first = errors.first else { return "the kernel refused the changes: nothing was applied" }
        let others = errors.count > 1 ? "\n\(errors.count - 1) more complaints may follow from this one" : ""
        return "\(first)\nnothing was applied\(others)"
    }
}
