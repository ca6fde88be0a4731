import NetworkNamespace
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// What hardware holds, read without the filters, against what reading all of them tells and what stock tc shows.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere, Kernel.needs)) struct HardwareStateTests {
    private static let filters = (1...3).map { "filter add dev d0 ingress protocol ip pref \($0) handle \($0) bpf bytecode '1,6 0 0 0' action mirred egress mirror dev d1" }

    /// - Parameter forget: filters that are there and that the policy does not know.
    private func held(_ filters: [String], forget: Int = 0) throws -> (held: HeldLinks, all: [Filter], shown: String) {
        try inNamespace {
            try StandInLinks.make(["d0", "d1"])
            try shell((["qdisc add dev d0 clsact"] + filters).map { "tc \($0)" }.joined(separator: "\n"))
            var link = try #require(try TrafficControlSession().capture().first { $0.name == "d0" })
            let all = link.filters
            link.filters.removeLast(forget)
            return (try TrafficControlSession().hardwareState(of: [link]), all, try shell("tc filter show dev d0 ingress").output)
        }
    }

    @Test func oneStateOfAllIsEnough() throws {
        let (held, all, shown) = try held(Self.filters)
        #expect(all.count == 3 && shown.split(separator: "\n").count { $0.contains("not_in_hw") } == 3)
        #expect(held.commonStates["d0"]?[.parent(.ingress)] == FilterStatus(handle: 0, isInHardware: false))
        #expect(all.allSatisfy { $0.status?.isInHardware == false })
        #expect(held.links.map(\.name) == ["d0"] && held.links.first?.qdiscs.map(\.kind) == ["clsact"])
        #expect(held.links.first?.filters == [], "no filter was read")
    }

    /// Where there are others, or such as say nothing, all is read.
    @Test func othersAreToldApart() throws {
        for (filters, forget) in [
            (Self.filters, 1), (Self.filters + ["filter add dev d0 ingress protocol ip pref 9 u32 match ip dport 22 0xffff action mirred egress mirror dev d1"], 0),
        ] {
            let (held, all, _) = try held(filters, forget: forget)
            #expect(held.commonStates.isEmpty)
            #expect(held.links.first { $0.name == "d0" }?.filters == all)
        }
    }

    /// Each kind of the model is read and written here.
    @Test func allKindsAreCoded() {
        #expect(ClassifierCatalogue.kinds.allSatisfy { Filter.Classifier.coders[$0.kind] != nil })
        #expect(ActionCatalogue.kinds.allSatisfy { Action.Options.coders[$0.kind] != nil })
    }
}
