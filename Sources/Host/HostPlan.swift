import Netfilter
import Planning
import WeirModel

/// The changes to a host: one nftables transaction, and the steps of traffic control.
package struct HostPlan: Sendable {
    package var netfilter: NetfilterPlan
    package var trafficControl: TrafficControlPlan

    /// Whether there is nothing to do. Differences that no apply can fix may still exist.
    package var isEmpty: Bool { netfilter.operations.isEmpty && trafficControl.steps.isEmpty }
    package var operationCount: Int { netfilter.operations.count + trafficControl.steps.count }
    /// Findings for the author; errors keep the plan from being applied.
    package var diagnostics: [Diagnostic] { netfilter.diagnostics + trafficControl.obstacles }

    package init(netfilter: NetfilterPlan, trafficControl: TrafficControlPlan = TrafficControlPlan()) {
        (self.netfilter, self.trafficControl) = (netfilter, trafficControl)
    }
}
