import TrafficLowering
import WeirModel

extension Qdisc.GRED: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("setup", "vqs", "\(queues)", "default", "\(defaultQueue)")
        command.say("grio", if: grio)
        try command.say("limit", size: limit)
        try spellFlags(into: &command)
    }

    /// One virtual queue, which a change sets up.
    func spell(_ queue: VirtualQueue, into command: inout TcCommand) throws(RenderingError) {
        command.say("vq", queue.index)
        if grio == true || (queue.priority ?? 0) != 0 { command.say("prio", queue.priority ?? 0) }
        try queue.parameters.spell(unit: .bytes, into: &command)
        try spellFlags(into: &command)
    }

    private func spellFlags(into command: inout TcCommand) throws(RenderingError) {
        try (flags ?? []).spell([(.ecn, "ecn"), (.harddrop, "harddrop")], into: &command)
    }
}
