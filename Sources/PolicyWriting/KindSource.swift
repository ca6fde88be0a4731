import WeirModel

/// A kind with its options: `.fqCodel()`, `.htb(default: 20)`, `.sfq { $0.perturb = 10 }`.
///
/// The tables have every kind of the model; a test holds them to that.
enum KindSource {
    static func qdisc(_ qdisc: Qdisc) -> Layout {
        var options = qdisc.options.options
        var offload = ""
        if let word = qdisc.offload {
            offload = "offload: .\(word)"
            // The argument has the effect of the options.
            if word != .preferred, qdisc.inHardware(false).inHardware(word == .required).options == qdisc.options {
                options = qdisc.inHardware(false).options.options
            }
        }
        let unknown = qdisc.unknown
        if let htb = options as? Qdisc.HTB, let number = htb.defaultClass, number <= UInt16.max {
            var rest = htb
            rest.defaultClass = nil
            if rest == Qdisc.HTB() {
                return attributes(
                    unknown, of: .text(".htb(default: \(FilterSource.handle(number))\(offload.isEmpty ? "" : ", \(offload)"))"))
            }
        }
        if let cake = options as? Qdisc.CAKE, let bandwidth = cake.bandwidth {
            var rest = cake
            rest.bandwidth = nil
            if rest == Qdisc.CAKE() { return attributes(unknown, of: .text(".cake(bandwidth: \(Quantities.rate(bandwidth)))")) }
        }
        if let red = REDSource.qdisc(options, offload: offload) { return attributes(unknown, of: red) }
        return kind(options, unknown, qdiscs, offload)
    }

    /// `10, rate: .mbit(300), ceil: .mbit(950)`
    static func arguments(of item: TrafficClass) -> [Layout] {
        let number = Layout.text(FilterSource.handle(item.id.minor))
        if let htb = item.options.as(TrafficClass.HTB.self), item.unknown == nil {
            var rest = htb
            (rest.ceil, rest.burst, rest.cburst, rest.priority, rest.quantum) = (nil, nil, nil, nil, nil)
            if rest == TrafficClass.HTB(rate: htb.rate) {
                var arguments = [number, .text("rate: \(Quantities.rate(htb.rate))")]
                func add(_ label: String, _ value: Any?) {
                    if let value { arguments.append(.labelled(label, OptionSource.value(value, of: label))) }
                }
                add("ceil", htb.ceil)
                add("burst", htb.burst)
                add("cburst", htb.cburst)
                add("priority", htb.priority)
                add("quantum", htb.quantum)
                return arguments
            }
        }
        return [number, kind(item.options.options, item.unknown, classes)]
    }

    static func classifier(_ options: any TrafficOptions, unknown: [RawAttribute]?) -> Layout {
        options is Filter.MatchAll ? attributes(unknown, of: .text(".matchall")) : kind(options, unknown, classifiers)
    }

    static func action(_ options: any TrafficOptions, _ control: ActionControl) -> Layout {
        guard let (name, usual, usualControl) = actions.first(where: { type(of: $0.options) == type(of: options) }) else {
            return raw(options, [.text(ActionSource.control(control))])
        }
        let arguments = control == usualControl ? "" : "(\(ActionSource.control(control)))"
        return closure(".\(name)\(arguments)", options, usual)
    }

    private static func kind(
        _ options: any TrafficOptions, _ unknown: [RawAttribute]?, _ known: [(String, any TrafficOptions)], _ arguments: String = ""
    ) -> Layout {
        guard let (name, usual) = known.first(where: { type(of: $0.1) == type(of: options) }) else {
            return attributes(unknown, of: raw(options, []))
        }
        return attributes(unknown, of: closure(".\(name)" + (arguments.isEmpty ? "" : "(\(arguments))"), options, usual))
    }

    private static func closure(_ open: String, _ options: any TrafficOptions, _ usual: any TrafficOptions) -> Layout {
        func assignments<Options: TrafficOptions>(_ options: Options) -> [Layout] {
            (usual as? Options).map { OptionSource.assignments(options, fresh: $0) } ?? []
        }
        let lines = assignments(options)
        if lines.isEmpty { return .text(open.hasSuffix(")") ? open : open + "()") }
        return .closure(open: open, lines: lines)
    }

