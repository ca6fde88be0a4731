import WeirModel

extension PolicyCheck {
    /// What tc's messages have no room for would be sent as the nearest that fits.
    static let trafficNumbers = PolicyCheck(
        "times and sizes beyond what tc's messages hold", finds: ["option-range"],
        link: { facts in
            facts.qdiscs.flatMap { findings($0.options.options, $0.words, at: $0.at, facts) }
                + facts.classes.flatMap { findings($0.options.options, $0.words, at: $0.at, facts) }
        })

    private static func findings(_ options: any TrafficOptions, _ object: String, at: Located, _ facts: LinkFinding) -> [Diagnostic] {
        // Nanoseconds of 64 bits; the others' have 32 bits of microseconds.
        let isFine = ["netem", "taprio", "etf"].contains(type(of: options).kind)
        return Mirror(reflecting: options).quantities.compactMap { name, quantity in
            let problem: String
            switch quantity {
            case let time as TimeSpan where time.nanoseconds < 0: problem = "is negative"
            case let time as TimeSpan where !isFine && time.nanoseconds / 1000 > UInt32.max:
                problem = "is longer than 32 bits of microseconds hold, which is 71 minutes"
            case let size as ByteSize where size.bytes > UInt32.max: problem = "is larger than the 4 GiB that 32 bits hold"
            default: return nil
            }
            return facts.error("option-range", "`\(name)` of \(object) \(problem)", on: object, at: at)
        }
    }
}

extension Mirror {
    /// The times and sizes in a value, by the names of the properties that hold them.
    fileprivate var quantities: [(name: String, quantity: Any)] {
        children.flatMap { label, value -> [(String, Any)] in
            let inner = Mirror(reflecting: value)
            if inner.displayStyle == .optional { return inner.children.flatMap { Mirror.quantities(of: $0.value, named: label ?? "") } }
            return Mirror.quantities(of: value, named: label ?? "")
        }
    }

    private static func quantities(of value: Any, named name: String) -> [(String, Any)] {
        if value is TimeSpan || value is ByteSize { return [(name, value)] }
        let inner = Mirror(reflecting: value).quantities
        // What stands in a list goes by the list's name.
        return inner.map { ($0.name.isEmpty ? name : $0.name, $0.quantity) }
    }
}
