import WeirModel

extension Action.IFE: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(isEncode ? "encode" : "decode")
        let data: [(String, Metadatum?)] = [("mark", mark), ("prio", priority), ("tcindex", tcIndex)]
        // tc's decode names no metadata, and takes all that there are.
        guard
            isEncode
                || ((data.allSatisfy { $0.1 == nil } || data.allSatisfy { $0.1 == .allow }) && destinationMAC == nil && sourceMAC == nil
                    && (etherType ?? 0) == 0)
        else {
            throw .unsayable("ife's decoded metadata", help: "tc's decode takes mark, prio and tcindex together")
        }
        if isEncode {
            guard data.contains(where: { $0.1 != nil }) else { throw .unsayable("ife without metadata") }
            command.say("type", etherType.map(TcText.hex))
            command.say("dst", destinationMAC)
            command.say("src", sourceMAC)
            for (name, datum) in data {
                switch datum {
                case nil: break
                case .allow?: command.say("allow", name)
                case .use(let value)?:
                    guard value != 0 else { throw .unsayable("use \(name) 0") }
                    command.say("use", name, "\(value)")
                }
            }
        }
        try command.say(action.control, index: action.index)
    }
}
