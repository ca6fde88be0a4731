import WeirModel

extension TrafficClass.HTB: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard rate.bytesPerSecond > 0 else { throw .unsayable("a class without a rate") }
        try command.say("rate", rate: rate)
        if let ceil {
            guard ceil.bytesPerSecond > 0 else { throw .unsayable("a ceil of 0") }
            try command.say("ceil", rate: ceil)
        }
        if let burst { command.say("burst", try TcText.burst(burst, at: rate)) }
        if let cburst { command.say("cburst", try TcText.burst(cburst, at: ceil ?? rate)) }
        command.say("quantum", quantum.flatMap { $0 == 0 ? nil : $0 })
        command.say("prio", priority)
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        command.say("linklayer", try TcText.linkLayer(linkLayer))
    }
}
