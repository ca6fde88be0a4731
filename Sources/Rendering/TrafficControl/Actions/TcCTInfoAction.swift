import WeirModel

extension Action.CTInfo: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if let dscpMask, dscpMask != 0 {
            command.say("dscp", TcText.hex(dscpMask))
            if let dscpStateMask, dscpStateMask != 0 { command.say(TcText.hex(dscpStateMask)) }
        } else if (dscpStateMask ?? 0) != 0 {
            throw .unsayable("a mask of the state without one of the DSCP")
        }
        if let cpmarkMask, cpmarkMask != 0 { command.say("cpmark", TcText.hex(cpmarkMask)) }
        if let zone, zone != 0 { command.say("zone", zone) }
        try command.say(action.control, index: action.index)
    }
}
