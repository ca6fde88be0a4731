import WeirModel

extension Action.Csum: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        let names = ["ip4h", "icmp", "igmp", "tcp", "udp", "udplite", "sctp"]
        guard checksums != 0, checksums >> UInt32(names.count) == 0 else { throw .unsayable("the checksums \(checksums)") }
        for (bit, name) in names.enumerated() where checksums & 1 << UInt32(bit) != 0 { command.say(name) }
        try command.say(action.control, index: action.index)
    }
}
