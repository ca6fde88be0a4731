import WeirModel

extension Qdisc.FQCoDel: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("flows", flows, unsaid: 0)
        try command.say("quantum", try quantum.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("interval", positiveTime: interval)
        try command.say("ce_threshold", time: ceThreshold)
        if let selector = ceThresholdSelector, selector != 0 || (ceThresholdMask ?? 0) != 0 {
            guard selector != 0xff else { throw .unsayable("ce_threshold_selector 0xff") }
            command.say("ce_threshold_selector", "\(TcText.hex(selector))/\(TcText.hex(ceThresholdMask ?? 0))")
        }
        try command.say("memory_limit", size: memoryLimit)
        command.say("ecn", or: "noecn", ecn)
        try command.say("drop_batch", dropBatch, unsaid: 0)
    }
}
