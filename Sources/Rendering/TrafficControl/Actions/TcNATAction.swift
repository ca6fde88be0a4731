import WeirModel

extension Action.NAT: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        let length = try TcText.prefixLength(mask.number)
        command.say(isEgress == true ? "egress" : "ingress", length == 32 ? "\(old)" : "\(old)/\(length)", "\(new)")
        try command.say(action.control, index: action.index)
    }
}
