import Netfilter
import Nftables
import Planning
import TrafficLowering
import WeirModel

/// A desired state on its way into the kernel of this host.
package struct Application {
    /// The result.
    package enum Outcome: Sendable {
        case unchanged
        case changed(operations: Int)
    }

    /// The kernel's state after a part of the work, to verify the policy's hardware requirements.
    package enum Held {
        case links(HeldLinks)
        case tables([CompiledTable])
    }

    /// Questions and reports to the caller during an apply.
    package struct Observer {
        /// Sees each plan, and the live tables that it is for, before it is carried out.
        package var confirm: (HostPlan, [CompiledTable]) throws -> Void
        /// Verifies the kernel's state while the apply can still be undone: an error undoes it.
        package var prove: (Held) throws -> Void
        /// Whether there is anything to prove of links; else they are not read back.
        package var provesLinks: Bool
        /// Called for a preference that could not be met.
        package var remark: (String) -> Void
        /// Hears once which process is at work in the namespace.
        package var waiting: (String) -> Void

        package init(
            confirm: @escaping (HostPlan, [CompiledTable]) throws -> Void = { _, _ in }, prove: @escaping (Held) throws -> Void = { _ in },
            provesLinks: Bool = false, remark: @escaping (String) -> Void = { _ in }, waiting: @escaping (String) -> Void = { _ in }
        ) { (self.confirm, self.prove, self.provesLinks, self.remark, self.waiting) = (confirm, prove, provesLinks, remark, waiting) }
    }

    package let policy: String?
    /// The desired tables in the kernel's terms, with the names of this host resolved.
    package let tables: [CompiledTable]
    private let prunes: Bool
    let session: NftablesSession
    private let trafficControl: LinkApplication

    /// - Parameter prunes: whether tables go too that a policy of the same name had in another file.
    package init(_ state: HostState, prunes: Bool = false) throws {
        policy = state.policy
        self.prunes = prunes
        tables = try Lowering.compile(state, names: SystemNames(), dialect: .ofThisHost, knownExpression: ExpressionBytes.expression)
            .map(KernelTicks.ofThisHost.counted)
        session = try NftablesSession()
        trafficControl = LinkApplication(desired: try Self.links(of: state))
    }

    /// The links without matches, which no kernel knows.
    private static func links(of state: HostState) throws -> [LinkConfiguration] {
        let lowered = state.lowered
        if let problem = lowered.diagnostics.dropFirst(state.diagnostics.count).first {
            throw HostError(problem.message, help: problem.help, at: problem.at.location)
        }
        return lowered.links
    }

    /// The plan as of now, with the live tables and links that it changes.
    package func plan() throws -> (plan: HostPlan, live: [CompiledTable], links: [LinkConfiguration]) {
        let (plan, live) = try readTables(tables)
        let (links, liveLinks) = try trafficControl.read()
        return (HostPlan(netfilter: plan, trafficControl: links), live.tables, liveLinks)
    }

    func readTables(_ desired: [CompiledTable], patience: Patience = Patience()) throws -> (plan: NetfilterPlan, live: Snapshot) {
        let snapshot = try LiveTables(desired: desired, session: session).read(patience: patience)
        let plan = NetfilterPlan(desired: desired, live: snapshot.tables, policy: policy, prunes: prunes, links: Links.names())
        return (plan, snapshot)
    }

    /// Plans and commits, and plans again if another program's transaction intervened. All of it is done, or nothing.
    ///
    /// - Parameter isAlone: whether the network namespace is private, so that there are no other applies to wait for.
    package func run(_ observer: Observer, isAlone: Bool = false) throws -> Outcome {
        let lock = isAlone ? nil : try ApplyLock(waiting: observer.waiting, remark: observer.remark)
        defer { withExtendedLifetime(lock) {} }
        var committed: CommittedTables?
        let operations = try carryOut(observer, &committed)
        try committed.map(checkNothingIsLeft)
        return operations == 0 ? .unchanged : .changed(operations: operations)
    }

    /// - Returns: how many operations it took.
    private func carryOut(_ observer: Observer, _ committed: inout CommittedTables?) throws -> Int {
        var trafficControl = self.trafficControl
        var (links, liveLinks) = try trafficControl.read()
        var desired = tables
        var carriedOut = false
        let patience = Patience()
        do {
            while true {
                let (tables, live) = try readTables(desired, patience: patience)
                let plan = HostPlan(netfilter: tables, trafficControl: links)
                try observer.confirm(plan, live.tables)
                guard !plan.isEmpty else {
                    try observer.prove(.links(HeldLinks(liveLinks)))
                    try observer.prove(.tables(live.tables))
                    return 0
                }
                // Traffic control goes first: it can be taken back, and the transaction after it takes effect at once or not at all.
                if !carriedOut {
                    (links, liveLinks) = try trafficControl.carryOut(links, over: liveLinks, remark: observer.remark)
                    carriedOut = true
                    if observer.provesLinks { try observer.prove(.links(try trafficControl.held())) }
                }
                let before = try stateBeforeProof()
                do {
                    if let generation = try commit(tables, generation: live.generation) {
                        try prove(observer, takingBackTo: before)
                        if !tables.operations.isEmpty {
                            committed = CommittedTables(tables: desired, generation: generation, readElements: live.tables.elementCount)
                        }
                        return plan.operationCount
                    }
                    guard patience.wait() else {
                        throw HostError(
                            "the ruleset kept changing between being read and being written for \(patience.seconds) seconds: nothing was applied",
                            help: "stop the program that keeps changing it (`nft monitor` names it), then try again")
                    }
                } catch let refusal as KernelRejection {
                    // Objects with preferred offload are tried again without it.
                    guard let remark = desired.giveUpPreference(after: refusal, of: tables.operations) else { throw refusal }
                    observer.remark(remark)
                }
            }
        } catch {
            if carriedOut { try trafficControl.takeBack(links, to: liveLinks) }
            throw error
        }
    }

    /// The generation of the ruleset then; `nil`: it moved on since it was read, and nothing was done.
    func commit(_ plan: NetfilterPlan, generation: UInt32) throws -> UInt32? {
        guard !plan.operations.isEmpty else { return generation }
        switch try session.commit(plan.operations, generation: generation) {
        case .committed(let generation): return generation
        case .stale: return nil
        case .failed(let errors): throw KernelRejection(errors: errors)
        case .unproven(let why):
            // The kernel is asked instead: nothing left to do is a proof too.
            let (left, live) = try readTables(tables)
            guard left.operations.isEmpty else {
                throw HostError("the kernel did not report the result of the changes: \(why)", help: "run `weir diff`, then apply again")
            }
            return live.generation
        }
    }
}
