import Netfilter
import Nftables
import TrafficControl
public import WeirModel

/// What the kernel holds now, as a state.
public enum Capture {
    public static func state() throws -> HostState {
        let snapshot = try Nftables.Session().snapshot()
        // A link without anything of its own says nothing.
        let links = try TrafficControl.Session().capture().filter { !$0.isEmpty }.map(\.portable)
        return HostState(
            tables: Lifting.lift(snapshot.tables, names: SystemNames(), rawExpression: ExpressionBytes.raw), links: links)
    }
}
