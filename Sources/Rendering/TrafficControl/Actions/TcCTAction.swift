import WeirModel

// Actions on connections and tunnels.

extension Action.CT: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        guard flags.rawValue >> 6 == 0, label.map({ $0.value.bytes.count == 16 }) ?? true else {
            throw .unsayable("the flags \(flags.rawValue)")
        }
        command.say("index", action.index)
        command.say("clear", if: flags.contains(.clear))
        command.say("commit", if: flags.contains(.commit))
        command.say("force", if: flags.contains(.force))
        if let zone, zone != 0 { command.say("zone", zone) }
        if let mark { command.say("mark", TcText.masked(mark, full: .max, TcText.hex)) }
        if let label { command.say("label", TcText.masked(label, full: HexBytes(Array(repeating: 255, count: 16)), \.description)) }
        command.say("helper", helper?.description)
        if flags.contains(.nat) { try spellTranslation(into: &command) }
        try command.say(action.control)
    }

    private func spellTranslation(into command: inout TcCommand) throws(RenderingError) {
        command.say("nat")
        let minimum = ipv4Minimum.map { "\($0)" } ?? ipv6Minimum.map { "\($0)" }
        let maximum = ipv4Maximum.map { "\($0)" } ?? ipv6Maximum.map { "\($0)" }
        guard flags.contains(.source) || flags.contains(.destination) else {
            guard minimum == nil, portMinimum == nil else { throw .unsayable("an address without src or dst") }
            return
        }
        guard let minimum else { throw .unsayable("nat of a port alone") }
        command.say(flags.contains(.source) ? "src" : "dst", "addr", minimum + (maximum.map { $0 == minimum ? "" : "-\($0)" } ?? ""))
        guard let portMinimum else { return }
        command.say("port", "\(portMinimum)" + (portMaximum.map { $0 == portMinimum ? "" : "-\($0)" } ?? ""))
    }
}
