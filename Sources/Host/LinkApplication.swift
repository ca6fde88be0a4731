import Planning
import TrafficControl
import WeirModel

/// Traffic control of the links that a state names, on its way into the kernel. Where it names none, nothing is asked.
struct LinkApplication {
    private(set) var desired: [LinkConfiguration]

    func read() throws -> (plan: TrafficControlPlan, live: [LinkConfiguration]) {
        let live = try live()
        return (TrafficControlPlan(desired: desired, live: live), live)
    }

    func live() throws -> [LinkConfiguration] { desired.isEmpty ? [] : try TrafficControlHost.live() }

    /// The objects that hardware holds after the steps.
    func held() throws -> HeldLinks { try TrafficControlHost.held(desired) }

    /// Carries the steps out. Where the kernel refuses one, those before it have been taken back.
    /// - Returns: the plan that was carried out, and the links before it.
    mutating func carryOut(
        _ first: TrafficControlPlan, over liveLinks: [LinkConfiguration], remark: (String) -> Void
    ) throws -> (TrafficControlPlan, [LinkConfiguration]) {
        var (plan, live) = (first, liveLinks)
        while true {
            let outcome = try TrafficControlHost.apply(plan)
            guard let failure = outcome.failure else {
                Self.tell(outcome.remarks, to: remark)
                return (plan, live)
            }
            // A step with preferred offload is tried again without it.
            if outcome.notUndone.isEmpty, let step = outcome.failedStep, let qdisc = giveUpPreference(of: step) {
                remark(
                    "\(step.link): no hardware takes \(TrafficControlObject.qdisc(qdisc).name), and software takes over: \(failure.kernelMessage ?? failure.message)"
                )
                (plan, live) = try read()
                continue
            }
            let rest = outcome.notUndone.isEmpty ? "nothing was applied" : "not undone: " + outcome.notUndone.joined(separator: "; ")
            throw HostError(
                failure.summary, details: [rest],
                help: outcome.notUndone.isEmpty ? failure.help : "look at the link with tc, then apply again")
        }
    }

    private static func tell(_ remarks: [TrafficControlRemark], to remark: (String) -> Void) {
        for found in remarks.prefix(20) { remark(found.description) }
        if remarks.count > 20 { remark("the kernel remarked on \(remarks.count - 20) more in such words") }
    }

    /// The qdisc of the step, which will be in software from now on; `nil` unless its offload was only preferred.
    private mutating func giveUpPreference(of step: TrafficControlStep) -> Qdisc? {
        guard let link = desired.firstIndex(where: { $0.name == step.link }) else { return nil }
        let qdisc = desired[link].qdiscs.firstIndex { qdisc in
            switch step.object {
            case .qdisc(let refused): qdisc.parent == refused.parent
            case .trafficClass(let refused): qdisc.handle == refused.id.qdisc
            case .chain, .filter, .action: false
            }
        }
        guard let qdisc, desired[link].qdiscs[qdisc].offload == .preferred,
            desired[link].qdiscs[qdisc].options.options is any OffloadOptions
        else { return nil }
        let before = desired[link].qdiscs[qdisc]
        desired[link].qdiscs[qdisc] = before.inHardware(false)
        desired[link].qdiscs[qdisc].offload = nil
        return before
    }

    /// Undoes the applied steps because a dependent part failed. Uses the steps' inverses, since a plan would leave alone what the earlier
    /// state does not mention.
    func takeBack(_ plan: TrafficControlPlan, to live: [LinkConfiguration]) throws {
        var failures: [String] = []
        for step in plan.steps.reversed().flatMap(\.undo) {
            if let failure = try TrafficControlHost.apply(TrafficControlPlan(steps: [step])).failure { failures.append(failure.summary) }
        }
        // Objects that vanished with their parent can't be deleted again; it counts that the links are as they were.
        guard !failures.isEmpty, own(try TrafficControlHost.live()) != own(live) else { return }
        throw HostError(
            "the links are not as they were", details: failures, help: "look at them with tc, then apply again")
    }

    private func own(_ links: [LinkConfiguration]) -> [LinkConfiguration] {
        let names = Set(desired.map(\.name))
        return links.filter { names.contains($0.name) }.map(\.portable)
    }
}
