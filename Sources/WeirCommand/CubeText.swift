import PacketAnalysis

extension Cube {
    /// `ip saddr 10.0.0.0/8 tcp dport 22 except (…)`
    var text: String {
        let parts = Field.allCases.compactMap { field in values[field].map { Self.text(field, $0) } }
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

    /// The cube as one packet.
    var single: SingleCube { SingleCube(cube: self) }
}

extension Cube: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (field, values) in values {
            let key = Key(field.rawValue)
            switch values {
            case .flag(let flag): try container.encode(flag, forKey: key)
            case .words(let words): try container.encode(words, forKey: key)
            case .not(let words): try container.encode(["not": words], forKey: key)
            case .numbers(let ranges): try container.encode(ranges.map(Number.init), forKey: key)
            }
        }
        if !exceptions.isEmpty { try container.encode(exceptions, forKey: Key("except")) }
    }

    fileprivate struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// One, or both ends.
    private struct Number: Encodable {
        let range: ClosedRange<UInt32>
        init(_ range: ClosedRange<UInt32>) { self.range = range }
        func encode(to encoder: any Encoder) throws {
            if range.count == 1 {
                var container = encoder.singleValueContainer()
                try container.encode(range.lowerBound)
            } else {
                var container = encoder.unkeyedContainer()
                try container.encode(range.lowerBound)
                try container.encode(range.upperBound)
            }
        }
    }
}

/// A packet: of each field one value.
struct SingleCube: Encodable {
    let cube: Cube

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Cube.Key.self)
        for (field, values) in cube.values {
            let key = Cube.Key(field.rawValue)
            switch values {
            case .flag(let flag): try container.encode(flag, forKey: key)
            case .words(let words): try container.encode(words.first, forKey: key)
            case .not: break
            case .numbers(let ranges): try container.encode(ranges.first?.lowerBound, forKey: key)
            }
        }
    }
}
