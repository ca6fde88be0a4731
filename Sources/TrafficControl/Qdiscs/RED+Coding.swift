internal import CNl
import WeirModel

extension REDParameters {
    /// struct tc_red_qopt: 16 bytes.
    var structure: [UInt8] {
        var writer = AttributeWriter()
        for number in [limit, min, max] { writer.append(number) }
        writer.append([ewmaLog, probabilityLog, damping.cellLog, flags.rawValue])
        return writer.bytes
    }

    init?(_ payload: Payload) {
        var reader = StructReader(payload)
        guard let limit: UInt32 = reader.next(), let min: UInt32 = reader.next(), let max: UInt32 = reader.next(), let logs = reader.bytes(4) else {
            return nil
        }
        self.init()
        self.limit = limit
        self.min = min
        self.max = max
        ewmaLog = logs[0]
        probabilityLog = logs[1]
        idleCellLog = logs[2]
        flags = REDFlags(rawValue: logs[3])
    }

    /// How the average falls while the queue is idle: for each cell of time, how often the average is halved.
    ///
    /// The kernel does not give its table back. Without an average packet and a bandwidth it is computed for the middle of the span that
    /// the cell's size stands for.
    var damping: (cellLog: UInt8, table: [UInt8]) {
        let weight = -naturalLogarithm(1 - 1 / Double(UInt64(1) << UInt64(Swift.min(Swift.max(ewmaLog, 1), 31))))
        var cellLog = Swift.min(idleCellLog, 31)
        var longest = 384 * Double(UInt64(1) << UInt64(cellLog))
        if let averagePacket, let bandwidth, bandwidth.bytesPerSecond > 0, averagePacket > 0 {
            longest = 31 * Double(Swift.max(1, Burst.bytes(UInt64(averagePacket)).ticks(at: bandwidth))) / weight
            cellLog = 0
            while cellLog < 31, longest / Double(UInt64(1) << UInt64(cellLog)) >= 512 { cellLog += 1 }
        }
        let cell = 31 / longest * Double(UInt64(1) << UInt64(cellLog))
        var table = (0..<256).map { UInt8(Swift.min(31, Double($0) * cell)) }
        table[255] = 31
        return (cellLog, table)
    }
}

/// ln x for 0 < x < 1, to the precision that the damping table needs.
private func naturalLogarithm(_ x: Double) -> Double {
    // ln x = 2 artanh((x - 1) / (x + 1))
    let ratio = (x - 1) / (x + 1)
    var power = ratio
    var sum = 0.0
    for term in 0..<60 {
        sum += power / Double(2 * term + 1)
        power *= ratio * ratio
    }
    return 2 * sum
}

extension Qdisc.RED: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_RED_EARLY_DROP_BLOCK), \.earlyDropBlock),
            .number(Int(TCA_RED_MARK_BLOCK), \.markBlock),
        ]
    }

    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError) {
        // Flags are told in the structure or in the attribute; `nodrop` in the attribute alone.
        var withoutFlags = parameters
        withoutFlags.flags = []
        writer.put(Int(TCA_RED_PARMS), withoutFlags.structure)
        writer.put(Int(TCA_RED_STAB), parameters.damping.table)
        writer.put(Int(TCA_RED_MAX_P), parameters.probability ?? 0)
        writer.structure(Int(TCA_RED_FLAGS)) { bits in
            bits.append(UInt32(parameters.flags.rawValue))
            bits.append(UInt32(15))
        }
        encodeAttributes(into: &writer, isChange: context.isChange)
    }

    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard var parameters = attributes[attribute: Int(TCA_RED_PARMS)].flatMap({ REDParameters($0) }) else { return nil }
        parameters.probability = attributes[attribute: Int(TCA_RED_MAX_P)]?.number()
        if let bits: UInt32 = attributes[attribute: Int(TCA_RED_FLAGS)]?.number() {
            parameters.flags.formUnion(REDFlags(rawValue: UInt8(truncatingIfNeeded: bits)))
        }
        var options = Self()
        options.parameters = parameters
        let known = [TCA_RED_PARMS, TCA_RED_MAX_P, TCA_RED_FLAGS].map { UInt16($0) }
        let unknown = options.decode(attributes.filter { !known.contains($0.type) })
        return (options, unknown)
    }
}

extension Qdisc.Choke: OptionsCoded {
    func encode(into writer: inout AttributeWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.put(Int(TCA_CHOKE_PARMS), parameters.structure)
        writer.put(Int(TCA_CHOKE_STAB), parameters.damping.table)
        writer.put(Int(TCA_CHOKE_MAX_P), parameters.probability ?? 0)
    }

    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard var parameters = attributes[attribute: Int(TCA_CHOKE_PARMS)].flatMap({ REDParameters($0) }) else { return nil }
        parameters.probability = attributes[attribute: Int(TCA_CHOKE_MAX_P)]?.number()
        var options = Self()
        options.parameters = parameters
        let known = [UInt16(TCA_CHOKE_PARMS), UInt16(TCA_CHOKE_MAX_P)]
        return (options, attributes.filter { !known.contains($0.type) }.map(\.raw))
    }
}
