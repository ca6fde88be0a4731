internal import WeirModel

/// Numbers of qdiscs and classes that a check compares.
enum QdiscNumbers {
    static func tbfBurst(_ qdisc: Qdisc) -> UInt64? {
        guard let tbf = qdisc.options.as(Qdisc.TBF.self) else { return nil }
        return tbf.burst.bytes(at: tbf.rate)
    }

    /// mqprio with rates, done in software.
    static func wantsQueueRates(_ qdisc: Qdisc) -> Bool {
        guard let mqprio = qdisc.options.as(Qdisc.MQPrio.self), mqprio.hardware == false else { return false }
        return mqprio.maximumRates?.isEmpty == false
    }

    /// Rates that the link can't exceed, with their names.
    static func rates(_ link: LinkConfiguration) -> [(what: String, rate: BitRate, location: SourceLocation?)] {
        var found: [(String, BitRate, SourceLocation?)] = []
        func add(_ what: String, _ rate: BitRate?, _ location: SourceLocation?) {
            if let rate, rate.bytesPerSecond > 0 { found.append((what, rate, location)) }
        }
        for qdisc in link.qdiscs {
            let at = qdisc.at.location
            if let tbf = qdisc.options.as(Qdisc.TBF.self) { add("tbf's rate", tbf.rate, at) }
            if let cake = qdisc.options.as(Qdisc.CAKE.self) { add("cake's bandwidth", cake.bandwidth, at) }
            if let mqprio = qdisc.options.as(Qdisc.MQPrio.self) {
                for rate in mqprio.maximumRates ?? [] { add("mqprio's max_rate", rate, at) }
            }
        }
        for item in link.classes {
            if let htb = item.options.as(TrafficClass.HTB.self) {
                add("the rate of class \(item.id)", htb.rate, item.at.location)
                add("the ceil of class \(item.id)", htb.ceil, item.at.location)
            }
        }
        return found
    }

    /// The reason why the ranges are invalid; `nil` if they aren't.
    static func problem(_ ranges: [Qdisc.QueueRange], queues: UInt32) -> String? {
        var taken: Set<Int> = []
        for (index, range) in ranges.enumerated() {
            if range.count == 0 { return "traffic class \(index) has no queue" }
            let numbers = Int(range.offset)..<(Int(range.offset) + Int(range.count))
            if numbers.upperBound > Int(queues) {
                return "traffic class \(index) reaches to queue \(numbers.upperBound - 1), and there are \(queues)"
            }
            if !taken.isDisjoint(with: numbers) { return "the queues of traffic class \(index) belong to another one too" }
            taken.formUnion(numbers)
        }
        return nil
    }
}
