import WeirModel

// Actions that decide, measure, copy or log.

extension Action.GAct: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try command.say(action.control)
        if let probability, probability.randomness != .none {
            guard probability.value <= 10000 else { throw .unsayable("one in \(probability.value) packets") }
            command.say("random", probability.randomness.rawValue)
            try command.say(probability.control)
            command.say("\(probability.value)")
        }
        command.say("index", action.index)
    }
}
