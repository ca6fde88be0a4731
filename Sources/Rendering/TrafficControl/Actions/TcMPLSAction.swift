import WeirModel

extension Action.MPLS: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(mode.rawValue)
        if hasProtocol { command.say("protocol", protocolID.map(EtherTypeText.name)) }
        if mode != .pop, mode != .decrementTTL {
            command.say("label", label)
            command.say("tc", trafficClass)
            try command.say("ttl", ttl, unsaid: 0)
            command.say("bos", bottomOfStack)
        }
        try command.say(action.control, index: action.index)
    }
}
