import WeirModel

extension TrafficClass.DRR: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("quantum", size: quantum) }
}
