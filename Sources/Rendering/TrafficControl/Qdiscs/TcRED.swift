import TrafficLowering
import WeirModel

// tc computes the logarithms that the kernel wants from a burst, an average packet and a bandwidth. `REDIntent` finds such as give the same.

extension Qdisc.RED: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try parameters.spell(unit: .bytes, into: &command)
        let words: [(REDFlags, String)] = [(.ecn, "ecn"), (.harddrop, "harddrop"), (.adaptive, "adaptive"), (.nodrop, "nodrop")]
        try parameters.flags.spell(words, into: &command)
        for (event, block) in [("early_drop", earlyDropBlock), ("mark", markBlock)] {
            if let block, block != 0 { command.say("qevent", event, "block", "\(block)") }
        }
    }
}

extension REDFlags {
    func spell(_ words: [(REDFlags, String)], into command: inout TcCommand) throws(RenderingError) {
        var rest = self
        for (flag, word) in words where rest.contains(flag) {
            command.say(word)
            rest.remove(flag)
        }
        guard rest == [] else { throw .unsayable("the flags \(rest.rawValue)") }
    }
}

extension REDParameters {
    func spell(unit: REDIntent.Unit, into command: inout TcCommand) throws(RenderingError) {
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
