import WeirModel

extension Qdisc.HHF: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("quantum", try quantum.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("hh_limit", heavyHitterLimit, unsaid: 0)
        try command.say("reset_timeout", positiveTime: resetTimeout)
        try command.say("admit_bytes", try admitBytes.map { (size) throws(RenderingError) in try TcText.bytes(size) }, unsaid: 0)
        try command.say("evict_timeout", positiveTime: evictTimeout)
        try command.say("non_hh_weight", nonHeavyHitterWeight, unsaid: 0)
    }
}
