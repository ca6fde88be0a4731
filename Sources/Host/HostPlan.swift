import Netfilter
public import Planning
public import WeirModel

/// What is to be done to a host: one nftables transaction, and the steps of traffic control.
public struct HostPlan: Sendable {
    public var netfilter: NetfilterPlan
    public var trafficControl: TrafficControlPlan

    /// Nothing to do. There may be differences all the same, which no apply can mend.
    public var isEmpty: Bool { netfilter.operations.isEmpty && trafficControl.steps.isEmpty }
    public var operationCount: Int { netfilter.operations.count + trafficControl.steps.count }
    /// What the author should know; errors keep the plan from being carried out.
    public var diagnostics: [Diagnostic] { netfilter.diagnostics + trafficControl.obstacles }

    public init(netfilter: NetfilterPlan, trafficControl: TrafficControlPlan = TrafficControlPlan()) {
        self.netfilter = netfilter
        self.trafficControl = trafficControl
    }
}
