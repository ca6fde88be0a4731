import Planning
import TrafficControl
import WeirModel

/// Traffic control of the links that a state names, on its way into the kernel. Where it names none, nothing is asked.
struct LinkApplication {
    let desired: [LinkConfiguration]

    func read() throws -> (plan: TrafficControlPlan, live: [LinkConfiguration]) {
        guard !desired.isEmpty else { return (TrafficControlPlan(), []) }
        let live = try TrafficControlHost.live()
        return (TrafficControlPlan(desired: desired, live: live), live)
    }

    /// Carries the steps out. Where the kernel refuses one, those before it have been taken back.
    func carryOut(_ plan: TrafficControlPlan) throws {
        let outcome = try TrafficControlHost.apply(plan)
        guard let failure = outcome.failure else { return }
        let rest = outcome.notUndone.isEmpty ? "nothing was applied" : "not taken back: " + outcome.notUndone.joined(separator: "; ")
        throw HostError("\(failure)\n\(rest)", help: outcome.notUndone.isEmpty ? nil : "look at the link with tc, then apply again")
    }

    /// Back to what there was, since what had to happen along with it failed.
    func goBack(to live: [LinkConfiguration]) throws {
        let names = Set(desired.map(\.name))
        try carryOut(try TrafficControlHost.plan(live.filter { names.contains($0.name) }))
    }
}
