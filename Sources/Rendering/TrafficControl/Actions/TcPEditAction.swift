import WeirModel

extension Action.PEdit: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        guard (flags ?? 0) == 0 else { throw .unsayable("the flags of pedit") }
        let isExtended = keys.contains { $0.header != nil || $0.command != nil }
        command.say("ex", if: isExtended)
        var rest = keys[...]
        while let key = rest.first {
            if let (words, count) = try Self.wholeField(rest) {
                for word in ["munge"] + words { command.say(word) }
                rest = rest.dropFirst(count)
            } else {
                try key.spell(into: &command)
                rest = rest.dropFirst()
            }
        }
        try command.say(action.control, index: action.index)
    }

    /// A MAC or IPv6 address fills several keys; their number, and the words for it.
    private static func wholeField(_ keys: ArraySlice<Key>) throws(RenderingError) -> ([String], Int)? {
        guard let first = keys.first, first.command ?? .set == .set else { return nil }
        func matches(_ wanted: [(offset: Int32, mask: UInt32)]) -> [UInt32]? {
            guard keys.count >= wanted.count else { return nil }
            let found = keys.prefix(wanted.count)
            let fits = zip(found, wanted).allSatisfy { key, wanted in
                key.header == first.header && key.command ?? .set == .set && key.offset == wanted.offset && key.mask == wanted.mask
                    && key.value & wanted.mask == 0 && key.at == nil && key.offsetMask == nil && key.shift == nil
            }
            return fits ? found.map(\.value) : nil
        }
        func mac(_ number: UInt64) -> String {
            (0..<6).map { HexBytes([UInt8(truncatingIfNeeded: number >> (40 - 8 * UInt64($0)))]).description }.joined(separator: ":")
        }
        switch first.header {
        case .eth:
            if let words = matches([(0, 0), (4, 0xffff)]) {
                return (["eth", "dst", "set", mac(UInt64(words[0]) << 16 | UInt64(words[1] >> 16))], 2)
            }
            if let words = matches([(4, 0xffff_0000), (8, 0)]) {
                return (["eth", "src", "set", mac(UInt64(words[0]) << 32 | UInt64(words[1]))], 2)
            }
        case .ip6:
            for (name, offset) in [("src", Int32(8)), ("dst", 24)] {
                if let words = matches((0..<4).map { (offset + 4 * $0, 0) }) {
                    return (["ip6", name, "set", "\(IPv6Address(words.reduce(0) { $0 << 32 | UInt128($1) }))"], 4)
                }
            }
        default: break
        }
        return nil
    }
}

extension Action.PEdit.Key {
    fileprivate func spell(into command: inout TcCommand) throws(RenderingError) {
        command.say("munge")
        guard let header, header != .network else {
            command.say("offset", "\(offset)", "u32")
            if at != nil || offsetMask != nil || shift != nil {
                command.say("at", "\(at ?? 0)", String(offsetMask ?? 0, radix: 16), "\(shift ?? 0)")
            }
            return try spellChange(width: 32, shift: 0, into: &command)
        }
        guard at == nil, offsetMask == nil, self.shift == nil else {
            throw .unsayable("an offset read from the packet, in header \(header.rawValue)")
        }
        if let field {
            for word in field.rawValue.split(separator: " ") { command.say(String(word)) }
            let isAddress = field == .ipSource || field == .ipDestination
            if isAddress, mask == 0, self.command ?? .set == .set { return command.say("set", "\(IPv4Address(value))") }
            return try spellChange(width: field.width, shift: field.shift, isAddress: isAddress, into: &command)
        }
        throw .unsayable("a word at \(offset) of header \(header.rawValue) under the mask \(TcText.hex(mask))")
    }

    private func spellChange(width: UInt32, shift: UInt32, isAddress: Bool = false, into command: inout TcCommand) throws(RenderingError) {
        let all: UInt32 = width == 32 ? .max : 1 << width - 1
        let number = value >> shift
        let changed = ~mask >> shift & all
        if mask == .max, value != 0, self.command ?? .set == .set {
            command.say("invert", "retain", TcText.hex(number))
            return
        }
        guard value & mask == 0 else { throw .unsayable("a value under a mask that keeps it") }
        command.say((self.command ?? .set).rawValue, isAddress ? "\(IPv4Address(number))" : TcText.hex(number))
        if changed != all { command.say("retain", TcText.hex(changed)) }
    }
}
