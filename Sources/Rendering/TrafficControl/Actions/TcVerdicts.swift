import WeirModel

// Actions that decide, measure, copy or log.

extension Action.GAct: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try command.say(action.control)
        if let probability, probability.randomness != .none {
            guard probability.value <= 10000 else { throw .unsayable("one in \(probability.value) packets") }
            command.say("random", probability.randomness.rawValue)
            try command.say(probability.control)
            command.say("\(probability.value)")
        }
        command.say("index", action.index)
    }
}

extension Action.Mirred: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        for word in mode.rawValue.split(separator: " ") { command.say(String(word)) }
        command.say("dev", device)
        if mode == .egressMirror || mode == .ingressMirror {
            try command.say(action.control)
        } else if action.control != .stolen {
            throw .unsayable("a redirection with the verdict \(action.control)")
        }
        command.say("index", action.index)
    }
}

extension Action.Police: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try spellRates(into: &command)
        // The kernel's default.
        if let mtu, mtu != 0, !(mtu == .max && rate == nil) { command.say("mtu", mtu) }
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        if rate != nil { command.say("linklayer", try TcText.linkLayer(linkLayer)) }
        command.say("conform-exceed")
        try spell(action.control, into: &command)
        if let conform, conform != .pass {
            command.say("/")
            try spell(conform, into: &command)
        }
        command.say("index", action.index)
    }

    private func spellRates(into command: inout TcCommand) throws(RenderingError) {
        if let rate {
            guard packetRate == nil, averageRate == nil, rate.bytesPerSecond > 0 else { throw .unsayable("two rates of one police action") }
            try command.say("rate", rate: rate)
            command.say("burst", try TcText.burst(burst ?? .bytes(0), at: rate))
        }
        if let peakRate {
            guard rate != nil, (mtu ?? 0) != 0 else { throw .unsayable("a peak rate without a rate and an mtu") }
            try command.say("peakrate", rate: peakRate)
        }
        if let averageRate { command.say("avrate", try TcText.narrowRate(BitRate(bytesPerSecond: UInt64(averageRate)))) }
        if let packetRate {
            let pace = BitRate(bytesPerSecond: packetRate)
            let wanted = (packetBurst ?? .bytes(0)).ticks(at: pace)
            for case .bytes(let packets) in [packetBurst ?? .bytes(0), Burst(ticks: wanted, at: pace), .bytes(1)]
            where packets > 0 && Burst.bytes(packets).ticks(at: pace) == wanted {
                command.say("pkts_rate", packetRate)
                command.say("pkts_burst", packets)
                return
            }
            throw .unsayable("a burst of \(wanted) ticks at \(packetRate) packets per second")
        }
    }

    /// Here tc takes numbers, too.
    private func spell(_ control: ActionControl, into command: inout TcCommand) throws(RenderingError) {
        do throws(RenderingError) { try command.say(control) } catch { command.say("\(control.rawValue)") }
    }
}

extension Action.Sample: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say("rate", rate)
        command.say("group", group)
        command.say("trunc", truncate)
        try command.say(action.control, index: action.index)
    }
}

extension Action.Simple: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say("sdata", text)
        try command.say(action.control, index: action.index)
    }
}

extension Action.BPF: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try program.spell(into: &command)
        try command.say(action.control, index: action.index)
    }
}

extension BPFProgram {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let bytecode {
            let lines = bytecode.map { "\($0.code) \($0.jumpTrue) \($0.jumpFalse) \($0.k)" }
            command.say("bytecode", (["\(lines.count)"] + lines).joined(separator: ","))
            return
        }
        guard let pinned else { throw .unsayable("a program of which the kernel returns only the number", help: "pin it") }
        command.say("object-pinned", pinned)
    }
}

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
