import WeirModel

extension Qdisc.HTB: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let defaultClass, defaultClass != 0 { command.say("default", TcText.hex(defaultClass)) }
        command.say("r2q", rateToQuantum)
        if let directQueueLength {
            guard directQueueLength != .max else { throw .unsayable("direct_qlen \(directQueueLength)") }
            command.say("direct_qlen", directQueueLength)
        }
        if let debug, debug != 0 {
            // Sixteen numbers of two bits, the lowest first.
            command.say("debug", (0..<16).map { String(debug >> (2 * UInt32($0)) & 3) }.joined())
        }
        command.say("offload", if: offload)
    }
}
