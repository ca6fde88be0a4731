import TrafficLowering
import WeirModel

// tc computes the logarithms that the kernel wants from a burst, an average packet and a bandwidth. `REDIntent` finds such as give the same.

extension Qdisc.RED: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try parameters.spell(unit: .bytes, into: &command)
        let words: [(REDFlags, String)] = [(.ecn, "ecn"), (.harddrop, "harddrop"), (.adaptive, "adaptive"), (.nodrop, "nodrop")]
        try parameters.flags.spell(words, into: &command)
        for (event, block) in [("early_drop", earlyDropBlock), ("mark", markBlock)] {
            if let block, block != 0 { command.say("qevent", event, "block", "\(block)") }
        }
    }
}

extension Qdisc.Choke: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try parameters.spell(unit: .packets, into: &command)
        try parameters.flags.spell([(.ecn, "ecn")], into: &command)
    }
}

extension Qdisc.GRED: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("setup", "vqs", "\(queues)", "default", "\(defaultQueue)")
        command.say("grio", if: grio)
        try command.say("limit", size: limit)
        try spellFlags(into: &command)
    }

    /// One virtual queue, which a change sets up.
    func spell(_ queue: VirtualQueue, into command: inout TcCommand) throws(RenderingError) {
        command.say("vq", queue.index)
        if grio == true || (queue.priority ?? 0) != 0 { command.say("prio", queue.priority ?? 0) }
        try queue.parameters.spell(unit: .bytes, into: &command)
        try spellFlags(into: &command)
    }

    private func spellFlags(into command: inout TcCommand) throws(RenderingError) {
        try (flags ?? []).spell([(.ecn, "ecn"), (.harddrop, "harddrop")], into: &command)
    }
}

extension Qdisc.SFQ: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("quantum", size: quantum)
        command.say("perturb", perturb.flatMap { $0 == 0 ? nil : $0 })
        if let limit = saidLimit {
            guard limit > 1 else { throw .unsayable("limit \(limit)") }
            command.say("limit", limit)
        }
        command.say("divisor", divisor)
        command.say("flows", flows)
        command.say("depth", depth)
        command.say("headdrop", if: headdrop)
        guard let red else { return }
        try red.spell(unit: .flowBytes, into: &command)
        try red.flags.spell([(.ecn, "ecn"), (.harddrop, "harddrop")], into: &command)
    }
}

extension REDFlags {
    fileprivate func spell(_ words: [(REDFlags, String)], into command: inout TcCommand) throws(RenderingError) {
        var rest = self
        for (flag, word) in words where rest.contains(flag) {
            command.say(word)
            rest.remove(flag)
        }
        guard rest == [] else { throw .unsayable("the flags \(rest.rawValue)") }
    }
}

extension REDParameters {
    fileprivate func spell(unit: REDIntent.Unit, into command: inout TcCommand) throws(RenderingError) {
        let intent: REDIntent
        do { intent = try REDIntent(saying: self, unit) } catch { throw .unsayable(error.message) }
        command.say(unit == .flowBytes ? "redflowlimit" : "limit", UInt32(clamping: intent.limit))
        command.say("min", min)
        command.say("max", max)
        command.say("avpkt", UInt32(clamping: intent.averagePacket))
        command.say("burst", intent.burst > 0 ? intent.burst : UInt32(clamping: intent.usualBurst))
        if unit != .flowBytes { try command.say("bandwidth", narrowRate: intent.bandwidth) }
        command.say("probability", try TcText.decimal(near: intent.probability) { $0 == intent.probability })
    }
}
