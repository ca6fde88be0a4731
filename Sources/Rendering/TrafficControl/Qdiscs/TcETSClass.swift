import WeirModel

extension TrafficClass.ETS: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("quantum", bytes: quantum) }
}
