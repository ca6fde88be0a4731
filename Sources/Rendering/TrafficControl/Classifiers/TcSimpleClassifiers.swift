import WeirModel

extension Filter.MatchAll: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware]
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {}
}

extension Filter.Basic: TcClassifier {
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) { try command.say(ematches: ematches) }
}

extension Filter.CGroup: TcClassifier {
    static let needsWords = false
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard (ematches ?? []).isEmpty || !filter.actions.isEmpty else { throw .unsayable("matches of cgroup that no action follows") }
        try command.say(ematches: ematches)
    }
}

extension Filter.FW: TcClassifier {
    func handle(of filter: Filter) -> String? {
        filter.handle.map { TcText.hex($0) + (mask.map { "/" + TcText.hex($0) } ?? "") }
    }
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard mask == nil || filter.handle != nil else { throw .unsayable("a mask without a mark") }
        command.say("indev", indev)
    }
}

extension Filter.Route: TcClassifier {
    func handle(of filter: Filter) -> String? { filter.handle.flatMap { $0 == 0 ? nil : TcText.hex($0) } }
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        command.say("from", from)
        command.say("fromif", fromInterface)
        command.say("to", to)
    }
}

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

extension Filter.BPF: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware]
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        try program.spell(into: &command)
        command.say("direct-action", if: directAction)
    }
}
