import NetworkNamespace
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// What the kernel fills in, rounds up or leaves out of what it was told is no difference afterwards.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere, Kernel.needs)) struct UnsaidOptionTests {
    struct Told: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var object: String
        var link: LinkConfiguration

        init<Options: TrafficOptions>(_ what: String = "nothing", qdisc options: Options, _ change: (inout Options) -> Void = { _ in }) {
            var told = options
            change(&told)
            object = "qdisc \(Options.kind)"
            testDescription = "\(object): \(what)"
            link = LinkConfiguration("d0", qdiscs: [Qdisc(told, handle: Handle(1))])
        }

        init<Options: TrafficOptions>(_ what: String = "nothing", action options: Options, _ change: (inout Options) -> Void = { _ in }) {
            var told = options
            change(&told)
            object = "action \(Options.kind)"
            testDescription = "\(object): \(what)"
            let filter = Filter(Filter.U32(), on: .parent(.ingress), priority: 5, handle: 1, actions: [Action(told, .pipe)])
            link = LinkConfiguration("d0", qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [filter])
        }
    }

    static let told: [Told] = [
        Told(qdisc: Qdisc.CAKE()), Told("rtt", qdisc: Qdisc.CAKE()) { $0.rtt = .milliseconds(50) },
        Told("no rtt", qdisc: Qdisc.CAKE()) { $0.rtt = .milliseconds(0) }, Told("target", qdisc: Qdisc.CAKE()) { $0.target = .milliseconds(0) },
        Told("not raw", qdisc: Qdisc.CAKE()) { $0.raw = false }, Told("overhead", qdisc: Qdisc.CAKE()) { $0.overhead = 18 },
        Told(qdisc: Qdisc.SFB()), Told(qdisc: Qdisc.CoDel()), Told(qdisc: Qdisc.FQCoDel()), Told(qdisc: Qdisc.FQ()), Told(qdisc: Qdisc.PIE()),
        Told("no selector", qdisc: Qdisc.FQCoDel()) { ($0.ceThresholdSelector, $0.ceThresholdMask) = (3, 3) },
        Told("batch 0", qdisc: Qdisc.FQCoDel()) { $0.dropBatch = 0 }, Told("quantum", qdisc: Qdisc.FQCoDel()) { $0.quantum = .bytes(1) },
        Told(qdisc: Qdisc.FQPIE()), Told("quantum", qdisc: Qdisc.FQPIE()) { $0.quantum = .bytes(1) },
        Told(qdisc: Qdisc.HHF()), Told("quantum", qdisc: Qdisc.HHF()) { $0.quantum = .bytes(1) },
        Told("r2q 0", qdisc: Qdisc.HTB()) { $0.rateToQuantum = 0 }, Told("debug", qdisc: Qdisc.HTB()) { $0.debug = 7 },
        Told(qdisc: Qdisc.SFQ()), Told("quantum 0", qdisc: Qdisc.SFQ()) { $0.quantum = .bytes(0) },
        Told("limit 0", qdisc: Qdisc.SFQ()) { $0.limit = 0 }, Told("much", qdisc: Qdisc.SFQ()) { $0.limit = 4_000_000_000 },
        Told("zeros", qdisc: Qdisc.SFQ()) { ($0.divisor, $0.flows, $0.depth) = (0, 0, 0) },
        Told("many flows", qdisc: Qdisc.SFQ()) { ($0.flows, $0.depth) = (4_000_000_000, 4_000_000_000) },
        Told("jitter", qdisc: Qdisc.Netem()) { ($0.delay, $0.jitter) = (.seconds(9), .seconds(7)) },
        Told("limit 0", action: Action.Police()) { $0.mtu = 0 }, Told("peak", action: Action.Police()) { $0.peakRate = .mbit(8) },
        Told("overhead", action: Action.Police()) { ($0.overhead, $0.mpu, $0.averageRate) = (7, 7, 0) },
        Told("ports without nat", action: Action.CT()) { ($0.portMinimum, $0.portMaximum) = (7, 9) },
        Told("state mask alone", action: Action.CTInfo()) { $0.dscpStateMask = 7 },
        Told(action: Action.IFE()), Told("type", action: Action.IFE()) { $0.etherType = 7 },
        Told("one metadatum", action: Action.IFE()) { $0.mark = .allow },
    ]

    @Test(arguments: told.filter { !Kernel.lacking.contains($0.object) })
    func areNoDifference(_ told: Told) throws {
        let failures = try inNamespace { () -> [String] in
            try StandInLinks.make(["d0"])
            let outcome = try TrafficControlSession().carryOut(TrafficControlPlan(desired: [told.link], live: try TrafficControlSession().capture()).steps)
            let rest = TrafficControlPlan(desired: [told.link], live: try TrafficControlSession().capture())
            return (outcome.failure.map { ["\($0)"] } ?? []) + (rest.isEmpty ? [] : [rest.text])
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    @Test func whatThisKernelLacksIsNamed() {
        let left = Set(Self.told.map(\.object)).intersection(Kernel.lacking)
        guard !left.isEmpty else { return }
        withKnownIssue("skipped: unsaid options of \(left.sorted().joined(separator: ", ")), which this kernel lacks") { Issue.record("this kernel lacks kinds") }
    }
}
