import WeirModel

extension Qdisc.SFB: TcRenderable {
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
