import WeirModel

extension Qdisc.Taprio: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if !queues.isEmpty { command.say(map: map, queues: queues) }
        if let maxSDU {
            command.say("max-sdu")
            for size in maxSDU { command.say("\(size)") }
        }
        command.say(preemption: framePreemption)
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
