import WeirModel

extension Qdisc.PFIFOHeadDrop: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
