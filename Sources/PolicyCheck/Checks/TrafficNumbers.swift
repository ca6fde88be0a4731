internal import Documents
internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// Numbers too large for tc's messages would be sent as the nearest that fits.
    static let trafficNumbers = Check(
        finds: [.optionRange], ofCaptured: true,
        link: { facts in
            func findings<Item: LinkObject, Catalogue>(_ items: [Item], _ options: KeyPath<Item, AnyOptions<Catalogue>>) -> [Diagnostic] {
                // Many have equal options.
                var known: [AnyOptions<Catalogue>: [(name: String, words: String)]] = [:]
                return items.flatMap { item in
                    let options = item[keyPath: options]
                    let found = known[options] ?? problems(options.options)
                    known[options] = found
                    return found.map { problem in
                        facts.error(.optionRange, "`\(problem.name)` of \(item.words) \(problem.words)", on: item)
                    }
                }
            }
            return findings(facts.qdiscs, \.options) + findings(facts.classes, \.options)
        })

    private static func problems(_ options: any TrafficOptions) -> [(name: String, words: String)] {
        let kind = type(of: options).kind
        return quantities(in: options, named: kind).compactMap { name, quantity in
            let problem: String?
            switch quantity {
            case let time as TimeSpan: problem = Clock(of: name, in: kind).problem(with: time)
            case let size as ByteSize where size.bytes > UInt32.max: problem = "is larger than the 4 GiB that 32 bits hold"
            default: problem = nil
            }
            return problem.map { (name, $0) }
        }
    }

    /// The times and sizes in a value, by the names of the options that hold them. Items of a list have the list's name.
    private static func quantities(in value: any Encodable, named name: String) -> [(name: String, quantity: any Encodable)] {
        if value is TimeSpan || value is ByteSize { return [(name, value)] }
        switch Members(of: value) {
        case .plain: return []
        case .items(let items): return items.flatMap { quantities(in: $0, named: name) }
        case .fields(let fields), .choice(_, let fields): return fields.flatMap { quantities(in: $0.value, named: $0.name) }
        }
    }
}

/// The kernel's unit of a time.
private enum Clock {
    /// 64 bits
    case nanoseconds
    /// 32 bits
    case shortNanoseconds
    /// Microseconds that are stored as 32 bits of nanoseconds.
    case shortMicroseconds
    /// 32 bits
    case microseconds
    /// 32 bits
    case milliseconds

    init(of name: String, in kind: String) {
        switch (kind, name) {
        case (Qdisc.Netem.kind, _), (Qdisc.Taprio.kind, _), (Qdisc.ETF.kind, _): self = .nanoseconds
        case (Qdisc.FQ.kind, "timerSlack"): self = .shortNanoseconds
        case (Qdisc.PIE.kind, "target"), (Qdisc.FQPIE.kind, "target"): self = .shortMicroseconds
        case (Qdisc.SFB.kind, _): self = .milliseconds
        default: self = .microseconds
        }
    }

    func problem(with time: TimeSpan) -> String? {
        if time.nanoseconds < 0 { return "is negative" }
        let (unit, word): (Int64, String)
        switch self {
        case .nanoseconds: return nil
        case .shortNanoseconds: (unit, word) = (1, "nanoseconds")
        case .shortMicroseconds, .microseconds: (unit, word) = (1000, "microseconds")
        case .milliseconds: (unit, word) = (1_000_000, "milliseconds")
        }
        if self == .shortMicroseconds, time.nanoseconds > UInt32.max {
            return "is longer than 4.29 seconds, which the kernel holds at most"
        }
        if time.nanoseconds / unit > UInt32.max { return "is longer than 32 bits of \(word) hold" }
        return time.nanoseconds % unit == 0 ? nil : "is not a whole number of \(word)"
    }
}
