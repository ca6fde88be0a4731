import WeirModel

/// Selectors: `ip saddr`, `ct original proto-src`, `fib daddr . iif type`.
extension NftRenderer {
    func field(_ field: Field) throws(RenderingError) -> String {
        switch field {
        case .header(let field):
            switch field.header {
            case .gre, .vxlan, .geneve: return try newer(field.rawValue, since: "1.0.7")
            default: return field.rawValue
            }
        case .payload(let base, let offset, let length): return "@\(base.rawValue),\(offset),\(length)"
        case .meta(.broute): return try newer("meta broute", since: "1.0.8")
        case .meta(.ibrhwaddr): return try newer("meta ibrhwaddr", since: "1.1.6", in: .checks)
        case .meta(let key): return key.isUnqualified ? key.rawValue : "meta \(key.rawValue)"
        case .ct(let key, let direction): return "ct \(direction.map { $0.rawValue + " " } ?? "")\(key.rawValue)"
        case .rt(let key): return "rt \(key.rawValue)"
        case .extensionHeader(let field): return field.rawValue
        case .extensionHeaderPresence(let header): return "exthdr \(header.rawValue)"
        case .tcpOption(let field):
            return field.isSpellable
                ? "tcp option \(field.rawValue)" : "tcp option @\(field.option.kind),\(field.layout.bitOffset),\(field.layout.bitLength)"
        case .tcpOptionPresence(let kind): return "tcp option \(TCPOption.name(ofKind: kind))"
        case .rawTCPOption(let kind, let offset, let length): return "tcp option @\(kind),\(offset),\(length)"
        case .ipOption(let field): return "ip option \(field.rawValue)"
        case .ipOptionPresence(let option): return "ip option \(option.rawValue)"
        case .sctpChunk(let field): return "sctp chunk \(field.rawValue)"
        case .sctpChunkPresence(let chunk): return "sctp chunk \(chunk.rawValue)"
        case .fib(.oif, let flags) where flags.contains(.present): return try newer(fib(flags, "check"), since: "1.1.4", in: .checks)
        case .fib(let result, let flags): return try fib(flags, result.rawValue)
        case .socket(let key, let level): return "socket \(key.rawValue)" + (key == .cgroupv2 ? " level \(level)" : "")
        case .osf(let key, let ttl): return "osf \(ttl == .strict ? "" : "ttl \(ttl.rawValue) ")\(key.rawValue)"
        case .tunnel(let key): return try newer("tunnel \(key.rawValue)", since: "1.1.6", in: .checks)
        case .ipsec(let key, let direction, let spnum):
            return "ipsec \(direction.rawValue) \(spnum == 0 ? "" : "spnum \(spnum) ")\(key.rawValue)"
        case .numgen(let mode, let modulus, let offset): return "numgen \(mode.rawValue) mod \(modulus)\(offsetText(offset))"
        case .inner(let tunnel, let field): return try inner(tunnel, field)
        case .symhash(let modulus, let offset): return "symhash mod \(modulus)\(offsetText(offset))"
        }
    }

    private func inner(_ tunnel: Tunnel, _ field: Field) throws(RenderingError) -> String {
        let text = "\(tunnel.rawValue) \(try self.field(field))"
        if case .header = field { return try newer(text, since: "1.0.7") }
        return try noSpelling(text, "nft has no words for what is not a header's field in a tunnel: `\(text)`")
    }

    func offsetText(_ offset: UInt32) -> String { offset == 0 ? "" : " offset \(offset)" }

    func fib(_ flags: FibFlags, _ result: String) throws(RenderingError) -> String {
        let all: [(FibFlags, String)] = [(.saddr, "saddr"), (.daddr, "daddr"), (.mark, "mark"), (.iif, "iif"), (.oif, "oif")]
        var words = all.filter { flags.contains($0.0) }.map(\.1)
        let known = all.reduce(into: FibFlags.present) { $0.formUnion($1.0) }
        let others = flags.subtracting(known)
        if !others.isEmpty {
            words.append(try noSpelling("0x" + String(others.rawValue, radix: 16), "nft has no spelling for all flags of this fib lookup"))
        }
        return "fib \(words.joined(separator: " . ")) \(result)"
    }
}
