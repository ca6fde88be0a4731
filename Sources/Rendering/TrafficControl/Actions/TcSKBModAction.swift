import WeirModel

extension Action.SKBMod: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if destinationMAC != nil || sourceMAC != nil || etherType != nil { command.say("set") }
        command.say("dmac", destinationMAC)
        command.say("smac", sourceMAC)
        if let etherType {
            guard etherType != 0 else { throw .unsayable("etype 0") }
            command.say("etype", TcText.hex(etherType))
        }
        if swapMAC == true { command.say("swap", "mac") }
        command.say("ecn", if: ecn)
        try command.say(action.control, index: action.index)
    }
}
