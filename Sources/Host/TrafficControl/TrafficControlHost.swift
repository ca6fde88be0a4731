import Planning
import TrafficControl
import WeirModel

/// Traffic control of the namespace that the calling thread is in.
public enum TrafficControlHost {
    /// What tc holds, for a document: links without anything are left out, and so is what holds on this host alone.
    public static func capture() throws(TrafficControlError) -> [LinkConfiguration] { try live().filter { !$0.isEmpty }.map(\.portable) }

    /// What tc holds, for a plan: every link, with action indices, hardware state and what defaults depend on.
    public static func live() throws(TrafficControlError) -> [LinkConfiguration] { try Session().capture() }

    /// What hardware holds of links that were applied.
    public static func held(_ taken: [LinkConfiguration]) throws(TrafficControlError) -> HeldLinks {
        try Session().hardwareState(of: taken)
    }

    /// The way from what is live to what is asked for.
    public static func plan(_ desired: [LinkConfiguration]) throws(TrafficControlError) -> TrafficControlPlan {
        TrafficControlPlan(desired: desired, live: try live())
    }

    /// Carries a plan out. When a step is refused, the links are put back as they were, and the outcome says what failed.
    public static func apply(_ plan: TrafficControlPlan) throws(TrafficControlError) -> TrafficControlOutcome {
        if plan.steps.isEmpty { return TrafficControlOutcome() }
        return try Session().carryOut(plan.steps)
    }
}