    /// A kind that no table has.
    private static func raw(_ options: any TrafficOptions, _ arguments: [Layout]) -> Layout {
        var all = [Layout.text(Words.quoted(options.kind))] + arguments
        if let payload = (options as? RawOptions)?.payload { all.append(.text(Words.quoted(payload.description))) }
        return .call(".raw", all)
    }

    static func attributes(_ unknown: [RawAttribute]?, of layout: Layout) -> Layout {
        guard let unknown, !unknown.isEmpty else { return layout }
        return .sequence([layout] + unknown.map { .text(".attribute(\($0.type), \(Words.quoted($0.payload.description)))") })
    }

    static let qdiscs: [(String, any TrafficOptions)] = [
        ("pfifo", Qdisc.PFIFO()), ("bfifo", Qdisc.BFIFO()), ("pfifoHeadDrop", Qdisc.PFIFOHeadDrop()), ("pfifoFast", Qdisc.PFIFOFast()),
        ("prio", Qdisc.Prio()), ("mq", Qdisc.MQ()), ("multiq", Qdisc.MultiQ()), ("mqprio", Qdisc.MQPrio()), ("htb", Qdisc.HTB()),
        ("hfsc", Qdisc.HFSC()), ("drr", Qdisc.DRR()), ("qfq", Qdisc.QFQ()), ("ets", Qdisc.ETS()), ("tbf", Qdisc.TBF()),
        ("sfq", Qdisc.SFQ()),
        ("red", Qdisc.RED()), ("gred", Qdisc.GRED()), ("choke", Qdisc.Choke()), ("sfb", Qdisc.SFB()), ("codel", Qdisc.CoDel()),
        ("fqCodel", Qdisc.FQCoDel()), ("fq", Qdisc.FQ()), ("pie", Qdisc.PIE()), ("fqPie", Qdisc.FQPIE()), ("cake", Qdisc.CAKE()),
        ("hhf", Qdisc.HHF()), ("netem", Qdisc.Netem()), ("etf", Qdisc.ETF()), ("taprio", Qdisc.Taprio()), ("cbs", Qdisc.CBS()),
        ("skbprio", Qdisc.SKBPrio()), ("plug", Qdisc.Plug()), ("noqueue", Qdisc.NoQueue()), ("blackhole", Qdisc.Blackhole()),
        ("ingress", Qdisc.Ingress()), ("clsact", Qdisc.ClsAct()),
    ]

    static let classes: [(String, any TrafficOptions)] = [
        ("htb", TrafficClass.HTB()), ("hfsc", TrafficClass.HFSC()), ("drr", TrafficClass.DRR()), ("qfq", TrafficClass.QFQ()),
        ("ets", TrafficClass.ETS()), ("prio", TrafficClass.Prio()), ("mq", TrafficClass.MQ()), ("mqprio", TrafficClass.MQPrio()),
    ]

    static let classifiers: [(String, any TrafficOptions)] = [
        ("flower", Filter.Flower()), ("u32", Filter.U32()), ("matchall", Filter.MatchAll()), ("basic", Filter.Basic()), ("fw", Filter.FW()),
        ("route", Filter.Route()), ("cgroup", Filter.CGroup()), ("flow", Filter.Flow()), ("bpf", Filter.BPF()),
    ]

    /// With the default control of each action; gact always writes it.
    static let actions: [(name: String, options: any TrafficOptions, control: ActionControl?)] = [
        ("gact", Action.GAct(), nil), ("mirred", Action.Mirred(), nil), ("police", Action.Police(), .reclassify),
        ("pedit", Action.PEdit(), .pipe),
        ("skbedit", Action.SKBEdit(), .pipe), ("skbmod", Action.SKBMod(), .pipe), ("vlan", Action.VLAN(), .pipe),
        ("mpls", Action.MPLS(), .pipe),
        ("nat", Action.NAT(), .pass), ("csum", Action.Csum(), .pipe), ("ct", Action.CT(), .pipe), ("ctinfo", Action.CTInfo(), .pipe),
        ("connmark", Action.ConnMark(), .pipe), ("tunnelKey", Action.TunnelKey(), .pipe), ("sample", Action.Sample(), .pipe),
        ("ife", Action.IFE(), .pipe), ("simple", Action.Simple(), .pipe), ("gate", Action.Gate(), .pipe), ("bpf", Action.BPF(), .pipe),
    ]
}
