import Netfilter
import Nftables
public import WeirModel

/// The kernel's present configuration as a state.
public enum Capture {
    public static func state() throws -> HostState {
        let snapshot = try Nftables.Session().snapshot()
        return HostState(
            tables: Lifting.lift(
                snapshot.tables, names: SystemNames(), dialect: .ofThisHost, rawExpression: ExpressionBytes.raw,
                knownExpression: ExpressionBytes.expression),
            links: try TrafficControlHost.capture())
    }
}
