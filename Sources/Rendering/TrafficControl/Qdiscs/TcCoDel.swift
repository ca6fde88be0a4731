import WeirModel

// Fair queueing and active queue management. Most take 0 as unset.

extension Qdisc.CoDel: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("interval", positiveTime: interval)
        try command.say("ce_threshold", time: ceThreshold)
        command.say("ecn", or: "noecn", ecn)
    }
}
