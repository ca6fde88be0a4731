import Planning
import Testing
import WeirModel

@testable import TrafficControl

/// Values that no message to tc can hold. They are refused before anything is sent.
@Suite struct UnsendableTests {
    private static var largeTable: LinkConfiguration {
        var qdisc = Qdisc(Qdisc.PFIFO(), parent: .root)
        qdisc.sizeTable = SizeTable(mtu: .max, tableSize: .max)
        return LinkConfiguration("eth0", qdiscs: [qdisc])
    }

    /// The kernel would read `eth1`.
    private static var cutName: LinkConfiguration {
        var flower = Filter.Flower()
        flower.indev = "eth1\0x"
        return LinkConfiguration(
            "eth0", qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc)],
            filters: [Filter(flower, on: .parent(.ingress), priority: 1, protocolID: 3)])
    }

    static let cases = [(largeTable, "size table"), (cutName, "NUL")]

    @Test(arguments: cases) func itIsRefused(_ link: LinkConfiguration, words: String) throws {
        var names = LinkNames()
        names.add("eth0", 1)
        let plan = TrafficControlPlan(desired: [link], live: [LinkConfiguration("eth0")])
        let step = try #require(plan.steps.last)
        #expect { try step.requests(names) } throws: { "\($0)".contains(words) }
    }
}
