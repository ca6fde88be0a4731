internal import Findings
internal import WeirModel

extension LinkContext {
    /// mqprio and taprio with a class whose frames others may interrupt; whether the schedule is in hardware.
    fileprivate var preemptible: [(qdisc: Qdisc, isInHardware: Bool)] {
        (each(Qdisc.MQPrio.self).map { ($0.qdisc, $0.options.framePreemption) }
            + each(Qdisc.Taprio.self).map { ($0.qdisc, $0.options.framePreemption) })
            .filter { $0.1?.contains(.preemptible) == true }.map { ($0.0, $0.0.isAsked) }
    }
}

/// Frames that interrupt others (IEEE 802.1Qbu, 802.3br).
extension Checks {
    static let preemption: [OffloadRule] = [
        Check(
            .qdPreemption, .error, "frames can't be preempted here", reads: [.macMerge],
            why: "The kernel takes `fp P` for mqprio and taprio in hardware, on a card with a MAC merge layer.",
            help: "leave the preemption out; `ethtool --show-mm DEV` shows the layer",
            source: "net/sched/sch_mqprio.c:231,261, sch_taprio.c:1784 of Linux 6.12", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.preemptible
            let inSoftware = qdiscs.filter { !$0.isInHardware }.map {
                $0.qdisc.finding(
                    "\($0.qdisc.kind) takes preemptible classes only in hardware", help: "add `offload: .required`, or leave them out")
            }
            guard qdiscs.contains(where: \.isInHardware), try link.macMerge() == nil else { return inSoftware }
            return inSoftware
                + qdiscs.filter(\.isInHardware).map {
                    $0.qdisc.refused("`\(link.name)` has no MAC merge layer, and \($0.qdisc.kind) has preemptible classes")
                }
        },
        Check(
            .qdPreemptionOff, .warning, "preemptible classes are sent as express", reads: [.macMerge],
            why: "Until the MAC merge layer sends preemptible frames, and the other end takes them, all are express.",
            help: "ethtool --set-mm DEV pmac-enabled on tx-enabled on, here and at the other end",
            source: "Documentation/networking/ethtool-netlink.rst MM_GET of Linux 6.12", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.preemptible.filter(\.isInHardware)
            guard !qdiscs.isEmpty, let layer = try link.macMerge(), !layer.isActive else { return [] }
            let why =
                layer.sends
                ? "the other end of `\(link.name)` takes no preemptible frames" : "`\(link.name)` does not send preemptible frames"
            return qdiscs.map { $0.qdisc.finding("\(why): its classes are express") }
        },
    ]
}
