import WeirModel

// tc computes the logarithms that the kernel wants from a burst, an average packet and a bandwidth. From the logarithms alone, such are
// looked for that give the same.

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
        try red.spell(unit: .flow, into: &command)
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
    fileprivate enum Unit {
        /// Thresholds in bytes, or in packets of the average length; a flow's has no idle damping and another word for its limit.
        case bytes, packets, flow
    }

    fileprivate func spell(unit: Unit, into command: inout TcCommand) throws(RenderingError) {
        // A flow's limit is not given back.
        let limit = unit == .flow && self.limit == 0 ? max : self.limit
        guard limit > 0, min > 0, max > min else { throw .unsayable("thresholds of \(min) and \(max) with a limit of \(limit)") }
        guard let probability, probability > 0 else { throw .unsayable("a queue without a probability") }
        let text = try TcText.decimal(near: Double(probability) / 4_294_967_296) { UInt64($0 * 4_294_967_296) == UInt64(probability) }
        guard let packet = averagePackets.first(where: { fits(packet: $0, Double(text) ?? 0, unit) }) else {
            throw .unsayable("a probability of \(text) with the logarithm \(probabilityLog)")
        }
        guard let burst = burst(packet: packet, unit) else { throw .unsayable("a weight of 2^-\(ewmaLog) at \(min)") }
        command.say(unit == .flow ? "redflowlimit" : "limit", limit)
        command.say("min", min)
        command.say("max", max)
        command.say("avpkt", packet)
        command.say("burst", burst)
        if unit != .flow {
            guard let bandwidth = bandwidth(packet: packet) else { throw .unsayable("the damping 2^\(idleCellLog)") }
            try command.say("bandwidth", narrowRate: bandwidth)
        } else if idleCellLog != 0 {
            throw .unsayable("the damping 2^\(idleCellLog)")
        }
        command.say("probability", text)
    }

    private var averagePackets: [UInt32] {
        if let averagePacket { return [averagePacket] }
        return [1000] + (0...20).map { UInt32(1) << $0 }
    }

    private func fits(packet: UInt32, _ probability: Double, _ unit: Unit) -> Bool {
        let span = unit == .packets ? UInt64(max - min) * UInt64(packet) : UInt64(max - min)
        return span > 0 && REDParameters.probabilityLog(probability, over: span) == probabilityLog
    }

    /// The smallest burst that has this weight.
    private func burst(packet: UInt32, _ unit: Unit) -> UInt32? {
        let start = unit == .packets ? Double(min) : Double(min) / Double(packet)
        var low = UInt64(start.rounded(.up)), high = UInt64(UInt32.max)
        guard low <= high else { return nil }
        while low < high {
            let middle = (low + high) / 2
            if weight(burst: middle, start) >= ewmaLog { high = middle } else { low = middle + 1 }
        }
        return low > 0 && weight(burst: low, start) == ewmaLog ? UInt32(low) : nil
    }

    private func weight(burst: UInt64, _ start: Double) -> UInt8 { REDParameters.ewmaLog(burst: burst, above: start) ?? 32 }

    private func bandwidth(packet: UInt32) -> BitRate? {
        var candidates = [BitRate.mbit(10)]
        // 31 halvings take `ticks * 31 / weight`, which is to be between 256 and 512 cells.
        let ticks = 384 * Double(UInt64(1) << UInt64(Swift.min(idleCellLog, 31))) * dampingWeight / 31
        let rate = Double(packet) / (Swift.max(ticks, 1) * 64e-9)
        if rate < 4e9 { candidates.append(BitRate(bytesPerSecond: UInt64(Swift.max(rate, 1)))) }
        candidates.append(.gbit(34))
        if let bandwidth { candidates = [bandwidth] }
        return candidates.first { candidate in
            var copy = self
            copy.averagePacket = packet
            copy.bandwidth = candidate
            return copy.damping.cellLog == damping.cellLog
        }
    }
}
