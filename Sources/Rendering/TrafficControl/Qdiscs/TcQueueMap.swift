import WeirModel

extension TcCommand {
    /// The traffic classes whose frames can be interrupted.
    mutating func say(preemption: [Qdisc.FramePreemption]?) {
        guard let preemption = preemption.trimmed else { return }
        say("fp")
        for item in preemption { say(item == .preemptible ? "P" : "E") }
    }

    /// The traffic class of each priority, and the queues of each class.
    mutating func say(map: [UInt8], queues: [Qdisc.QueueRange]) {
        say("num_tc", queues.count)
        say("map")
        for band in map { say("\(band)") }
        say("queues")
        for range in queues { say("\(range.count)@\(range.offset)") }
    }
}
