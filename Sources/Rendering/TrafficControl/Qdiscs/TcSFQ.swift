import TrafficLowering
import WeirModel

extension Qdisc.SFQ: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try command.say("quantum", size: quantum)
        command.say("perturb", perturb.flatMap { $0 == 0 ? nil : $0 })
        if let limit = saidLimit {
            guard limit > 1 else { throw .unsayable("limit \(limit)") }
            command.say("limit", limit)
        }
        command.say("divisor", divisor)
        command.say("flows", flows)
        command.say("depth", depth)
        command.say("headdrop", if: headdrop)
        guard let red else { return }
        try red.spell(unit: .flowBytes, into: &command)
        try red.flags.spell([(.ecn, "ecn"), (.harddrop, "harddrop")], into: &command)
    }
}
