import WeirModel

extension TrafficClass.DRR: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("quantum", size: quantum) }
}
