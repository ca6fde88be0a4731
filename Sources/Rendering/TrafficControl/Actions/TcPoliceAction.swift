import WeirModel

extension Action.Police: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        try spellRates(into: &command)
        // The kernel's default.
        if let mtu, mtu != 0, !(mtu == .max && rate == nil) { command.say("mtu", mtu) }
        command.say("overhead", overhead.flatMap { $0 == 0 ? nil : $0 })
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        if rate != nil { command.say("linklayer", try TcText.linkLayer(linkLayer)) }
        command.say("conform-exceed")
        try spell(action.control, into: &command)
        if let conform, conform != .pass {
            command.say("/")
            try spell(conform, into: &command)
        }
        command.say("index", action.index)
    }

    private func spellRates(into command: inout TcCommand) throws(RenderingError) {
        if let rate {
            guard packetRate == nil, averageRate == nil, rate.bytesPerSecond > 0 else { throw .unsayable("two rates of one police action") }
            try command.say("rate", rate: rate)
            command.say("burst", try TcText.burst(burst ?? .bytes(0), at: rate))
        }
        if let peakRate {
            guard rate != nil, (mtu ?? 0) != 0 else { throw .unsayable("a peak rate without a rate and an mtu") }
            try command.say("peakrate", rate: peakRate)
        }
        if let averageRate { command.say("avrate", try TcText.narrowRate(BitRate(bytesPerSecond: UInt64(averageRate)))) }
        if let packetRate {
            let pace = BitRate(bytesPerSecond: packetRate)
            let wanted = (packetBurst ?? .bytes(0)).ticks(at: pace)
            for case .bytes(let packets) in [packetBurst ?? .bytes(0), Burst(ticks: wanted, at: pace), .bytes(1)]
            where packets > 0 && Burst.bytes(packets).ticks(at: pace) == wanted {
                command.say("pkts_rate", packetRate)
                command.say("pkts_burst", packets)
                return
            }
            throw .unsayable("a burst of \(wanted) ticks at \(packetRate) packets per second")
        }
    }

    /// Here tc takes numbers, too.
    private func spell(_ control: ActionControl, into command: inout TcCommand) throws(RenderingError) {
        do throws(RenderingError) { try command.say(control) } catch { command.say("\(control.rawValue)") }
    }
}
