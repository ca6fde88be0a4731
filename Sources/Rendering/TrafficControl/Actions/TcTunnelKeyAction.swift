import WeirModel

extension Action.TunnelKey: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(isRelease ? "unset" : "set")
        if !isRelease {
            guard let source = sourceIPv4.map({ "\($0)" }) ?? sourceIPv6.map({ "\($0)" }),
                let destination = destinationIPv4.map({ "\($0)" }) ?? destinationIPv6.map({ "\($0)" })
            else { throw .unsayable("a tunnel without both addresses") }
            command.say("src_ip", source)
            command.say("dst_ip", destination)
            command.say("id", keyID)
            command.say("dst_port", destinationPort)
            command.say("tos", tos.map(TcText.hex))
            command.say("ttl", ttl)
            try spellOptions(into: &command)
            if checksum == false { command.say("nocsum") }
            command.say("nofrag", if: noFragment == true)
        }
        try command.say(action.control, index: action.index)
    }

    private func spellOptions(into command: inout TcCommand) throws(RenderingError) {
        guard let options, let first = options.first else { return }
        guard let word = first.tcWord, word != "gtp_opts", word != "pfcp_opts", options.allSatisfy({ $0.tcWord == word }),
            options.count == 1 || word == "geneve_opts"
        else {
            throw .unsayable("these options of a tunnel")
        }
        command.say(word, options.map(\.tcText).joined(separator: ","))
    }
}
