import WeirModel

extension Action.Sample: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say("rate", rate)
        command.say("group", group)
        command.say("trunc", truncate)
        try command.say(action.control, index: action.index)
    }
}
