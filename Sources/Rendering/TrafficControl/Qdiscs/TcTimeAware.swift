import WeirModel

// Schedules of hardware queues.

extension Qdisc.MQPrio: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say(map: map, queues: queues)
        let isInHardware = hardware ?? false
        command.say("hw", isInHardware ? 1 : 0)
        if let mode, mode != .dcb {
            guard isInHardware else { throw .unsayable("mode \(mode.rawValue) without hw") }
            command.say("mode", mode.rawValue)
        }
        let rates = minimumRates != nil || maximumRates != nil
        if shaper == .bandwidthRate || rates {
            guard isInHardware, shaper == .bandwidthRate else { throw .unsayable("rates without a shaper in hardware") }
            command.say("shaper", "bw_rlimit")
        }
        for (name, rates) in [("min_rate", minimumRates), ("max_rate", maximumRates)] {
            guard let rates else { continue }
            command.say(name)
            for rate in rates.prefix(queues.count) { command.say(try TcText.rate(rate)) }
        }
    }
}

extension Qdisc.Taprio: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard maxSDU == nil else { throw .unsayable("max-sdu", help: "it came with iproute2 6.2") }
        if !queues.isEmpty { command.say(map: map, queues: queues) }
        for (name, value) in [
            ("base-time", baseTime), ("cycle-time", cycleTime?.nanoseconds), ("cycle-time-extension", cycleTimeExtension?.nanoseconds),
        ]
        where (value ?? 0) != 0 {
            command.say(name, value)
        }
        for entry in schedule {
            guard entry.command == 0 else { throw .unsayable("an entry that holds or releases") }
            command.say("sched-entry", "S", String(entry.gateMask, radix: 16), "\(entry.interval.nanoseconds)")
        }
        if let clockID { command.say("clockid", try TcText.clock(clockID)) }
        if let flags, flags != 0 { command.say("flags", TcText.hex(flags)) }
        if let txtimeDelay, txtimeDelay.nanoseconds != 0 { command.say("txtime-delay", txtimeDelay.nanoseconds) }
    }
}

extension Qdisc.ETF: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("clockid", try TcText.clock(clockID))
        if let delta, delta.nanoseconds != 0 { command.say("delta", delta.nanoseconds) }
        command.say("offload", if: offload)
        command.say("deadline_mode", if: deadlineMode)
        command.say("skip_sock_check", if: skipSocketCheck)
    }
}

extension TcCommand {
    /// The traffic class of each priority, and the queues of each class.
    fileprivate mutating func say(map: [UInt8], queues: [Qdisc.QueueRange]) {
        say("num_tc", queues.count)
        say("map")
        for band in map { say("\(band)") }
        say("queues")
        for range in queues { say("\(range.count)@\(range.offset)") }
    }
}
