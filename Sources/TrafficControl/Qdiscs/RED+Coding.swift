internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.RED: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_RED_EARLY_DROP_BLOCK), \.earlyDropBlock),
            .number(Int(TCA_RED_MARK_BLOCK), \.markBlock),
        ]
    }

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        // Flags are sent in the structure or in the attribute; `nodrop` only in the attribute.
        var withoutFlags = parameters
        withoutFlags.flags = []
        writer.structure(Int(TCA_RED_PARMS), withoutFlags.write)
        writer.put(Int(TCA_RED_STAB), parameters.damping.table)
        writer.put(Int(TCA_RED_MAX_P), parameters.probability ?? 0)
        writer.structure(Int(TCA_RED_FLAGS)) { bits in
            bits.append(UInt32(parameters.flags.rawValue))
            bits.append(UInt32(15))
        }
        encodeAttributes(into: writer, isChange: context.isChange)
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard var parameters = attributes[attribute: Int(TCA_RED_PARMS)].flatMap({ REDParameters($0) }) else { return nil }
        parameters.probability = attributes[attribute: Int(TCA_RED_MAX_P)]?.number()
        if let bits: UInt32 = attributes[attribute: Int(TCA_RED_FLAGS)]?.number() {
            parameters.flags.formUnion(REDFlags(rawValue: UInt8(truncatingIfNeeded: bits)))
        }
        var options = Self()
        options.parameters = parameters
        let known = [TCA_RED_PARMS, TCA_RED_MAX_P, TCA_RED_FLAGS].map { Int($0) }
        let unknown = options.decode(attributes.filter { !known.contains($0.type) })
        return (options, unknown)
    }
}

extension REDParameters {
    /// struct tc_red_qopt: 16 bytes.
    func write(to writer: MessageWriter) {
        for number in [limit, min, max] { writer.append(number) }
        writer.append([ewmaLog, probabilityLog, damping.cellLog, flags.rawValue])
    }

    init?(_ payload: Payload) {
        var reader = StructReader(payload)
        guard let limit: UInt32 = reader.next(), let min: UInt32 = reader.next(), let max: UInt32 = reader.next(),
            let logs = reader.next(4)?.array
        else { return nil }
        self.init()
        self.limit = limit
        self.min = min
        self.max = max
        ewmaLog = logs[0]
        probabilityLog = logs[1]
        idleCellLog = logs[2]
        flags = REDFlags(rawValue: logs[3])
    }
}
