import PacketAnalysis

extension Cube {
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
