import WeirModel

// Fair queueing and active queue management. Most take 0 as unset.

extension Qdisc.CoDel: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("interval", positiveTime: interval)
        try command.say("ce_threshold", time: ceThreshold)
        command.say("ecn", or: "noecn", ecn)
    }
}

extension Qdisc.FQCoDel: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("flows", flows, unsaid: 0)
        try command.say("quantum", try quantum.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("interval", positiveTime: interval)
        try command.say("ce_threshold", time: ceThreshold)
        if let selector = ceThresholdSelector, selector != 0 || (ceThresholdMask ?? 0) != 0 {
            guard selector != 0xff else { throw .unsayable("ce_threshold_selector 0xff") }
            command.say("ce_threshold_selector", "\(TcText.hex(selector))/\(TcText.hex(ceThresholdMask ?? 0))")
        }
        try command.say("memory_limit", size: memoryLimit)
        command.say("ecn", or: "noecn", ecn)
        try command.say("drop_batch", dropBatch, unsaid: 0)
    }
}

extension Qdisc.FQ: TcSpelled {
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
        command.say("horizon_drop", or: "horizon_cap", horizonDrop)
    }
}

extension Qdisc.PIE: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("tupdate", positiveTime: tupdate)
        try command.say("alpha", alpha, unsaid: 0)
        try command.say("beta", beta, unsaid: 0)
        command.say("ecn", or: "noecn", ecn)
        command.say("bytemode", or: "nobytemode", bytemode)
        command.say("dq_rate_estimator", or: "no_dq_rate_estimator", dqRateEstimator)
    }
}

extension Qdisc.FQPIE: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("flows", flows, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("tupdate", positiveTime: tupdate)
        try command.say("alpha", alpha, unsaid: 0)
        try command.say("beta", beta, unsaid: 0)
        try command.say("quantum", size: quantum)
        try command.say("memory_limit", size: memoryLimit)
        try command.say("ecn_prob", ecnProbability, unsaid: 0)
        command.say("ecn", or: "noecn", ecn)
        command.say("bytemode", or: "nobytemode", bytemode)
        command.say("dq_rate_estimator", or: "no_dq_rate_estimator", dqRateEstimator)
    }
}

extension Qdisc.HHF: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("quantum", try quantum.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("hh_limit", heavyHitterLimit, unsaid: 0)
        try command.say("reset_timeout", positiveTime: resetTimeout)
        try command.say("admit_bytes", try admitBytes.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("evict_timeout", positiveTime: evictTimeout)
        try command.say("non_hh_weight", nonHeavyHitterWeight, unsaid: 0)
    }
}

extension Qdisc.SFB: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("rehash", rehash.map { $0.nanoseconds / 1_000_000 })
        command.say("db", warmup.map { $0.nanoseconds / 1_000_000 })
        command.say("limit", limit.flatMap { $0 == 0 ? nil : $0 })
        // tc computes one from the other if only one is set.
        if max != nil || target != nil {
            try command.say("max", max ?? 25, unsaid: 0)
            try command.say("target", target ?? 20, unsaid: 0)
        }
        for (name, value) in [("increment", increment), ("decrement", decrement)] {
            guard let value else { continue }
            command.say(name, try TcText.decimal(near: Double(value) / 65535) { UInt64($0 * 65535 + 0.5) == UInt64(value) })
        }
        command.say("penalty_rate", penaltyRate)
        command.say("penalty_burst", penaltyBurst)
    }
}

extension Qdisc.CAKE: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        // `raw` sets overhead and atm, so it comes first.
        command.say("raw", if: raw)
        if let bandwidth {
            if bandwidth.bytesPerSecond == 0 { command.say("unlimited") } else { try command.say("bandwidth", rate: bandwidth) }
        }
        command.say("autorate-ingress", if: autorateIngress)
        if let diffserv { command.say(diffserv.rawValue) }
        if let flowMode { command.say(flowMode.rawValue) }
        command.say("nat", or: "nonat", nat)
        command.say("wash", or: "nowash", wash)
        command.say("ingress", or: "egress", ingress)
        if let ackFilter { command.say(ackFilter.rawValue) }
        command.say("split-gso", or: "no-split-gso", splitGSO)
        if let atm { command.say(atm.rawValue) }
        if let overhead, raw != true || overhead != 0 { command.say("overhead", overhead) }
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        try spellDelays(into: &command)
        if let memoryLimit, memoryLimit.bytes != 0 { try command.say("memlimit", size: memoryLimit) }
        if let fwmark, fwmark != 0 { command.say("fwmark", TcText.hex(fwmark)) }
    }

    /// tc has no word for the target: it takes a twentieth of the round trip time.
    private func spellDelays(into command: inout TcCommand) throws(RenderingError) {
        let filled = canonical(on: LinkFacts())
        guard rtt != nil || target != nil, let rtt = filled.rtt, let target = filled.target else { return }
        let microseconds = rtt.nanoseconds / 1000
        guard target.nanoseconds / 1000 == max(microseconds / 20, 1), microseconds > 0 else {
            throw .unsayable("a target of \(target) with an rtt of \(rtt)", help: "tc's target is a twentieth of the rtt")
        }
        try command.say("rtt", time: rtt)
    }
}
