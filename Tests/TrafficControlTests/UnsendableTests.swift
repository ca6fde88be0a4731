import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// A value that no message to tc can hold is refused before anything is sent.
@Suite(.tags(.pure)) struct UnsendableTests {
    /// The kernel would read `eth1`.
    private static var cutName: LinkConfiguration {
        var flower = Filter.Flower()
        flower.indev = "eth1\0x"
        return LinkConfiguration(
            "eth0", qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc)],
            filters: [Filter(flower, on: .parent(.ingress), priority: 1, protocolID: 3)])
    }

    @Test func aTextWithANULIsRefused() throws {
        var names = InterfaceTable()
        names.add("eth0", 1)
        let plan = TrafficControlPlan(desired: [Self.cutName], live: [LinkConfiguration("eth0")])
        let step = try #require(plan.steps.last)
        #expect { try step.requests(names) } throws: { "\($0)".contains("NUL") }
    }
}
