import WeirModel

extension Qdisc.SKBPrio: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
