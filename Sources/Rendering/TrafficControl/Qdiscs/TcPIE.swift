import WeirModel

extension Qdisc.PIE: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("limit", limit, unsaid: 0)
        try command.say("target", positiveTime: target)
        try command.say("tupdate", positiveTime: tupdate)
        try command.say("alpha", alpha, unsaid: 0)
        try command.say("beta", beta, unsaid: 0)
        command.say("ecn", or: "noecn", ecn)
        command.say("bytemode", or: "nobytemode", bytemode)
        command.say("dq_rate_estimator", or: "no_dq_rate_estimator", dqRateEstimator)
    }
}
