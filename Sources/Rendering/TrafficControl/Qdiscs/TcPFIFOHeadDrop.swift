import WeirModel

extension Qdisc.PFIFOHeadDrop: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
