import WeirModel

extension Action.Gate: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say("index", action.index)
        if let priority, priority != -1 { command.say("priority", priority) }
        if let baseTime, baseTime != 0 { command.say("base-time", baseTime) }
        if let cycleTime, cycleTime.nanoseconds != 0 { command.say("cycle-time", cycleTime.nanoseconds) }
        if let cycleTimeExtension, cycleTimeExtension.nanoseconds != 0 { command.say("cycle-time-ext", cycleTimeExtension.nanoseconds) }
        if let flags, flags != 0 { command.say("flags", TcText.hex(flags)) }
        if let clockID { command.say("clockid", try TcText.clock(clockID)) }
        for entry in entries {
            let internalPriority = entry.internalPriority ?? -1
            let maxOctets = entry.maxOctets ?? -1
            guard entry.isOpen || (internalPriority == -1 && maxOctets == -1) else {
                throw .unsayable("a closed gate with a priority or a limit")
            }
            command.say(
                "sched-entry", entry.isOpen ? "open" : "close", "\(entry.interval.nanoseconds)", "\(internalPriority)", "\(maxOctets)")
        }
        try command.say(action.control)
    }
}
