import WeirModel

extension Qdisc.BFIFO: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("limit", size: limit) }
}
