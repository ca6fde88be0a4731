import WeirModel

extension Qdisc.ETS: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("bands", bands)
        try command.say("strict", strict.flatMap { $0 == 0 ? nil : $0 }, unsaid: 0)
        if let quanta, !quanta.isEmpty {
            command.say("quanta")
            for quantum in quanta { command.say("\(try TcText.bytes(quantum))") }
        }
        if let priomap, !priomap.isEmpty {
            command.say("priomap")
            for band in priomap { command.say("\(band)") }
        }
    }
}
