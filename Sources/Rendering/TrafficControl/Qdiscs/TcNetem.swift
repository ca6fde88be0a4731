import WeirModel

extension Qdisc.Netem: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("limit", limit)
        try spellDelay(into: &command)
        try spellLoss(into: &command)
        try spell("duplicate", duplicate, into: &command)
        try spell("corrupt", corrupt, into: &command)
        try spellReordering(into: &command)
        if let rate { try spell(rate, into: &command) }
        command.say("seed", seed)
        if let slot, slot != Slot() { try spell(slot, into: &command) }
    }

    private func spellDelay(into command: inout TcCommand) throws(RenderingError) {
        let jitter = self.jitter?.nanoseconds ?? 0
        guard (delay?.nanoseconds ?? 0) != 0 || jitter != 0 || (delayCorrelation ?? 0) != 0 else {
            if distribution != nil { throw .unsayable("a distribution of no delay") }
            return
        }
        command.say("delay", try TcText.tickedTime(delay ?? TimeSpan(nanoseconds: 0)))
        if jitter != 0 || (delayCorrelation ?? 0) != 0 { command.say(try TcText.tickedTime(TimeSpan(nanoseconds: jitter))) }
        if let delayCorrelation, delayCorrelation != 0 { command.say(try TcText.percent(delayCorrelation)) }
        if let distribution { command.say("distribution", try Self.table(distribution)) }
    }

    /// tc looks for its tables in one folder, and adds `.dist`.
    private static func table(_ name: String) throws(RenderingError) -> String {
        guard !name.utf8.contains(UInt8(ascii: "/")) else {
            throw .unsayable("the distribution `\(name)`", help: "a distribution is a name, as of the tables that tc ships, and no path")
        }
        return name
    }

    private func spellLoss(into command: inout TcCommand) throws(RenderingError) {
        if let loss, loss != Chance(0) {
            guard lossModel == nil else { throw .unsayable("two models of loss") }
            command.say("loss", "random")
            try Self.spell(loss, into: &command)
        }
        func say(_ name: String, _ fractions: [UInt32]) throws(RenderingError) {
            command.say("loss", name)
            for fraction in fractions { command.say(try TcText.percent(fraction)) }
        }
        switch lossModel {
        case nil: break
        case .state(let p13, let p31, let p32, let p14, let p23)?: try say("state", [p13, p31, p32, p23, p14])
        case .gilbertElliot(let p, let r, let h, let k1)?: try say("gemodel", [p, r, .max - h, k1])
        }
        guard ecn == true else { return }
        guard (loss?.probability ?? 0) > 0 || lossModel != nil else { throw .unsayable("ecn without loss") }
        command.say("ecn")
    }

    private func spell(_ name: String, _ chance: Chance?, into command: inout TcCommand) throws(RenderingError) {
        guard let chance, chance != Chance(0) else { return }
        command.say(name)
        try Self.spell(chance, into: &command)
    }

    private static func spell(_ chance: Chance, into command: inout TcCommand) throws(RenderingError) {
        command.say(try TcText.percent(chance.probability))
        if chance.correlation != 0 { command.say(try TcText.percent(chance.correlation)) }
    }

    private func spellReordering(into command: inout TcCommand) throws(RenderingError) {
        let filled = canonical(on: LinkDefaults())
        guard let reorder = filled.reorder, let gap = filled.gap, gap != 0 || reorder != Chance(0) else { return }
        guard reorder.probability > 0, gap > 0, (delay?.nanoseconds ?? 0) > 0 else {
            throw .unsayable("reordering without a delay, or a gap without reordering")
        }
        try spell("reorder", reorder, into: &command)
        command.say("gap", gap)
    }

    private func spell(_ rate: Rate, into command: inout TcCommand) throws(RenderingError) {
        guard rate != Rate(BitRate(bytesPerSecond: 0)) else { return }
        try command.say("rate", rate: rate.rate)
        var numbers = ["\(rate.packetOverhead)", "\(rate.cellSize)", "\(rate.cellOverhead)"]
        while numbers.last == "0" { numbers.removeLast() }
        for number in numbers { command.say(number) }
    }

    private func spell(_ slot: Slot, into command: inout TcCommand) throws(RenderingError) {
        command.say("slot")
        if slot.delay.nanoseconds != 0 || slot.jitter.nanoseconds != 0 {
            guard slot.jitter.nanoseconds > 0, slot.minimumDelay.nanoseconds == 0, slot.maximumDelay.nanoseconds == 0 else {
                throw .unsayable("slots with a delay and a spread of it")
            }
            guard let distribution = slot.distribution else {
                throw .unsayable("the distribution of slots, which the kernel does not return")
            }
            command.say("distribution", try Self.table(distribution), try TcText.wideTime(slot.delay), try TcText.wideTime(slot.jitter))
        } else {
            command.say(try TcText.wideTime(slot.minimumDelay))
            if slot.maximumDelay != slot.minimumDelay { command.say(try TcText.wideTime(slot.maximumDelay)) }
        }
        if slot.packets != 0 { command.say("packets", slot.packets) }
        if slot.bytes != 0 { command.say("bytes", slot.bytes) }
    }
}
