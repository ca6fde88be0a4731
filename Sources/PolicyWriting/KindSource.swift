import WeirModel

/// A kind with its options: `.fqCodel()`, `.htb(default: 20)`, `.sfq { $0.perturb = 10 }`.
///
/// A kind's function has its name in camel case: `fqCodel` for `fq_codel`.
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
        return kind(options, unknown, offload)
    }

    /// `10, rate: .mbit(300), ceil: .mbit(950)`
    static func arguments(of item: TrafficClass) -> [Layout] {
        let number = Layout.text(FilterSource.handle(item.id.minor))
        if let htb = item.options.as(TrafficClass.HTB.self), item.unknown == nil {
            var rest = htb
            (rest.ceil, rest.burst, rest.cburst, rest.priority, rest.quantum) = (nil, nil, nil, nil, nil)
            if rest == TrafficClass.HTB(rate: htb.rate) {
                var arguments = [number, .text("rate: \(Quantities.rate(htb.rate))")]
                func add(_ label: String, _ value: (any Encodable)?) {
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
        return [number, kind(item.options.options, item.unknown)]
    }

    static func classifier(_ options: any TrafficOptions, unknown: [RawAttribute]?) -> Layout {
        options is Filter.MatchAll ? attributes(unknown, of: .text(".matchall")) : kind(options, unknown)
    }

    static func action(_ options: any TrafficOptions, _ control: ActionControl) -> Layout {
        if options is RawOptions { return raw(options, [.text(ActionSource.control(control))]) }
        let usual: ActionControl = options is Action.Police ? .reclassify : options is Action.NAT ? .pass : .pipe
        return closure(options, control == usual ? "" : ActionSource.control(control))
    }

    private static func kind(_ options: any TrafficOptions, _ unknown: [RawAttribute]?, _ arguments: String = "") -> Layout {
        attributes(unknown, of: options is RawOptions ? raw(options, []) : closure(options, arguments))
    }

    private static func closure<Options: TrafficOptions>(_ options: Options, _ arguments: String) -> Layout {
        let words = Options.kind.split(separator: "_")
        let name = words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        let open = arguments.isEmpty ? ".\(name)" : ".\(name)(\(arguments))"
        let lines = OptionSource.assignments(options, fresh: Options())
        if lines.isEmpty { return .text(arguments.isEmpty ? open + "()" : open) }
        return .closure(open: open, lines: lines)
    }

    /// A kind that no table has.
    private static func raw(_ options: any TrafficOptions, _ arguments: [Layout]) -> Layout {
        var all = [Layout.text(SwiftSpelling.quoted(options.kind))] + arguments
        if let payload = (options as? RawOptions)?.payload { all.append(.text(SwiftSpelling.quoted(payload.description))) }
        return .call(".raw", all)
    }

    static func attributes(_ unknown: [RawAttribute]?, of layout: Layout) -> Layout {
        guard let unknown, !unknown.isEmpty else { return layout }
        return .sequence([layout] + unknown.map { .text(".attribute(\($0.type), \(SwiftSpelling.quoted($0.payload.description)))") })
    }
}
