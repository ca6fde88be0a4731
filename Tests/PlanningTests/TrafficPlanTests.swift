import Planning
import Testing
import WeirModel

/// The steps from one traffic control to another.
@Suite struct TrafficPlanTests {
    private static func policing(isInOldForm: Bool?) -> LinkConfiguration {
        var police = Action(Action.Police(), .reclassify)
        police.isInOldForm = isInOldForm
        return LinkConfiguration(
            "eth0", qdiscs: [Qdisc(Qdisc.Ingress(), parent: .clsact, handle: .ingressQdisc)],
            filters: [Filter(Filter.FW(), on: .parent(.ingressQdisc), priority: 50, protocolID: 0x0800, handle: 1, actions: [police])])
    }

    /// `police` without `action` before it is the same action.
    @Test func theFormOfAPolicerIsNoDifference() {
        for (desired, live) in [(nil, true), (true, nil)] as [(Bool?, Bool?)] {
            let plan = TrafficControlPlan(desired: [Self.policing(isInOldForm: desired)], live: [Self.policing(isInOldForm: live)])
            #expect(plan.steps.isEmpty && plan.differences.isEmpty)
        }
    }

    private static func scheduled(_ leaf: any TrafficOptions, handle: Handle?, live: Bool = false) -> LinkConfiguration {
        var taprio = Qdisc.Taprio()
        taprio.clockID = 11
        return LinkConfiguration(
            "eth0",
            qdiscs: [
                Qdisc(taprio, handle: Handle(0x100)), Qdisc(leaf, parent: Handle(0x100, 1), handle: live ? handle ?? Handle(0x8010) : handle),
            ])
    }

    private static func steps(_ desired: LinkConfiguration, _ live: LinkConfiguration) -> [String] {
        TrafficControlPlan(desired: [desired], live: [live]).steps.map(\.description)
    }

    private static func etf(_ delta: Int64) -> Qdisc.ETF {
        var etf = Qdisc.ETF()
        (etf.clockID, etf.delta) = (11, TimeSpan(nanoseconds: delta))
        return etf
    }

    /// Kernels before 6.5 delete no qdisc below a taprio in software, and etf takes no changes: another one takes its place.
    @Test func aQdiscBelowTaprioIsReplacedByAGraft() {
        let live = Self.scheduled(Self.etf(900_000), handle: nil, live: true)
        #expect(Self.steps(Self.scheduled(Self.etf(800_000), handle: nil), live) == ["replace qdisc pfifo at 100:1", "replace qdisc etf at 100:1"])
        #expect(Self.steps(Self.scheduled(Qdisc.PFIFO(), handle: nil), live) == ["replace qdisc pfifo at 100:1"])
        let fixed = Self.scheduled(Self.etf(900_000), handle: Handle(0x20), live: true)
        #expect(
            Self.steps(Self.scheduled(Self.etf(800_000), handle: Handle(0x20)), fixed) == ["replace qdisc pfifo at 100:1", "replace qdisc etf 20: at 100:1"])
        for step in TrafficControlPlan(desired: [Self.scheduled(Self.etf(1), handle: nil)], live: [live]).steps {
            #expect(step.undo.map(\.verb) == [.replace])
        }
    }
}
