import WeirModel

extension Qdisc.SKBPrio: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
