import WeirModel

extension Filter.U32: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware]

    func handle(of filter: Filter) -> String? {
        guard let handle = filter.handle else { return nil }
        func hex(_ number: UInt32) -> String { String(number, radix: 16) }
        if divisor != nil { return hex(handle >> 20) + ":" }
        return "\(table.map(hex) ?? ""):\((bucket ?? 0) == 0 ? "" : hex(bucket ?? 0)):\(hex(handle & 0xfff))"
    }

    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        if let divisor {
            guard divisor > 0, divisor <= 256, divisor.nonzeroBitCount == 1 else { throw .unsayable("divisor \(divisor)") }
            command.say("divisor", divisor)
            return
        }
        if let table {
            command.say("ht", "\(String(table, radix: 16)):\(String(bucket ?? 0, radix: 16)):")
        } else if (bucket ?? 0) != 0 {
            throw .unsayable("a bucket of the root table")
        }
        try spellKeys(into: &command)
        if let link { command.say("link", String(link, radix: 16) + ":") }
        let step = step ?? impliedStep
        try spell(step, isTerminal: filter.classID != nil || !filter.actions.isEmpty, into: &command)
        command.say("indev", indev)
        if step.flags & 1 != 0, filter.classID == nil, filter.actions.isEmpty { command.say("classid", "none") }
    }

    private func spellKeys(into command: inout TcCommand) throws(RenderingError) {
        let keys = self.keys ?? []
        guard !keys.isEmpty || mark != nil else { throw .unsayable("a filter without a match", help: "match a word under a mask of 0") }
        var seen: Set<[Int32]> = []
        for key in keys {
            let offsetMask = key.offsetMask ?? 0
            guard key.offset % 4 == 0, offsetMask == 0 || offsetMask == -1 else {
                throw .unsayable("a word at \(key.offset) under the mask \(offsetMask)")
            }
            // tc makes one key of two that match in the same place.
            guard seen.insert([key.offset, offsetMask]).inserted else { throw .unsayable("two matches of the word at \(key.offset)") }
            command.say(
                "match", "u32", TcText.hex(key.value & key.mask), TcText.hex(key.mask), "at",
                (offsetMask == 0 ? "" : "nexthdr+") + "\(key.offset)")
        }
        if let mark { command.say("match", "mark", TcText.hex(mark.value), TcText.hex(mark.mask)) }
    }

    private func spell(_ step: Step, isTerminal: Bool, into command: inout TcCommand) throws(RenderingError) {
        guard step.flags & 1 != 0 || !isTerminal else { throw .unsayable("a class or action of a filter that does not end the search") }
        guard step.flags >> 4 == 0 else { throw .unsayable("the flags \(step.flags)") }
        let isVariable = step.flags & 4 != 0
        guard isVariable || (step.offsetAt == 0 && step.offsetMask == 0 && step.shift == 0), step.flags & 2 != 0 || step.offset == 0 else {
            throw .unsayable("an offset that is not used")
        }
        if step.flags & 14 != 0 { command.say("offset") }
        if step.flags & 2 != 0 { command.say("plus", step.offset) }
        if isVariable { command.say("at", "\(step.offsetAt)", "mask", String(step.offsetMask, radix: 16), "shift", "\(step.shift)") }
        if step.flags & 8 != 0 { command.say("eat") }
        if step.hashMask != 0 || step.hashAt != 0 {
            command.say("hashkey", "mask", String(step.hashMask, radix: 16), "at", "\(step.hashAt)")
        }
    }
}
