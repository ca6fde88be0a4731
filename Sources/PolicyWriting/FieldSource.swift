import WeirModel

/// Fields: `ip.saddr`, `ct.original.protoSrc`, `fib(.saddr, .iif).check`.
enum FieldSource {
    static func text(_ field: Field) -> String {
        switch field {
        case .header(let field): return dotted(field.rawValue)
        case .payload(let base, let offset, let length): return "payload(.\(base), offset: \(offset), length: \(length))"
        case .meta(let key): return "meta." + SwiftSpelling.camelCase(key.rawValue)
        case .ct(let key, let direction): return ct(key, direction)
        case .rt(let key): return "rt." + key.rawValue.split(separator: " ").joined(separator: ".")
        case .extensionHeader(let field): return dotted(field.rawValue)
        case .extensionHeaderPresence(let header): return "exthdr(.\(header))"
        case .tcpOption(let field): return "tcp.option." + dotted(field.rawValue)
        case .tcpOptionPresence(let kind): return "tcp.option.presence(\(optionKind(kind)))"
        case .rawTCPOption(let kind, let offset, let length):
            return "tcp.option.raw(\(optionKind(kind)), offset: \(offset), length: \(length))"
        case .ipOption(let field): return "ip.option." + dotted(field.rawValue)
        case .ipOptionPresence(let option): return "ip.option.presence(.\(option))"
        case .sctpChunk(let field): return "sctp.chunk." + dotted(field.rawValue)
        case .sctpChunkPresence(let chunk): return "sctp.chunk.presence(.\(escaped("\(chunk)")))"
        case .fib(let result, let flags): return fib(result, flags)
        case .socket(let key, let level): return key == .cgroupv2 ? "socket.cgroupv2(level: \(level))" : "socket.\(key)"
        case .osf(let key, let ttl): return ttl == .strict ? "osf.\(key)" : "osf.\(key)(ttl: .\(ttl))"
        case .tunnel(let key): return "tunnel.\(key)"
        case .ipsec(let key, let direction, let spnum):
            return "ipsec.\(direction)" + (spnum == 0 ? "" : ".spnum(\(spnum))") + "."
                + key.rawValue.split(separator: " ").joined(separator: ".")
        case .numgen(let mode, let modulus, let offset):
            return "numgen(.\(mode), mod: \(SwiftSpelling.decimal(modulus))\(self.offset(offset)))"
        case .inner(let tunnel, let field): return "\(tunnel)(\(text(field)))"
        case .symhash(let modulus, let offset): return "symhash(mod: \(SwiftSpelling.decimal(modulus))\(self.offset(offset)))"
        }
    }

    static func offset(_ offset: UInt32) -> String { offset == 0 ? "" : ", offset: \(SwiftSpelling.decimal(offset))" }

    /// The statement for the presence or absence of something; `nil` for fields with other values.
    static func presence(_ field: Field, _ exists: Bool) -> String? {
        let word = exists ? "exists" : "missing"
        switch field {
        case .extensionHeaderPresence(let header): return "\(header).\(word)"
        case .tcpOptionPresence(let kind):
            guard let option = TCPOption(kind: kind) else { return "tcp.option.\(word)(\(kind))" }
            return "tcp.option.\(option).\(word)"
        case .ipOptionPresence(let option): return "ip.option.\(option).\(word)"
        case .sctpChunkPresence(let chunk): return "sctp.chunk.\(escaped("\(chunk)")).\(word)"
        default: return nil
        }
    }

    static func optionKind(_ kind: UInt8) -> String { TCPOption(kind: kind).map { ".\($0)" } ?? String(kind) }

    /// `ip frag-off` → `ip.fragOff`, `arp saddr ip` → `arp.saddrIp`
    private static func dotted(_ words: String) -> String {
        guard let space = words.firstIndex(of: " ") else { return escaped(SwiftSpelling.camelCase(words)) }
        return escaped(SwiftSpelling.camelCase(words[..<space])) + "." + escaped(SwiftSpelling.camelCase(words[space...]))
    }

    /// After a dot, Swift accepts all its keywords as names except this one.
    private static func escaped(_ name: String) -> String { name == "init" ? "`init`" : name }

    private static func ct(_ key: CtKey, _ direction: CtDirection?) -> String {
        let parts = key.rawValue.split(separator: " ")
        let name = parts.map { SwiftSpelling.camelCase($0) }.joined(separator: ".")
        return "ct." + (direction.map { "\($0)." } ?? "") + name
    }

    private static func fib(_ result: FibResult, _ flags: FibFlags) -> String {
        let all: [(FibFlags, String)] = [(.saddr, ".saddr"), (.daddr, ".daddr"), (.mark, ".mark"), (.iif, ".iif"), (.oif, ".oif")]
        var words = all.filter { flags.contains($0.0) }.map(\.1)
        var rest = flags.subtracting([.saddr, .daddr, .mark, .iif, .oif])
        let isCheck = result == .oif && flags.contains(.present)
        if isCheck { rest.remove(.present) }
        if rest.remove(.present) != nil { words.append(".present") }
        if !rest.isEmpty { words.append("FibFlags(rawValue: \(rest.rawValue))") }
        return "fib(\(words.joined(separator: ", "))).\(isCheck ? "check" : "\(result)")"
    }
}
