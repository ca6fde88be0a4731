internal import Findings
internal import WeirModel

extension Qdisc.Taprio {
    /// The reason why igc refuses the schedule (validate_schedule).
    var obstacleOfIGC: String? {
        if (cycleTimeExtension?.nanoseconds ?? 0) != 0 { return "it has no cycle-time-extension" }
        if schedule.contains(where: { $0.command != 0 }) { return "it sets gates, and does not hold or release" }
        for (place, entry) in schedule.enumerated().dropFirst() {
            let opened = schedule[..<place].reduce(0) { $0 | $1.gateMask } & entry.gateMask & ~schedule[place - 1].gateMask
            if opened != 0 { return "the gate of class \(opened.trailingZeroBitCount) opens twice in a cycle" }
        }
        return nil
    }
}

extension LinkContext {
    /// A qdisc that is to be in hardware, on a card that has none of it.
    func lacking(_ kind: String, _ qdiscs: [Qdisc]) throws(Undecided) -> [Finding] {
        if qdiscs.isEmpty { return [] }
        if isSoftware == true { return qdiscs.map { $0.refused("`\(name)` is a \(kindWord), which has no \(kind) in hardware") } }
        let driver = try capabilities()
        return driver.qdiscs.contains(kind)
            ? [] : qdiscs.map { $0.refused("the driver `\(driver.name)` of `\(name)` has no \(kind) in hardware") }
    }

    /// Transmit queues that are in use.
    func transmitQueues() throws(Undecided) -> UInt32 {
        if let channels = profile.channels.value, channels.transmitters > 0 { return channels.transmitters }
        return try link().transmitQueues
    }
}
