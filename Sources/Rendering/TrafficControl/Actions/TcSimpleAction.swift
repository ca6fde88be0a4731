import WeirModel

extension Action.Simple: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say("sdata", text)
        try command.say(action.control, index: action.index)
    }
}
