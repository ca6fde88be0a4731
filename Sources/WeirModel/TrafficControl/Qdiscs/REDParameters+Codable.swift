// Documents have either the author's terms or the kernel's numbers.
extension REDParameters {
    private enum CodingKeys: String, CodingKey {
        case limit, min, max, ewmaLog, probabilityLog, idleCellLog, probability, flags, averagePacket, bandwidth, intent
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        intent = try container.decodeIfPresent(REDIntent.self, forKey: .intent)
        if intent != nil { return }
        limit = try container.decode(UInt32.self, forKey: .limit)
        min = try container.decode(UInt32.self, forKey: .min)
        max = try container.decode(UInt32.self, forKey: .max)
        ewmaLog = try container.decode(UInt8.self, forKey: .ewmaLog)
        probabilityLog = try container.decode(UInt8.self, forKey: .probabilityLog)
        idleCellLog = try container.decode(UInt8.self, forKey: .idleCellLog)
        probability = try container.decodeIfPresent(UInt32.self, forKey: .probability)
        flags = try container.decode(REDFlags.self, forKey: .flags)
        averagePacket = try container.decodeIfPresent(UInt32.self, forKey: .averagePacket)
        bandwidth = try container.decodeIfPresent(BitRate.self, forKey: .bandwidth)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let intent { return try container.encode(intent, forKey: .intent) }
        try container.encode(limit, forKey: .limit)
        try container.encode(min, forKey: .min)
        try container.encode(max, forKey: .max)
        try container.encode(ewmaLog, forKey: .ewmaLog)
        try container.encode(probabilityLog, forKey: .probabilityLog)
        try container.encode(idleCellLog, forKey: .idleCellLog)
        try container.encodeIfPresent(probability, forKey: .probability)
        try container.encode(flags, forKey: .flags)
        try container.encodeIfPresent(averagePacket, forKey: .averagePacket)
        try container.encodeIfPresent(bandwidth, forKey: .bandwidth)
    }
}
