import WeirModel

extension Qdisc.CBS: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        for (name, value) in [("hicredit", hicredit), ("locredit", locredit), ("idleslope", idleslope), ("sendslope", sendslope)]
        where (value ?? 0) != 0 {
            command.say(name, value)
        }
        if offload == true { command.say("offload", 1) }
    }
}
