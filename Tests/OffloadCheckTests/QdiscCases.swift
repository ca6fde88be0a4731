import WeirModel

private func htb(offload: Bool = true, parent: Handle = .root) -> Qdisc {
    Qdisc(options(Qdisc.HTB()) { $0.offload = offload }, parent: parent, handle: Handle(1))
}
private func htbClass(_ change: (inout TrafficClass.HTB) -> Void = { _ in }) -> TrafficClass {
    TrafficClass(
        Handle(1, 1), parent: Handle(1),
        options(TrafficClass.HTB()) {
            $0.rate = .mbit(100)
            change(&$0)
        })
}
private func etf(offload: Bool = true, clock: Int32 = 11) -> Qdisc {
    Qdisc(
        options(Qdisc.ETF()) {
            $0.offload = offload
            $0.clockID = clock
        })
}
private func taprio(_ flags: UInt32, clock: Int32? = nil, classes: Int = 2) -> Qdisc {
    Qdisc(
        options(Qdisc.Taprio()) {
            $0.flags = flags
            $0.clockID = clock
            $0.queues = (0..<classes).map { .init(count: 1, offset: UInt16($0)) }
        })
}
private func cbs(offload: Bool = true) -> Qdisc { Qdisc(options(Qdisc.CBS()) { $0.offload = offload }, parent: Handle(1, 1)) }
private func noClock(_ profile: inout NICProfile) { profile.timestamping = .value(.init(capabilities: [])) }
private func switchPort(_ profile: inout NICProfile) { edit(&profile.link) { $0.switchID = "00" } }
private let plainHTB = Qdisc(Qdisc.HTB(), handle: Handle(1))

