import WeirModel

// Queues, and what only divides the traffic.

extension Qdisc.PFIFO: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
