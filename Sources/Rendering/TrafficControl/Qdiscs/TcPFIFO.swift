import WeirModel

// Queues, and qdiscs that only divide the traffic.

extension Qdisc.PFIFO: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}
