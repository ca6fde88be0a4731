import WeirModel

// Schedules of hardware queues.

extension Qdisc.MQPrio: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say(map: map, queues: queues)
        command.say(preemption: framePreemption)
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
