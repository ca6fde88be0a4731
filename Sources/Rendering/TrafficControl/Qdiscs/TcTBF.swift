import WeirModel

extension Qdisc.TBF: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard rate.bytesPerSecond > 0, limit.bytes > 0 else { throw .unsayable("a rate or limit of 0") }
        try command.say("rate", rate: rate)
        command.say("burst", try TcText.burst(burst, exactlyAt: pace))
        try command.say("limit", size: limit)
        if let peakRate {
            guard let peakBurst else { throw .unsayable("a peak rate without a burst") }
            try command.say("peakrate", rate: peakRate)
            command.say("minburst", try TcText.burst(peakBurst, exactlyAt: pace(peakRate)))
        }
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        command.say("linklayer", try TcText.linkLayer(linkLayer))
    }
}
