import WeirModel

extension TrafficClass.HFSC: TcRenderable {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let realTime, realTime == linkSharing {
            try Self.spell(realTime, "sc", into: &command)
        } else {
            try Self.spell(realTime, "rt", into: &command)
            try Self.spell(linkSharing, "ls", into: &command)
        }
        try Self.spell(upperLimit, "ul", into: &command)
    }

    private static func spell(_ curve: Curve?, _ name: String, into command: inout TcCommand) throws(RenderingError) {
        guard let curve else { return }
        let zero = BitRate(bytesPerSecond: 0)
        guard curve.m1 != zero || curve.m2 != zero else { return }
        command.say(name)
        if curve.m1 != zero || curve.d.nanoseconds != 0 {
            try command.say("m1", narrowRate: curve.m1)
            try command.say("d", time: curve.d)
        }
        try command.say("m2", narrowRate: curve.m2)
    }
}
