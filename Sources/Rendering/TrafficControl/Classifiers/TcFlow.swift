import WeirModel

extension Filter.Flow: TcClassifier {
    static let needsWords = false
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard filter.classID == nil else { throw .unsayable("a class of the classifier flow", help: "use its base class") }
        command.say((mode ?? .map).rawValue)
        if let keys { command.say("keys", keys.map(\.rawValue).joined(separator: ",")) }
        if let mask, mask != .max { command.say("and", TcText.hex(mask)) }
        if let xor, xor != 0 { command.say("xor", TcText.hex(xor)) }
        command.say("rshift", rightShift)
        command.say("addend", addend.map(TcText.hex))
        command.say("divisor", divisor)
        command.say("baseclass", baseClass)
        command.say("perturb", perturb.map { $0.nanoseconds / 1_000_000_000 })
        try command.say(ematches: ematches)
    }
}