let qdiscCases: [CheckCase] = [
    CheckCase("htb-off-hwtc", fires: Situation(tc([htb()]), card(off: "hw-tc-offload")), quiet: Situation(tc([htb()]), card())),
    CheckCase("htb-off-driver", fires: Situation(tc([htb()]), card("ice")), quiet: Situation(tc([htb()]), card("mlx5_core"))),
    CheckCase("htb-off-root", fires: Situation(tc([htb(parent: Handle(2, 1))]), card()), quiet: Situation(tc([htb()]), card())),
    CheckCase(
        "htb-off-params", fires: Situation(tc([htb()], classes: [htbClass { $0.priority = 3 }]), card()),
        quiet: Situation(tc([htb()], classes: [htbClass()]), card())),
    CheckCase(
        "htb-off-classify", fires: Situation(tc([htb()], filters: [flower([], on: .parent(Handle(1)))]), card()),
        quiet: Situation(tc([htb()], filters: [flower([], on: .parent(.egress))]), card())),
    CheckCase(
        "qd-mqprio-hw-device", fires: Situation(tc([mqprio([(4, 0)], hardware: true)]), card("e1000e")),
        quiet: Situation(tc([mqprio([(4, 0)], hardware: true)]), card("ice"))),
    CheckCase("qd-mqprio-queues", fires: Situation(tc([mqprio([(5, 0)])]), card()), quiet: Situation(tc([mqprio([(2, 0), (2, 2)])]), card())),
    CheckCase(
        "qd-mqprio-channels", fires: Situation(tc([mqprio([(3, 0)], hardware: true, mode: .channel)]), card("mlx5_core")),
        quiet: Situation(tc([mqprio([(2, 0), (2, 2)], hardware: true, mode: .channel)]), card("mlx5_core"))),
    CheckCase(
        "qd-mqprio-rates", fires: Situation(tc([mqprio([(4, 0)], maximum: true)]), card()),
        quiet: Situation(tc([mqprio([(4, 0)], hardware: true, maximum: true)]), card())),
    CheckCase(
        "qd-mqprio-minrate", fires: Situation(tc([mqprio([(4, 0)], hardware: true, minimum: true)]), card("i40e")),
        quiet: Situation(tc([mqprio([(4, 0)], hardware: true, maximum: true)]), card("i40e"))),
    CheckCase(
        "qd-multiqueue-needed", fires: Situation(tc([mqprio([(1, 0)])]), card { edit(&$0.link) { $0.transmitQueues = 1 } }),
        quiet: Situation(tc([mqprio([(1, 0)])]), card())),
    CheckCase("qd-etf-clock", fires: Situation(tc([etf(offload: false, clock: 1)]), card()), quiet: Situation(tc([etf(offload: false)]), card())),
    CheckCase("qd-etf-offload", fires: Situation(tc([etf()]), card("ice")), quiet: Situation(tc([etf()]), card("igc"))),
    CheckCase("qd-etf-phc", fires: Situation(tc([etf()]), card("igc", noClock)), quiet: Situation(tc([etf()]), card("igc"))),
    CheckCase("qd-taprio-full", fires: Situation(tc([taprio(2)]), card("igc", noClock)), quiet: Situation(tc([taprio(2)]), card("igc"))),
    CheckCase("qd-taprio-clockid", fires: Situation(tc([taprio(0)]), card()), quiet: Situation(tc([taprio(0, clock: 11)]), card())),
    CheckCase("qd-taprio-tcs", fires: Situation(tc([taprio(0, clock: 11, classes: 5)]), card()), quiet: Situation(tc([taprio(0, clock: 11)]), card())),
    CheckCase(
        "qd-taprio-gso", fires: Situation(tc([taprio(0, clock: 11)]), card()), quiet: Situation(tc([taprio(0, clock: 11)]), card(off: noSegmentation))),
    CheckCase("qd-cbs-offload", fires: Situation(tc([cbs()]), card("ice")), quiet: Situation(tc([cbs()]), card("igb"))),
    CheckCase("qd-offload-vs-fastpath", fires: Situation(tc([plainHTB]), card(switchPort)), quiet: Situation(tc([plainHTB]), card())),
    CheckCase(
        "qd-contract-kind", fires: Situation(tc([Qdisc(Qdisc.FQCoDel(), offload: .required)]), card()),
        quiet: Situation(tc([Qdisc(Qdisc.RED(), offload: .required)]), card())),
    CheckCase(
        "qd-contract-driver", fires: Situation(tc([Qdisc(Qdisc.RED(), offload: .required)]), card("ice")),
        quiet: Situation(tc([Qdisc(Qdisc.RED(), offload: .required)]), card("mlxsw_spectrum"))),
    CheckCase(
        "qd-default-single", fires: Situation(tc([plainHTB]), card()),
        quiet: Situation(tc([plainHTB]), card { $0.speed = .value(.init(megabits: 1000)) })),
    CheckCase(
        "qd-rate-over-link", fires: Situation(tc([plainHTB], classes: [htbClass { $0.rate = .gbit(25) }]), card()),
        quiet: Situation(tc([plainHTB], classes: [htbClass()]), card())),
    CheckCase(
        "qd-bql-off",
        fires: Situation(tc([Qdisc(Qdisc.FQCoDel())]), card { edit(&$0.queues) { $0.transmit = [.init()] } }),
        quiet: Situation(tc([Qdisc(Qdisc.FQCoDel())]), card())),
    CheckCase("qd-preemption", fires: Situation(preempting, card(macMerge(nil))), quiet: Situation(preempting, card(macMerge(.active)))),
    CheckCase("qd-preemption-off", fires: Situation(preempting, card(macMerge(.silent))), quiet: Situation(preempting, card(macMerge(.active)))),
]

private let preempting: HostState = {
    var root = mqprio([(1, 0), (1, 1)], hardware: true, mode: .channel)
    guard var options = root.options.as(Qdisc.MQPrio.self) else { return tc() }
    options.framePreemption = [.express, .preemptible]
    root.options = Qdisc.Options(options)
    return tc([root])
}()

extension NICProfile.MACMerge {
    fileprivate static let active = Self(receives: true, sends: true, isActive: true)
    fileprivate static let silent = Self(receives: true, sends: false, isActive: false)
}
private func macMerge(_ layer: NICProfile.MACMerge?) -> (inout NICProfile) -> Void { { $0.macMerge = layer.map { .value($0) } ?? .notSupported } }
