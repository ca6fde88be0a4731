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

    /// Takes back what was carried out, since what had to happen along with it failed.
    /// By the steps' own inverses: a plan would leave alone what the earlier state says nothing about.
    func takeBack(_ plan: TrafficControlPlan, to live: [LinkConfiguration]) throws {
        var failures: [String] = []
        for step in plan.steps.reversed().flatMap(\.undo) {
            if let failure = try TrafficControlHost.apply(TrafficControlPlan(steps: [step])).failure { failures.append("\(failure)") }
        }
        // What went along with its parent can't be deleted again: that the links are as they were is what counts.
        guard !failures.isEmpty, own(try TrafficControlHost.live()) != own(live) else { return }
        throw HostError("\(failures.joined(separator: "\n"))\nthe links are not as they were", help: "look at them with tc, then apply again")
    }

    private func own(_ links: [LinkConfiguration]) -> [LinkConfiguration] {
        let names = Set(desired.map(\.name))
        return links.filter { names.contains($0.name) }.map(\.portable)
    }
}
