import WeirModel

extension Qdisc.ETF: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("clockid", try TcText.clock(clockID))
        if let delta, delta.nanoseconds != 0 { command.say("delta", delta.nanoseconds) }
        command.say("offload", if: offload)
        command.say("deadline_mode", if: deadlineMode)
        command.say("skip_sock_check", if: skipSocketCheck)
    }
}
