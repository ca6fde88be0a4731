internal import Findings
internal import WeirModel

extension LinkContext {
    func each<Options: TrafficOptions>(_ type: Options.Type) -> [(qdisc: Qdisc, options: Options)] {
        qdiscs.compactMap { qdisc in qdisc.options.as(type).map { (qdisc, $0) } }
    }

    /// Those that are to be in hardware.
    func asked<Options: OffloadOptions>(_ type: Options.Type) -> [(qdisc: Qdisc, options: Options)] {
        each(type).filter { $0.qdisc.isAsked }
    }

    /// Sent by hardware queues: more than one.
    func isMultiqueue() throws(Undecided) -> Bool { try link().transmitQueues > 1 }
}

extension Qdisc {
    /// Whether the kernel is asked to put it into hardware.
    var isAsked: Bool { options.options is any OffloadOptions && contract?.isAsked == true }

    /// The reason why it can't be in hardware.
    func refused(_ message: String, help: String? = nil) -> Finding { Finding(message, at: at.location, help: help, contract: contract) }

    func finding(_ message: String, help: String? = nil) -> Finding { Finding(message, at: at.location, help: help) }
}

/// Queueing disciplines: what the card, its queues and its clock allow.
extension Checks {
    static let qdiscs: [OffloadRule] = [
        Check(
            .htbOffHwtc, .error, "htb is to be in hardware, and hw-tc-offload is off", reads: [.features],
            why: "\"hw-tc-offload ethtool feature flag must be on.\"", help: "ethtool -K DEV hw-tc-offload on",
            source: "net/sched/sch_htb.c:1093; measured on 6.18",
            in: .qdiscs
        ) { (link) throws(Undecided) in
            let htbs = link.asked(Qdisc.HTB.self)
            guard !htbs.isEmpty, try !link.isOn("hw-tc-offload") else { return [] }
            return htbs.map { $0.qdisc.refused("htb with offload needs hw-tc-offload of `\(link.name)`, which is off") }
        },
        Check(
            .htbOffDriver, .error, "the card has no htb", reads: [.driver], why: "mlx5 has it, and from Linux 6.12 octeontx2.",
            help: "leave offload out",
            source: "net/sched/sch_htb.c:1110; the driver's ndo_setup_tc", in: .qdiscs
        ) { (link) throws(Undecided) in
            let htbs = link.asked(Qdisc.HTB.self)
            return try link.lacking(Qdisc.HTB.kind, htbs.map(\.qdisc))
        },
        Check(
            .htbOffRoot, .error, "htb in hardware is below another qdisc", reads: [],
            why: "\"HTB must be the root qdisc to use offload.\"",
            help: "attach it as root", source: "net/sched/sch_htb.c:1088", in: .qdiscs
        ) { (link) throws(Undecided) in
            link.asked(Qdisc.HTB.self).filter { $0.qdisc.parent != .root }.map {
                $0.qdisc.refused("htb with offload must be the root qdisc")
            }
        },
        Check(
            .htbOffParams, .error, "a class of htb in hardware has options that hardware lacks", reads: [.kernel],
            why: "Linux 6.1 refuses prio, quantum, overhead and mpu there; 6.12 lets the driver decide on prio and quantum.",
            help: "leave these out of the class", source: "net/sched/sch_htb.c:1791-1804", in: .qdiscs
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for (qdisc, _) in link.asked(Qdisc.HTB.self) {
                for item in qdisc.handle.map({ link.index?.classes[$0] ?? [] }) ?? link.configuration?.classes ?? [] {
                    guard let htb = item.options.as(TrafficClass.HTB.self) else { continue }
                    var words: [String] = []
                    if (htb.overhead ?? 0) > 0 { words.append("overhead") }
                    if (htb.mpu ?? 0) > 0 { words.append("mpu") }
                    if htb.quantum != nil || (htb.priority ?? 0) > 0, try link.knownKernel() < KernelVersion(6, 6) {
                        if htb.quantum != nil { words.append("quantum") }
                        if (htb.priority ?? 0) > 0 { words.append("prio") }
                    }
                    if !words.isEmpty {
                        findings.append(
                            Finding(
                                "class \(item.id) of an htb in hardware can't have \(words.joined(separator: ", "))", at: item.at.location,
                                contract: qdisc.contract))
                    }
                }
            }
            return findings
        },
        Check(
            .htbOffClassify, .warning, "filters of an htb in hardware choose nothing", reads: [],
            why: "The queue is chosen before the qdisc: by the packet's priority, which names the class, else the default class.",
            help: "on clsact egress use `action skbedit priority MAJOR:MINOR`", source: "drivers/net/ethernet/mellanox/mlx5/core/en/selq.c",
            in: .qdiscs
        ) { (link) throws(Undecided) in
            let handles = Set(link.asked(Qdisc.HTB.self).compactMap(\.qdisc.handle))
            return link.filters.filter { filter in
                guard filter.side == .inner, case .parent(let parent) = filter.filter.attachment else { return false }
                return handles.contains(parent.qdisc)
            }.map { $0.finding("a filter on htb itself does not choose the class of packets in hardware") }
        },
        Check(
            .qdMqprioHwDevice, .error, "the card has no mqprio", reads: [.driver],
            why: "Without ndo_setup_tc the kernel returns EINVAL, without mqprio EOPNOTSUPP.",
            help: "hw 0", source: "net/sched/sch_mqprio.c:90", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.asked(Qdisc.MQPrio.self)
            return try link.lacking(Qdisc.MQPrio.kind, qdiscs.map(\.qdisc))
        },
        Check(
            .qdMqprioQueues, .error, "mqprio's queues do not exist", reads: [.channels, .link],
            why: "In software mode the kernel checks that each class has separate queues, and that they exist.",
            help: "name fewer queues, or `ethtool -L DEV combined N`", source: "net/sched/sch_mqprio.c:93-107", in: .qdiscs
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for (qdisc, options) in link.each(Qdisc.MQPrio.self) where !qdisc.isAsked {
                let queues = try link.transmitQueues()
                if let problem = QdiscNumbers.problem(options.queues, queues: queues) {
                    findings.append(qdisc.finding("\(problem) on `\(link.name)`"))
                }
            }
            return findings
        },
        Check(
            .qdMqprioChannels, .error, "the card can't have mqprio's queues like this", reads: [.channels, .driver],
            why:
                "mlx5 takes eight classes, or in mode channel classes that have all channels; ice wants mode channel and powers of two, igc one queue for each class, i40e mode channel or DCB.",
            help: "change the counts, or `ethtool -L DEV`",
            source: "the driver's mqprio code", in: .qdiscs
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for (qdisc, options) in link.asked(Qdisc.MQPrio.self) {
                let total = options.queues.reduce(UInt64(0)) { $0 + UInt64($1.count) }
                let modes = try link.capabilities().mqprioModes
                let mode = options.mode ?? .dcb
                if !modes.isEmpty, !modes.contains(mode.rawValue) {
                    let driver = try link.driverName()
                    findings.append(qdisc.refused("\(driver) takes mqprio in mode \(modes.sorted().joined(separator: " or ")) alone"))
                    continue
                }
                switch try link.driverName() {
                case "mlx5_core" where mode == .dcb:
                    if options.queues.count != 8 {
                        findings.append(qdisc.refused("mlx5 without mode channel wants 8 classes, and these are \(options.queues.count)"))
                    }
                case "i40e" where mode == .dcb:
                    throw Undecided(input: .driver, why: "i40e takes mqprio without mode channel while DCB is on, which no profile tells")
                case "mlx5_core" where options.mode == .channel:
                    let combined = try link.channels().combined?.current ?? 0
                    if total != combined {
                        findings.append(qdisc.refused("mlx5 wants the classes to have its \(combined) channels, and these have \(total)"))
                    }
                case "ice":
                    let odd = options.queues.filter { $0.count.nonzeroBitCount != 1 }.count
                    if odd > 1 { findings.append(qdisc.refused("ice wants queue counts that are powers of two, all but one")) }
                case "igc":
                    let queues = try link.transmitQueues()
                    if options.queues.count != Int(queues) {
                        findings.append(qdisc.refused("igc wants a class for each of its \(queues) queues"))
                    }
                default: break
                }
            }
            return findings
        },
        Check(
            .qdMqprioRates, .error, "mqprio in software has no rates", reads: [],
            why: "The kernel takes mode, shaper and rates in hardware mode alone.",
            help: "hw 1 mode channel, or tbf or htb below each queue", source: "net/sched/sch_mqprio.c:147", in: .qdiscs
        ) { (link) throws(Undecided) in
            link.each(Qdisc.MQPrio.self).filter { qdisc, options in
                !qdisc.isAsked
                    && (options.shaper == .bandwidthRate || options.minimumRates?.isEmpty == false
                        || options.maximumRates?.isEmpty == false)
            }.map { $0.qdisc.finding("mqprio has rates in hardware mode alone") }
        },
        Check(
            .qdMqprioMinrate, .error, "the card has no smallest rate", reads: [.driver], why: "These drivers refuse min_rate.",
            help: "leave min_rate out",
            source: "the driver's mqprio code", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.asked(Qdisc.MQPrio.self).filter { $0.options.minimumRates?.contains { $0.bytesPerSecond > 0 } == true }
            guard !qdiscs.isEmpty else { return [] }
            let driver = try link.capabilities()
            return driver.has(.noMinimumRate) ? qdiscs.map { $0.qdisc.refused("the driver `\(driver.name)` refuses min_rate") } : []
        },
        Check(
            .qdMultiqueueNeeded, .error, "a qdisc of many queues is on a link with one", reads: [.link],
            why: "mq, mqprio and taprio want more than one transmit queue.",
            help: "use a link with more queues (veth and tun: numtxqueues N)",
            source: "net/sched/sch_mqprio.c; sch_taprio.c:1790; sch_mq.c", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.qdiscs.filter(\.isMultiqueue)
            guard !qdiscs.isEmpty, try !link.isMultiqueue() else { return [] }
            return qdiscs.map { $0.finding("\($0.kind) wants more than one transmit queue, and `\(link.name)` has one") }
        },
        Check(
            .qdEtfClock, .error, "etf's clock or delta is not one that it takes", reads: [],
            why: "etf takes CLOCK_TAI and a delta that is not negative.",
            help: "clockid CLOCK_TAI delta N", source: "net/sched/sch_etf.c:62-68", in: .qdiscs
        ) { (link) throws(Undecided) in
            link.each(Qdisc.ETF.self).compactMap { qdisc, options in
                if options.clockID != 11 { return qdisc.finding("etf takes CLOCK_TAI alone") }
                return (options.delta?.nanoseconds ?? 0) < 0 ? qdisc.finding("etf's delta is negative") : nil
            }
        },
        Check(
            .qdEtfOffload, .error, "the card has no launch times", reads: [.driver],
            why: "\"Specified device does not support ETF offload.\"", help: "leave offload out",
            source: "net/sched/sch_etf.c:327", in: .qdiscs
        ) { (link) throws(Undecided) in
            try link.lacking(Qdisc.ETF.kind, link.asked(Qdisc.ETF.self).map(\.qdisc))
        },
        Check(
            .qdEtfPhc, .warning, "launch times without a clock", reads: [.timestamping],
            why: "A launch time is compared with the card's clock, which must be kept in step with CLOCK_TAI.",
            help: "use a card with a PTP clock; run ptp4l and phc2sys",
            source: "net/sched/sch_etf.c; ETHTOOL_MSG_TSINFO_GET", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.asked(Qdisc.ETF.self)
            guard !qdiscs.isEmpty, try link.clock() == nil else { return [] }
            return qdiscs.map { $0.qdisc.refused("`\(link.name)` has no PTP clock to compare launch times with") }
        },
        Check(
            .qdTaprioFull, .error, "the card can't run taprio's schedule", reads: [.driver, .timestamping],
            why:
                "Full offload needs the driver, a PTP clock, and no clockid. igc opens each gate once in a cycle (igc_main.c validate_schedule).",
            help: "flags 0x1 (txtime-assist), or software with a clockid",
            source: "net/sched/sch_taprio.c:1250,1359,1374", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.asked(Qdisc.Taprio.self)
            if qdiscs.isEmpty { return [] }
            var findings = qdiscs.filter { $0.options.clockID.map { $0 >= 0 } ?? false }.map {
                $0.qdisc.refused("taprio in full offload takes no clockid")
            }
            if try link.clock() == nil {
                findings += qdiscs.map { $0.qdisc.refused("taprio in full offload needs a PTP clock, and `\(link.name)` has none") }
            }
            if !qdiscs.isEmpty, try link.driverName() == "igc" {
                findings += qdiscs.compactMap { qdisc, options in
                    options.obstacleOfIGC.map { qdisc.refused("igc can't run this schedule: \($0)") }
                }
            }
            return try findings + link.lacking(Qdisc.Taprio.kind, qdiscs.map(\.qdisc))
        },
        Check(
            .qdTaprioClockid, .error, "taprio has no clock", reads: [], why: "\"Specifying a 'clockid' is mandatory.\"",
            help: "clockid CLOCK_TAI",
            source: "net/sched/sch_taprio.c:1403", in: .qdiscs
        ) { (link) throws(Undecided) in
            link.each(Qdisc.Taprio.self).filter { !$0.qdisc.isAsked && $0.options.clockID == nil }.map {
                $0.qdisc.finding("taprio without full offload needs a clockid")
            }
        },
        Check(
            .qdTaprioTcs, .error, "taprio's queues do not exist", reads: [.link],
            why: "\"Number of traffic classes is greater than number of HW queues.\"",
            help: "ethtool -L DEV, or fewer traffic classes", source: "net/sched/sch_taprio.c:959,990", in: .qdiscs
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for (qdisc, options) in link.each(Qdisc.Taprio.self) where !options.queues.isEmpty {
                let queues = try link.link().transmitQueues
                if options.queues.count > Int(queues) {
                    findings.append(
                        qdisc.finding("taprio has \(options.queues.count) traffic classes, and `\(link.name)` has \(queues) queues"))
                } else if let problem = QdiscNumbers.problem(options.queues, queues: queues) {
                    findings.append(qdisc.finding("\(problem) on `\(link.name)`"))
                }
            }
            return findings
        },
        Check(
            .qdTaprioGso, .tip, "taprio cuts large packets in software", reads: [.features],
            why: "A large packet may exceed any gate's window, so taprio segments all of them.",
            help: "expect the cost, or `ethtool -K DEV tso off gso off`",
            source: "net/sched/sch_taprio.c:461", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.each(Qdisc.Taprio.self).filter { !$0.qdisc.isAsked }
            guard !qdiscs.isEmpty, try link.buildsLarge else { return [] }
            return qdiscs.map { $0.qdisc.finding("large packets of `\(link.name)` are segmented by taprio: TSO gains nothing") }
        },
        Check(
            .qdCbsOffload, .error, "the card has no credit-based shaper for this queue", reads: [.driver],
            why: "The driver must have cbs, and on igb and igc queues 0 and 1 alone have it, on stmmac all but queue 0.",
            help: "move the stream to such a queue, or leave offload out", source: "net/sched/sch_cbs.c:285", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.asked(Qdisc.CBS.self)
            let findings = try link.lacking("cbs", qdiscs.map(\.qdisc))
            guard !qdiscs.isEmpty, findings.isEmpty else { return findings }
            let driver = try link.capabilities().name
            return qdiscs.compactMap { qdisc, _ in
                // Below mq-like parents the class's minor number counts queues from 1.
                guard qdisc.parent != .root, qdisc.parent.minor > 0 else { return nil }
                let queue = qdisc.parent.minor - 1
                if ["igb", "igc"].contains(driver), queue > 1 {
                    return qdisc.refused("\(driver) shapes queues 0 and 1 alone, and this is queue \(queue)")
                }
                if driver == "stmmac", queue == 0 { return qdisc.refused("stmmac does not shape queue 0") }
                return nil
            }
        },
        Check(
            .qdOffloadVsFastpath, .warning, "shaped packets never come to the qdisc", reads: [.features, .link, .driver],
            why: "Packets that hardware forwards do not reach a qdisc of the host (inferred from the sources).",
            help: "police in the offloaded rule, or use the card's qdiscs",
            source: "Documentation/networking/switchdev.rst; nf_flowtable.rst", in: .qdiscs
        ) { (link) throws(Undecided) in
            let shaping = link.qdiscs.filter {
                $0.parent == .root
                    && $0.options.isOne(
                        of: Qdisc.HTB.self, Qdisc.TBF.self, Qdisc.CAKE.self, Qdisc.HFSC.self, Qdisc.DRR.self, Qdisc.ETS.self,
                        Qdisc.Prio.self, Qdisc.RED.self)
            }
            guard !shaping.isEmpty else { return [] }
            let flows = link.flowtables.contains(where: \.offload.isAsked)
            if flows, link.isSoftware != true, try link.isOn("hw-tc-offload") {
                return shaping.map { $0.finding("flows of an offloaded flowtable leave `\(link.name)` without meeting \($0.kind)") }
            }
            guard try link.link().switchID != nil else { return [] }
            let driver = try link.capabilities()
            return shaping.filter { !driver.qdiscs.contains($0.kind) }.map {
                $0.finding("frames that the switch of `\(link.name)` forwards never meet \($0.kind)")
            }
        },
        Check(
            .qdContractKind, .error, "a qdisc must be in hardware, and no card has its kind",
            why:
                "The kernel offers drivers htb, mqprio, taprio, etf and cbs on request, and fifos, prio, red, ets, tbf, gred and mq always: no others.",
            help: "leave `offload` out", source: "the callers of ndo_setup_tc in net/sched", in: .qdiscs
        ) { policy in
            policy.state.links.flatMap { link in
                link.qdiscs.filter { $0.offload?.isAsked == true && !$0.canBeInHardware }.map {
                    Finding(
                        "no card has \($0.kind), and the policy wants it in hardware", at: $0.at.location, subject: .link(link.name),
                        contract: $0.offload)
                }
            }
        },
        Check(
            .qdContractDriver, .error, "a qdisc must be in hardware, and the card does not support its kind", reads: [.driver],
            why:
                "The kernel always offers this kind to the driver, and silently continues in software if the driver refuses it.",
            help: "leave `offload` out, or choose another card",
            source: "net/sched/sch_api.c:836 TCA_HW_OFFLOAD; the driver's ndo_setup_tc", in: .qdiscs
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for qdisc in link.qdiscs where qdisc.offload?.isAsked == true && Qdisc.silentlyOffloadedKinds.contains(qdisc.kind) {
                findings += try link.lacking(DriverFacts.word(ofQdisc: qdisc.kind), [qdisc])
            }
            return findings
        },
        Check(
            .qdDefaultSingle, .tip, "one lock serialises all queues", reads: [.channels, .speed],
            why: "A root qdisc other than mq or mqprio makes all transmit queues wait for one lock.",
            help: "mq as root with a qdisc below each queue",
            source: "net/sched/sch_mq.c; Documentation/networking/multiqueue.rst", in: .qdiscs
        ) { (link) throws(Undecided) in
            let roots = link.qdiscs.filter {
                $0.parent == .root
                    && $0.options.isOne(
                        of: Qdisc.HTB.self, Qdisc.CAKE.self, Qdisc.FQ.self, Qdisc.FQCoDel.self, Qdisc.HFSC.self, Qdisc.TBF.self,
                        Qdisc.Prio.self, Qdisc.SFQ.self, Qdisc.DRR.self)
            }
            guard !roots.isEmpty, link.asked(Qdisc.HTB.self).isEmpty, let speed = try link.speed(), speed >= 10_000,
                try link.channels().transmitters > 1
            else { return [] }
            return roots.map { $0.finding("\($0.kind) at the root of `\(link.name)` serialises its \(speed / 1000) Gb/s over one lock") }
        },
        Check(
            .qdRateOverLink, .warning, "a rate is above the link's rate", reads: [.speed],
            why: "Such a rate never limits; some cards refuse it in hardware.", help: "lower the rate", source: "ETHTOOL_MSG_LINKMODES_GET",
            in: .qdiscs
        ) { (link) throws(Undecided) in
            guard let configuration = link.configuration else { return [] }
            let rates = QdiscNumbers.rates(configuration)
            guard !rates.isEmpty, let speed = try link.speed() else { return [] }
            let limit = UInt64(speed) * 125_000
            return rates.filter { $0.rate.bytesPerSecond > limit }.map {
                Finding("\($0.what) is \($0.rate), and `\(link.name)` runs at \(speed)mbit", at: $0.location)
            }
        },
        Check(
            .qdBqlOff, .tip, "the queue builds up behind the qdisc", reads: [.queues],
            why: "Without byte queue limits the ring takes packets that the qdisc should hold.",
            help: "shape a little below the link's rate, or shorten the ring: ethtool -G DEV tx N",
            source: "net/core/net-sysfs.c byte_queue_limits", in: .qdiscs
        ) { (link) throws(Undecided) in
            let qdiscs = link.qdiscs.filter { $0.options.isOne(of: Qdisc.FQCoDel.self, Qdisc.CoDel.self, Qdisc.CAKE.self, Qdisc.FQ.self) }
            guard !qdiscs.isEmpty, link.isSoftware != true else { return [] }
            let queues = try link.queues().transmit
            guard !queues.isEmpty, queues.allSatisfy({ $0.byteLimitMax == nil }) else { return [] }
            return qdiscs.map { $0.finding("`\(link.name)` has no byte queue limits, so \($0.kind) sees its queue too late") }
        },
    ]
}
