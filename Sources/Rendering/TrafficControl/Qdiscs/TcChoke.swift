import TrafficLowering
import WeirModel

extension Qdisc.Choke: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        try parameters.spell(unit: .packets, into: &command)
        try parameters.flags.spell([(.ecn, "ecn")], into: &command)
    }
}
