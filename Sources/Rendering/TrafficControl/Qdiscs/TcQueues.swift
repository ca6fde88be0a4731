import WeirModel

// Queues, and what only divides the traffic.

extension Qdisc.PFIFO: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}

extension Qdisc.BFIFO: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("limit", size: limit) }
}

extension Qdisc.PFIFOHeadDrop: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}

extension Qdisc.SKBPrio: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { command.say("limit", limit) }
}

extension Qdisc.Plug: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("limit", size: limit) }
}

extension Qdisc.PFIFOFast: TcPlain {}
extension Qdisc.NoQueue: TcPlain {}
extension Qdisc.Blackhole: TcPlain {}
extension Qdisc.Ingress: TcPlain {}
extension Qdisc.ClsAct: TcPlain {}
extension Qdisc.MQ: TcPlain {}
extension Qdisc.MultiQ: TcPlain {}
extension Qdisc.DRR: TcPlain {}
extension Qdisc.QFQ: TcPlain {}
extension TrafficClass.Prio: TcPlain {}
extension TrafficClass.MQ: TcPlain {}
extension TrafficClass.MQPrio: TcPlain {}

extension Qdisc.Prio: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("bands", bands)
        guard let priomap else { return }
        command.say("priomap")
        for band in priomap { command.say("\(band)") }
    }
}

extension Qdisc.ETS: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("bands", bands)
        try command.say("strict", strict.flatMap { $0 == 0 ? nil : $0 }, unsaid: 0)
        if let quanta, !quanta.isEmpty {
            command.say("quanta")
            for quantum in quanta { command.say("\(try TcText.bytes(quantum))") }
        }
        if let priomap, !priomap.isEmpty {
            command.say("priomap")
            for band in priomap { command.say("\(band)") }
        }
    }
}

extension TrafficClass.ETS: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("quantum", bytes: quantum) }
}

extension TrafficClass.DRR: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) { try command.say("quantum", size: quantum) }
}

extension TrafficClass.QFQ: TcSpelled {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("weight", weight)
        try command.say("maxpkt", bytes: maxPacket)
    }
}
