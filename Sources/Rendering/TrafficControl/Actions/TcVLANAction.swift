import WeirModel

extension Action.VLAN: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(mode.rawValue)
        if mode == .push || mode == .modify {
            guard let id else { throw .unsayable("vlan \(mode.rawValue) without an id") }
            command.say("id", id)
            command.say("protocol", protocolID.map(EtherTypeText.name))
            command.say("priority", priority)
        }
        if mode == .pushEthernet {
            command.say("dst_mac", destinationMAC)
            command.say("src_mac", sourceMAC)
        }
        try command.say(action.control, index: action.index)
    }
}
