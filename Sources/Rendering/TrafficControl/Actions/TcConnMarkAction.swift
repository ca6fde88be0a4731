import WeirModel

extension Action.ConnMark: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if let zone, zone != 0 { command.say("zone", zone) }
        try command.say(action.control, index: action.index)
    }
}
