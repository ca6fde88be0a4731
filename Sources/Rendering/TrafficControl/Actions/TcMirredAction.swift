import WeirModel

extension Action.Mirred: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        for word in mode.rawValue.split(separator: " ") { command.say(String(word)) }
        if let block { command.say("blockid", block) } else { command.say("dev", device) }
        if mode == .egressMirror || mode == .ingressMirror {
            try command.say(action.control)
        } else if action.control != .stolen {
            throw .unsayable("a redirection with the verdict \(action.control)")
        }
        command.say("index", action.index)
    }
}
