import WeirModel

extension Qdisc.Prio: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("bands", bands)
        guard let priomap else { return }
        command.say("priomap")
        for band in priomap { command.say("\(band)") }
    }
}
