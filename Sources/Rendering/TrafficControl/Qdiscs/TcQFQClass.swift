import WeirModel

extension TrafficClass.QFQ: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("weight", weight)
        try command.say("maxpkt", bytes: maxPacket)
    }
}
