import Planning
import Tags
import Testing
import WeirModel

/// The steps from one traffic control to another.
@Suite(.tags(.pure)) struct TrafficPlanTests {
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

    private static func fields(_ desired: LinkConfiguration, _ live: LinkConfiguration) -> [String] {
        TrafficControlPlan(desired: [desired], live: [live]).differences.flatMap(\.fields).map { "\($0.name) \($0.desired ?? "none"), is \($0.live ?? "none")" }
    }

    /// As tc writes them: 1 % is not 42949673, and a mask has digits for its bits.
    @Test func probabilitiesAndMasksAreWrittenAsTcDoes() {
        func link(_ loss: Double) -> LinkConfiguration {
            var netem = Qdisc.Netem()
            netem.loss = .init(percent: loss)
            return LinkConfiguration("eth0", qdiscs: [Qdisc(netem, handle: Handle(1))])
        }
        #expect(Self.fields(link(1), link(2.5)) == ["loss 1%, is 2.5%"])
        func editing(_ mask: UInt32) -> LinkConfiguration {
            var edit = Action.PEdit()
            edit.keys = [.init(mask: mask, value: 0, offset: 0, header: .ip6, command: .set)]
            return LinkConfiguration(
                "eth0", qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc)],
                filters: [Filter(Filter.MatchAll(), on: .parent(.ingress), priority: 1, protocolID: 0x86dd, handle: 1, actions: [Action(edit, .pipe)])])
        }
        #expect(Self.fields(editing(0xffcf_ffff), editing(0xfcff_ffff)) == ["action 1 keys.0.mask 0xffcfffff, is 0xfcffffff"])
    }

    /// The kernel takes one at random.
    @Test func theSeedThatNobodyNamedIsNoDifference() {
        func link(_ seed: UInt64?) -> LinkConfiguration {
            var netem = Qdisc.Netem()
            netem.seed = seed
            return LinkConfiguration("eth0", qdiscs: [Qdisc(netem, handle: Handle(1))])
        }
        #expect(Self.fields(link(nil), link(7)) == [])
        #expect(Self.fields(link(8), link(7)) == ["seed 8, is 7"])
    }
}
