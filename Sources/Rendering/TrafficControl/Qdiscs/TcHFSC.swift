import WeirModel

extension Qdisc.HFSC: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let defaultClass, defaultClass != 0 { command.say("default", String(defaultClass, radix: 16)) }
    }
}
