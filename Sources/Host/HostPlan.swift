import Netfilter
public import Planning
public import WeirModel

/// The changes to a host: one nftables transaction, and the steps of traffic control.
public struct HostPlan: Sendable {
    public var netfilter: NetfilterPlan
    public var trafficControl: TrafficControlPlan

    /// Whether there is nothing to do. Differences that no apply can fix may still exist.
    public var isEmpty: Bool { netfilter.operations.isEmpty && trafficControl.steps.isEmpty }
    public var operationCount: Int { netfilter.operations.count + trafficControl.steps.count }
    /// Findings for the author; errors keep the plan from being applied.
    public var diagnostics: [Diagnostic] { netfilter.diagnostics + trafficControl.obstacles }

    public init(netfilter: NetfilterPlan, trafficControl: TrafficControlPlan = TrafficControlPlan()) {
        self.netfilter = netfilter
        self.trafficControl = trafficControl
    }
}
