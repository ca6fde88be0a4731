import WeirModel

extension Action.BPF: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try program.spell(into: &command)
        try command.say(action.control, index: action.index)
    }
}
