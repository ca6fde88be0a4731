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
