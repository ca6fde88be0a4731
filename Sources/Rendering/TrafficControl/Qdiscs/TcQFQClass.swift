import WeirModel

extension TrafficClass.QFQ: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("weight", weight)
        try command.say("maxpkt", bytes: maxPacket)
    }
}
