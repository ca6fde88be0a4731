import WeirModel

extension Qdisc.CAKE: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        // `raw` sets overhead and atm, so it comes first.
        command.say("raw", if: raw)
        if let bandwidth {
            if bandwidth.bytesPerSecond == 0 { command.say("unlimited") } else { try command.say("bandwidth", rate: bandwidth) }
        }
        command.say("autorate-ingress", if: autorateIngress)
        if let diffserv { command.say(diffserv.rawValue) }
        if let flowMode { command.say(flowMode.rawValue) }
        command.say("nat", or: "nonat", nat)
        command.say("wash", or: "nowash", wash)
        command.say("ingress", or: "egress", ingress)
        if let ackFilter { command.say(ackFilter.rawValue) }
        command.say("split-gso", or: "no-split-gso", splitGSO)
        if let atm { command.say(atm.rawValue) }
        if let overhead, raw != true || overhead != 0 { command.say("overhead", overhead) }
        command.say("mpu", mpu.flatMap { $0 == 0 ? nil : $0 })
        try spellDelays(into: &command)
        if let memoryLimit, memoryLimit.bytes != 0 { try command.say("memlimit", size: memoryLimit) }
        if let fwmark, fwmark != 0 { command.say("fwmark", TcText.hex(fwmark)) }
    }

    /// tc has no word for the target: it takes a twentieth of the round trip time.
    private func spellDelays(into command: inout TcCommand) throws(RenderingError) {
        let filled = canonical(on: LinkDefaults())
        guard rtt != nil || target != nil, let rtt = filled.rtt, let target = filled.target else { return }
        let microseconds = rtt.nanoseconds / 1000
        guard target.nanoseconds / 1000 == max(microseconds / 20, 1), microseconds > 0 else {
            throw .unsayable("a target of \(target) with an rtt of \(rtt)", help: "tc's target is a twentieth of the rtt")
        }
        try command.say("rtt", time: rtt)
    }
}
