import Netfilter
import Nftables
import WeirModel

/// The kernel's present configuration as a state.
package enum Capture {
    package static func state() throws -> HostState {
        let snapshot = try NftablesSession().snapshot()
        return HostState(
            tables: Lifting.lift(
                snapshot.tables, names: SystemNames(), dialect: .ofThisHost, rawExpression: ExpressionBytes.raw,
                knownExpression: ExpressionBytes.expression),
            links: try TrafficControlHost.capture())
    }
}
