import WeirModel

/// The options of a kind of qdisc or class: `.fqCodel()`, `.htb(default: 20)`, `.sfq { $0.perturb = 10 }`.
enum KindSource {
    /// nil: some option has no words yet.
    static func qdisc(_ options: any TrafficOptions) -> Layout? {
        if let htb = options as? Qdisc.HTB, let number = htb.defaultClass, number <= UInt16.max {
            var rest = htb
            rest.defaultClass = nil
            if rest == Qdisc.HTB() { return .text(".htb(default: \(number))") }
        }
        return kind(options, qdiscs)
    }

    /// `10, rate: .mbit(300), ceil: .mbit(950)`
    static func arguments(of item: TrafficClass) -> [Layout]? {
        let number = Layout.text(String(item.id.minor))
        if let htb = item.options.as(TrafficClass.HTB.self) {
            var rest = htb
            (rest.ceil, rest.priority, rest.quantum) = (nil, nil, nil)
            if rest == TrafficClass.HTB(rate: htb.rate) {
                var arguments = [number, .text("rate: \(rate(htb.rate))")]
                if let ceil = htb.ceil { arguments.append(.text("ceil: \(rate(ceil))")) }
                if let priority = htb.priority { arguments.append(.text("priority: \(priority)")) }
                if let quantum = htb.quantum { arguments.append(.text("quantum: \(Words.decimal(quantum))")) }
                return arguments
            }
        }
        return kind(item.options.options, classes).map { [number, $0] }
    }

    private static func kind(_ options: any TrafficOptions, _ known: [(String, any TrafficOptions)]) -> Layout? {
        guard let (name, usual) = known.first(where: { type(of: $0.1) == type(of: options) }) else { return nil }
        let defaults = Dictionary(Mirror(reflecting: usual).children.map { ($0.label ?? "", String(reflecting: $0.value)) }, uniquingKeysWith: { $1 })
        var lines: [Layout] = []
        for child in Mirror(reflecting: options).children {
            guard let label = child.label else { return nil }
            if defaults[label] == String(reflecting: child.value) { continue }
            guard let text = text(child.value) else { return nil }
            lines.append(.text("$0.\(label) = \(text)"))
        }
        return lines.isEmpty ? .text(".\(name)()") : .closure(open: ".\(name)", lines: lines)
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let flag as Bool: return "\(flag)"
        case let text as String: return Words.quoted(text)
        case let number as any FixedWidthInteger: return Words.decimal(number)
        case let rate as BitRate: return self.rate(rate)
        case let size as ByteSize: return scaled(size.bytes, [("gib", 1 << 30), ("mib", 1 << 20), ("kib", 1 << 10), ("bytes", 1)])
        case let span as TimeSpan:
            guard span.nanoseconds >= 0 else { return ".nanoseconds(\(span.nanoseconds))" }
            return scaled(
                UInt64(span.nanoseconds), [("seconds", 1_000_000_000), ("milliseconds", 1_000_000), ("microseconds", 1000), ("nanoseconds", 1)])
        case .bytes(let count) as Burst: return ".bytes(\(Words.decimal(count)))"
        case .ticks(let count) as Burst: return ".ticks(\(Words.decimal(count)))"
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional?: return mirror.children.first.map { text($0.value) } ?? "nil"
        case .enum? where mirror.children.isEmpty: return ".\(value)"
        case .struct? where value is any OptionSet:
            guard let raw = mirror.children.first, mirror.children.count == 1, let number = text(raw.value) else { return nil }
            return ".init(rawValue: \(number))"
        case .collection?:
            var words: [String] = []
            for child in mirror.children {
                guard let word = text(child.value) else { return nil }
                words.append(word)
            }
            return "[\(words.joined(separator: ", "))]"
        default: return nil
        }
    }

    private static func rate(_ rate: BitRate) -> String {
        let (bits, overflow) = rate.bytesPerSecond.multipliedReportingOverflow(by: 8)
        if overflow { return ".bytes(perSecond: \(Words.decimal(rate.bytesPerSecond)))" }
        return scaled(bits, [("gbit", 1_000_000_000), ("mbit", 1_000_000), ("kbit", 1000), ("bit", 1)])
    }

    /// In the largest unit that leaves no rest.
    private static func scaled(_ number: UInt64, _ units: [(String, UInt64)]) -> String {
        let (name, size) = units.first { number != 0 && number % $0.1 == 0 } ?? units[units.count - 1]
        return ".\(name)(\(Words.decimal(number / size)))"
    }

    private static let qdiscs: [(String, any TrafficOptions)] = [
        ("pfifo", Qdisc.PFIFO()), ("bfifo", Qdisc.BFIFO()), ("pfifoHeadDrop", Qdisc.PFIFOHeadDrop()), ("pfifoFast", Qdisc.PFIFOFast()),
        ("prio", Qdisc.Prio()), ("mq", Qdisc.MQ()), ("multiq", Qdisc.MultiQ()), ("mqprio", Qdisc.MQPrio()), ("htb", Qdisc.HTB()),
        ("hfsc", Qdisc.HFSC()), ("drr", Qdisc.DRR()), ("qfq", Qdisc.QFQ()), ("ets", Qdisc.ETS()), ("tbf", Qdisc.TBF()), ("sfq", Qdisc.SFQ()),
        ("red", Qdisc.RED()), ("gred", Qdisc.GRED()), ("choke", Qdisc.Choke()), ("sfb", Qdisc.SFB()), ("codel", Qdisc.CoDel()),
        ("fqCodel", Qdisc.FQCoDel()), ("fq", Qdisc.FQ()), ("pie", Qdisc.PIE()), ("fqPie", Qdisc.FQPIE()), ("cake", Qdisc.CAKE()),
        ("hhf", Qdisc.HHF()), ("netem", Qdisc.Netem()), ("etf", Qdisc.ETF()), ("taprio", Qdisc.Taprio()), ("cbs", Qdisc.CBS()),
        ("skbprio", Qdisc.SKBPrio()), ("plug", Qdisc.Plug()), ("noqueue", Qdisc.NoQueue()), ("blackhole", Qdisc.Blackhole()),
    ]

    private static let classes: [(String, any TrafficOptions)] = [
        ("htb", TrafficClass.HTB()), ("hfsc", TrafficClass.HFSC()), ("drr", TrafficClass.DRR()), ("qfq", TrafficClass.QFQ()),
        ("ets", TrafficClass.ETS()), ("prio", TrafficClass.Prio()), ("mq", TrafficClass.MQ()), ("mqprio", TrafficClass.MQPrio()),
    ]
}
