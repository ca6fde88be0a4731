import Planning
import TrafficControl
import WeirModel

/// Traffic control of the namespace that the calling thread is in.
package enum TrafficControlHost {
    /// The configuration of tc for a document: without links that have none, and without facts that are valid on this host only.
    package static func capture() throws -> [LinkConfiguration] { try live().filter { !$0.isEmpty }.map(\.portable) }

    /// The configuration of tc for a plan: every link, with action indices, hardware state and the facts that defaults depend on.
    package static func live() throws -> [LinkConfiguration] { try TrafficControlSession().capture() }

    /// The objects of applied links that hardware holds.
    package static func held(_ taken: [LinkConfiguration]) throws -> HeldLinks {
        try TrafficControlSession().hardwareState(of: taken)
    }

    /// The plan from the live to the desired configuration.
    package static func plan(_ desired: [LinkConfiguration]) throws -> TrafficControlPlan {
        TrafficControlPlan(desired: desired, live: try live())
    }

    /// Carries out a plan. If a step is refused, the links are restored, and the outcome reports the failure.
    package static func apply(_ plan: TrafficControlPlan) throws -> TrafficControlOutcome {
        if plan.steps.isEmpty { return TrafficControlOutcome() }
        return try TrafficControlSession().carryOut(plan.steps)
    }
}
