import Planning
import TrafficControl
import WeirModel

/// Traffic control of the links that a state names.
struct TrafficControlHost {
    private let desired: [LinkConfiguration]
    /// nil where the state names no link: then nothing is asked.
    private let session: TrafficControl.Session?

    init(_ links: [LinkConfiguration]) throws {
        desired = links
        session = links.isEmpty ? nil : try TrafficControl.Session()
    }

    func read() throws -> (plan: TrafficControlPlan, live: [LinkConfiguration]) {
        guard let session else { return (TrafficControlPlan(), []) }
        let live = try session.capture()
        return (TrafficControlPlan(desired: desired, live: live), live)
    }

    /// Carries the steps out. Where the kernel refuses one, those before it have been taken back.
    func carryOut(_ plan: TrafficControlPlan) throws {
        guard let session, !plan.steps.isEmpty else { return }
        let outcome = try session.carryOut(plan.steps)
        guard let failure = outcome.failure else { return }
        let rest = outcome.notUndone.isEmpty
            ? "nothing was applied" : "not taken back: " + outcome.notUndone.joined(separator: "; ")
        throw HostError("\(failure)\n\(rest)", help: outcome.notUndone.isEmpty ? nil : "look at the link with tc, then apply again")
    }

    /// Back to what there was, since what had to happen along with it failed.
    func goBack(to live: [LinkConfiguration]) throws {
        guard let session, !desired.isEmpty else { return }
        let names = Set(desired.map(\.name))
        let back = TrafficControlPlan(desired: live.filter { names.contains($0.name) }, live: try session.capture())
        try carryOut(back)
    }
}
