internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let trafficRates = Check(
        finds: [.noRate, .ceilBelowRate, .childrenExceedParent, .rateTooLarge, .peakBelowRate],
        link: { facts in
            var found: [Diagnostic] = []
            for item in facts.classes {
                func error(_ id: Diagnostic.ID, _ message: String, _ help: String?) {
                    found.append(facts.error(id, message, help: help, on: item))
                }
                switch item.options.options {
                case let htb as TrafficClass.HTB:
                    if htb.rate.bytesPerSecond == 0 { error(.noRate, "\(item.words) has no rate", "give it one: `rate: .mbit(10)`") }
                    if let ceil = htb.ceil, ceil < htb.rate {
                        error(
                            .ceilBelowRate, "the ceil of \(item.words), \(ceil), is below its rate, \(htb.rate)",
                            "leave `ceil` out, or raise it")
                    }
                    for rate in [htb.rate, htb.ceil].compactMap({ $0 }) where rate.isBeyondReach {
                        error(.rateTooLarge, Self.tooLarge(item.words), nil)
                    }
                case let hfsc as TrafficClass.HFSC:
                    let canonical = hfsc.canonical(on: LinkDefaults())
                    if canonical.realTime == nil, canonical.linkSharing == nil {
                        error(.noRate, "\(item.words) has no rate", "hfsc needs a real-time or a link-sharing curve")
                    }
                    let rates = [hfsc.realTime, hfsc.linkSharing, hfsc.upperLimit].compactMap { $0 }.flatMap { [$0.m1, $0.m2] }
                    if rates.contains(where: { $0.bytesPerSecond > UInt32.max }) {
                        error(.rateTooLarge, "a rate of \(item.words) is too large: hfsc's have 32 bits, in bytes per second", nil)
                    }
                default: break
                }
            }
            found += children(facts)
            for qdisc in facts.qdiscs {
                func error(_ id: Diagnostic.ID, _ message: String, _ help: String?) {
                    found.append(facts.error(id, message, help: help, on: qdisc))
                }
                let rates: [BitRate?]
                switch qdisc.options.options {
                case let tbf as Qdisc.TBF:
                    if tbf.rate.bytesPerSecond == 0 { error(.noRate, "\(qdisc.words) has no rate", "give it one: `$0.rate = .mbit(10)`") }
                    if let peak = tbf.peakRate, peak <= tbf.rate {
                        error(.peakBelowRate, "the peak rate of \(qdisc.words), \(peak), is not above its rate, \(tbf.rate)", nil)
                    }
                    rates = [tbf.rate, tbf.peakRate]
                case let cake as Qdisc.CAKE: rates = [cake.bandwidth]
                case let netem as Qdisc.Netem: rates = [netem.rate?.rate]
                case let mqprio as Qdisc.MQPrio: rates = (mqprio.minimumRates ?? []) + (mqprio.maximumRates ?? [])
                case let fq as Qdisc.FQ:
                    rates = []
                    if [fq.maxRate, fq.lowRateThreshold].contains(where: { ($0?.bytesPerSecond ?? 0) > UInt32.max }) {
                        error(
                            .rateTooLarge, "the rate of \(qdisc.words) is too large: fq's have 32 bits, in bytes per second",
                            "leave `maxRate` out for no limit")
                    }
                default: rates = []
                }
                if rates.contains(where: { $0?.isBeyondReach ?? false }) { error(.rateTooLarge, Self.tooLarge(qdisc.words), nil) }
            }
            for filter in facts.filters {
                for police in filter.actions.compactMap({ $0.options.as(Action.Police.self) }) {
                    if [police.rate, police.peakRate].contains(where: { $0?.isBeyondReach ?? false }) {
                        found.append(facts.error(.rateTooLarge, Self.tooLarge("a police action"), on: filter))
                    }
                }
            }
            return found
        })

    private static func tooLarge(_ object: String) -> String { "a rate of \(object) is too large: rates have 64 bits, in bytes per second" }

    /// htb gives each class its rate whatever the class above has: together the children must not be promised more than it gets.
    private static func children(_ facts: LinkFinding) -> [Diagnostic] {
        facts.classes.compactMap { parent in
            guard parent.id.minor != 0, let htb = parent.options.as(TrafficClass.HTB.self) else { return nil }
            let rates = facts.index.children[parent.id].compactMap { $0.options.as(TrafficClass.HTB.self)?.rate }
            let sum = rates.reduce(UInt64(0)) { $0.plus(clamped: $1.bytesPerSecond) }
            guard sum > htb.rate.bytesPerSecond else { return nil }
            return facts.error(
                .childrenExceedParent,
                "the classes below \(parent.words) have \(BitRate(bytesPerSecond: sum)) together, it has \(htb.rate)",
                help: "lower their rates; `ceil` lets them borrow unused bandwidth", on: parent)
        }
    }

    static let trafficBursts = Check(
        finds: [.burstBelowMtu, .shortBurst],
        link: { facts in
            var found: [Diagnostic] = []
            let mtu = UInt64(facts.link.facts?.mtu ?? LinkDefaults().mtu)
            func check(
                _ burst: Burst?, _ what: String, of object: some LinkObject, named name: String? = nil, smallest: UInt64,
                at rate: BitRate? = nil
            ) {
                guard case .bytes(let bytes)? = burst else { return }
                guard bytes < smallest else {
                    // A timer that fires later loses the credit beyond.
                    guard let rate, bytes < 1 << 40, bytes * 10_000 < rate.bytesPerSecond else { return }
                    let microseconds = bytes * 1_000_000 / rate.bytesPerSecond
                    found.append(
                        facts.error(
                            .shortBurst, "the \(what) of \(object.words), \(bytes) bytes, is \(microseconds) µs of \(rate)",
                            help: "make it at least \(rate.bytesPerSecond / 1000) bytes, 1 ms of the rate", severity: .warning, on: object))
                    return
                }
                found.append(
                    facts.error(
                        .burstBelowMtu,
                        "the \(what) of \(name ?? object.words), \(bytes) bytes, is smaller than a packet of \(smallest)",
                        help: "a whole packet has to fit in", on: object))
            }
            for item in facts.classes {
                guard let htb = item.options.as(TrafficClass.HTB.self) else { continue }
                check(htb.burst, "burst", of: item, smallest: mtu, at: htb.rate)
                check(htb.cburst, "cburst", of: item, smallest: mtu, at: htb.ceil ?? htb.rate)
            }
            for qdisc in facts.qdiscs {
                guard let tbf = qdisc.options.as(Qdisc.TBF.self) else { continue }
                check(tbf.burst, "burst", of: qdisc, smallest: mtu, at: tbf.rate)
                if tbf.peakRate != nil { check(tbf.peakBurst ?? .bytes(0), "peak burst", of: qdisc, smallest: mtu) }
            }
            for filter in facts.filters {
                for police in filter.actions.compactMap({ $0.options.as(Action.Police.self) }) where police.rate != nil {
                    // Packets longer than `mtu` exceed anyway.
                    check(
                        police.burst ?? .bytes(0), "burst", of: filter, named: "a police action",
                        smallest: min(mtu, police.mtu.map(UInt64.init) ?? mtu))
                }
            }
            return found
        })
}

extension BitRate {
    /// Whether the author's number was too large and was held at the maximum.
    fileprivate var isBeyondReach: Bool { bytesPerSecond == .max }
}
