import WeirModel

extension Qdisc.FQ: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("limit", limit)
        command.say("flow_limit", flowLimit)
        if let bucketsLog {
            guard bucketsLog < 32 else { throw .unsayable("2^\(bucketsLog) buckets") }
            command.say("buckets", UInt32(1) << bucketsLog)
        }
        try command.say("quantum", bytes: quantum)
        try command.say("initial_quantum", bytes: initialQuantum)
        try command.say("maxrate", narrowRate: maxRate)
        try command.say("low_rate_threshold", narrowRate: lowRateThreshold)
        try command.say("refill_delay", time: refillDelay)
        command.say("orphan_mask", orphanMask)
        command.say("pacing", or: "nopacing", pacing)
        try command.say("ce_threshold", time: ceThreshold)
        if let timerSlack { command.say("timer_slack", try TcText.wideTime(timerSlack)) }
        try command.say("horizon", time: horizon)
        if let priomap {
            command.say("bands", "3", "priomap")
            for band in (priomap + Array(repeating: 0, count: 16)).prefix(16) { command.say("\(band)") }
        }
        if let weights {
            command.say("weights")
            for weight in (weights + [0, 0, 0]).prefix(3) { command.say("\(weight)") }
        }
        try command.say("offload_horizon", time: offloadHorizon)
        command.say("horizon_drop", or: "horizon_cap", horizonDrop)
    }
}
