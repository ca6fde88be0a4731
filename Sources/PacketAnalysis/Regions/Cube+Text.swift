extension Cube {
    /// `ip saddr 10.0.0.0/8 tcp dport 22 except (…)`
    package var text: String {
        // A packet that has ports or a type has its transport header.
        let isWhole = values[.sport] != nil || values[.dport] != nil || values[.icmp] != nil
        let parts = Field.allCases.compactMap { field in
            field == .unreadable && isWhole ? nil : values[field].map { Self.text(field, $0) }
        }
        let all = parts.isEmpty ? "all packets" : parts.joined(separator: " ")
        guard !exceptions.isEmpty else { return all }
        let shown = exceptions.prefix(8).map { "(\($0.text))" }.joined(separator: ", ")
        return "\(all) except \(shown)\(exceptions.count > 8 ? " and \(exceptions.count - 8) more" : "")"
    }

    private static func text(_ field: Field, _ values: Values) -> String {
        switch values {
        case .flag(let flag): flag ? "with a cut transport header" : "with a whole transport header"
        case .words(let words): "\(name(field)) \(list(words))"
        case .not(let words): "\(name(field)) other than \(list(words))"
        case .numbers(let ranges): "\(name(field)) \(list(ranges.map(text)))"
        }
    }

    private static func name(_ field: Field) -> String {
        switch field {
        case .iif: "iifname"
        case .oif: "oifname"
        case .state: "ct state"
        case .icmp: "icmp type"
        case .proto: "l4proto"
        case .family, .unreadable, .linkProtocol, .saddr, .daddr, .sport, .dport, .mark, .connectionMark: field.rawValue
        }
    }

    private static func list(_ words: [String]) -> String {
        words.count == 1 ? words[0] : "{ \(words.prefix(12).joined(separator: ", "))\(words.count > 12 ? ", …" : "") }"
    }

    private static func text(_ range: ClosedRange<UInt32>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
}

extension Cube {
    /// A packet in nft's words, as `weir trace` takes it; `nil` for one that it can't take, such as one with a cut header.
    package var traceWords: String? {
        guard let family = word(.family), values[.unreadable] != .flag(true), let source = word(.saddr), let destination = word(.daddr)
        else {
            return nil
        }
        var words: [String] = []
        if let iif = word(.iif) { words += ["iif", iif] }
        if let oif = word(.oif) { words += ["oif", oif] }
        words += [family, "saddr", source, family, "daddr", destination]
        guard let number = number(.proto) else { return nil }
        switch number {
        case 6, 17, 132:
            guard let sport = self.number(.sport), let dport = self.number(.dport) else { return nil }
            let name = number == 6 ? "tcp" : number == 17 ? "udp" : "sctp"
            words += [name, "sport", "\(sport)", name, "dport", "\(dport)"]
        case 1, 58:
            guard let type = self.number(.icmp) else { return nil }
            words += [number == 1 ? "icmp" : "icmpv6", "type", "\(type)"]
        default: words += ["meta", "l4proto", "\(number)"]
        }
        if let state = word(.state), state != "new" { words += ["ct", "state", state] }
        if let mark = self.number(.mark) { words += ["meta", "mark", "\(mark)"] }
        return words.joined(separator: " ")
    }

    private func word(_ field: Field) -> String? { if case .words(let words)? = values[field] { words.first } else { nil } }
    private func number(_ field: Field) -> UInt32? {
        if case .numbers(let ranges)? = values[field] { ranges.first?.lowerBound } else { nil }
    }
}
