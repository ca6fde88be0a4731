import WeirModel

extension Qdisc.HTB: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let defaultClass, defaultClass != 0 { command.say("default", TcText.hex(defaultClass)) }
        command.say("r2q", rateToQuantum)
        if let directQueueLength {
            guard directQueueLength != .max else { throw .unsayable("direct_qlen \(directQueueLength)") }
            command.say("direct_qlen", directQueueLength)
        }
        if let debug, debug != 0 {
            // Sixteen numbers of two bits, the lowest first.
            command.say("debug", (0..<16).map { String(debug >> (2 * UInt32($0)) & 3) }.joined())
        }
        command.say("offload", if: offload)
    }
}

extension TrafficClass.HTB: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard rate.bytesPerSecond > 0 else { throw .unsayable("a class without a rate") }
        try command.say("rate", rate: rate)
        if let ceil {
            guard ceil.bytesPerSecond > 0 else { throw .unsayable("a ceil of 0") }
            try command.say("ceil", rate: ceil)
        }
        if let burst { command.say("burst", try TcText.burst(burst, at: rate)) }
        if let cburst { command.say("cburst", try TcText.burst(cburst, at: ceil ?? rate)) }
        command.say("quantum", quantum.flatMap { $0 == 0 ? nil : $0 })
        command.say("prio", priority)
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        command.say("linklayer", try TcText.linkLayer(linkLayer))
    }
}

extension Qdisc.HFSC: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let defaultClass, defaultClass != 0 { command.say("default", String(defaultClass, radix: 16)) }
    }
}

extension TrafficClass.HFSC: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let realTime, realTime == linkSharing {
            try Self.spell(realTime, "sc", into: &command)
        } else {
            try Self.spell(realTime, "rt", into: &command)
            try Self.spell(linkSharing, "ls", into: &command)
        }
        try Self.spell(upperLimit, "ul", into: &command)
    }

    private static func spell(_ curve: Curve?, _ name: String, into command: inout TcCommand) throws(RenderingError) {
        guard let curve else { return }
        let zero = BitRate(bytesPerSecond: 0)
        guard curve.m1 != zero || curve.m2 != zero else { return }
        command.say(name)
        if curve.m1 != zero || curve.d.nanoseconds != 0 {
            try command.say("m1", narrowRate: curve.m1)
            try command.say("d", time: curve.d)
        }
        try command.say("m2", narrowRate: curve.m2)
    }
}

extension Qdisc.TBF: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard rate.bytesPerSecond > 0, limit.bytes > 0 else { throw .unsayable("a rate or limit of 0") }
        try command.say("rate", rate: rate)
        command.say("burst", try TcText.burst(burst, exactlyAt: pace))
        try command.say("limit", size: limit)
        if let peakRate {
            guard let peakBurst else { throw .unsayable("a peak rate without a burst") }
            try command.say("peakrate", rate: peakRate)
            command.say("minburst", try TcText.burst(peakBurst, exactlyAt: pace(peakRate)))
        }
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        command.say("linklayer", try TcText.linkLayer(linkLayer))
    }
}

extension Qdisc.CBS: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        for (name, value) in [("hicredit", hicredit), ("locredit", locredit), ("idleslope", idleslope), ("sendslope", sendslope)]
        where (value ?? 0) != 0 {
            command.say(name, value)
        }
        if offload == true { command.say("offload", 1) }
    }
}
