internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.Netem: OptionsCoded {
    private static let headerSize = 24

    /// struct tc_netem_qopt, then attributes. A change resets attributes that it does not name, so all are sent.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.append(UInt32(clamping: (delay?.nanoseconds ?? 0) >> 6))
        writer.append(limit ?? 1000)
        writer.append(loss?.probability ?? 0)
        writer.append(gap ?? ((reorder?.probability ?? 0) > 0 ? 1 : 0))
        writer.append(duplicate?.probability ?? 0)
        writer.append(UInt32(clamping: (jitter?.nanoseconds ?? 0) >> 6))
        writer.put(Int(TCA_NETEM_LATENCY64), delay?.nanoseconds ?? 0)
        writer.put(Int(TCA_NETEM_JITTER64), jitter?.nanoseconds ?? 0)
        writer.structure(Int(TCA_NETEM_CORR)) { body in
            for number in [delayCorrelation, loss?.correlation, duplicate?.correlation] { body.append(number ?? 0) }
        }
        // A gap alone means that all but each n-th packet are delayed, which saying "reorder 0" would undo.
        if reorder != nil || (gap ?? 0) == 0 { Self.put(reorder, Int(TCA_NETEM_REORDER), into: writer) }
        Self.put(corrupt, Int(TCA_NETEM_CORRUPT), into: writer)
        let rate = self.rate ?? Rate(BitRate(bytesPerSecond: 0))
        if rate.rate.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_NETEM_RATE64), rate.rate.bytesPerSecond) }
        writer.structure(Int(TCA_NETEM_RATE)) { body in
            body.append(UInt32(clamping: rate.rate.bytesPerSecond))
            body.append(rate.packetOverhead)
            body.append(rate.cellSize)
            body.append(rate.cellOverhead)
        }
        writer.put(Int(TCA_NETEM_ECN), UInt32(ecn == true ? 1 : 0))
        encodeLossModel(into: writer)
        if let seed {
            writer.put(NewerAttribute.netemSeed, seed)
            if let refusal = RunningKernel.refusal(of: "seed", since: KernelVersion(6, 6)) { writer.fail(refusal, isUnsupported: true) }
        }
        if slot != nil || context.isChange { encodeSlot(slot ?? Slot(), into: writer) }
        if let distribution { writer.put(Int(TCA_NETEM_DELAY_DIST), try DelayDistribution.table(distribution)) }
        if let distribution = slot?.distribution { writer.put(Int(TCA_NETEM_SLOT_DIST), try DelayDistribution.table(distribution)) }
    }

    private static func put(_ chance: Chance?, _ type: Int, into writer: MessageWriter) {
        writer.structure(type) { body in
            body.append(chance?.probability ?? 0)
            body.append(chance?.correlation ?? 0)
        }
    }

    private func encodeLossModel(into writer: MessageWriter) {
        switch lossModel {
        case nil: break
        case .state(let p13, let p31, let p32, let p14, let p23)?:
            writer.nest(Int(TCA_NETEM_LOSS)) { $0.put(Int(NETEM_LOSS_GI), [p13, p31, p32, p14, p23].flatMap { nativeBytes(of: $0) }) }
        case .gilbertElliot(let p, let r, let h, let k1)?:
            writer.nest(Int(TCA_NETEM_LOSS)) { $0.put(Int(NETEM_LOSS_GE), [p, r, h, k1].flatMap { nativeBytes(of: $0) }) }
        }
    }

    private func encodeSlot(_ slot: Slot, into writer: MessageWriter) {
        writer.structure(Int(TCA_NETEM_SLOT)) { body in
            body.append(slot.minimumDelay.nanoseconds)
            body.append(slot.maximumDelay.nanoseconds)
            body.append(slot.packets)
            body.append(slot.bytes)
            body.append(slot.delay.nanoseconds)
            body.append(slot.jitter.nanoseconds)
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let header = (0..<6).compactMap { payload.number(UInt32.self, at: 4 * $0) }
        guard header.count == 6 else { return nil }
        var options = Self()
        var unknown: [RawAttribute] = []
        var correlations: [UInt32] = [0, 0, 0]
        var wideRate: UInt64?
        options.delay = TimeSpan(nanoseconds: Int64(header[0]) << 6)
        options.limit = header[1]
        options.gap = header[3]
        options.jitter = TimeSpan(nanoseconds: Int64(header[5]) << 6)
        for attribute in payload.attributes(from: headerSize) {
            let content = attribute.payload
            let numbers = (0..<(content.count / 4)).compactMap { content.number(UInt32.self, at: 4 * $0) }
            switch attribute.type {
            case Int(TCA_NETEM_LATENCY64): options.delay = content.number().map(TimeSpan.init(nanoseconds:)) ?? options.delay
            case Int(TCA_NETEM_JITTER64): options.jitter = content.number().map(TimeSpan.init(nanoseconds:)) ?? options.jitter
            case Int(TCA_NETEM_CORR) where numbers.count == 3: correlations = numbers
            case Int(TCA_NETEM_REORDER) where numbers.count == 2:
                if header[3] != 0 || numbers != [0, 0] { options.reorder = Chance(numbers[0], correlation: numbers[1]) }
            case Int(TCA_NETEM_CORRUPT) where numbers.count == 2:
                if numbers != [0, 0] { options.corrupt = Chance(numbers[0], correlation: numbers[1]) }
            case Int(TCA_NETEM_RATE) where numbers.count == 4:
                if numbers != [0, 0, 0, 0] {
                    options.rate = Rate(
                        BitRate(bytesPerSecond: UInt64(numbers[0])), packetOverhead: Int32(bitPattern: numbers[1]), cellSize: numbers[2],
                        cellOverhead: Int32(bitPattern: numbers[3]))
                }
            case Int(TCA_NETEM_RATE64): wideRate = content.number()
            case Int(TCA_NETEM_ECN) where numbers.count == 1: options.ecn = numbers[0] != 0
            case Int(TCA_NETEM_LOSS): options.lossModel = lossModel(content)
            case Int(TCA_NETEM_SLOT): options.slot = slot(content)
            case NewerAttribute.netemSeed: options.seed = content.number()
            case Int(TCA_NETEM_PAD): break
            default: unknown.append(attribute.raw)
            }
        }
        if let wideRate { options.rate?.rate = BitRate(bytesPerSecond: wideRate) }
        if correlations[0] != 0 { options.delayCorrelation = correlations[0] }
        if header[2] != 0 || correlations[1] != 0 { options.loss = Chance(header[2], correlation: correlations[1]) }
        if header[4] != 0 || correlations[2] != 0 { options.duplicate = Chance(header[4], correlation: correlations[2]) }
        return (options, unknown)
    }

    private static func lossModel(_ payload: Payload) -> LossModel? {
        for model in payload.attributes {
            let numbers = (0..<(model.payload.count / 4)).compactMap { model.payload.number(UInt32.self, at: 4 * $0) }
            if model.type == Int(NETEM_LOSS_GI), numbers.count == 5 {
                return .state(p13: numbers[0], p31: numbers[1], p32: numbers[2], p14: numbers[3], p23: numbers[4])
            }
            if model.type == Int(NETEM_LOSS_GE), numbers.count == 4 {
                return .gilbertElliot(p: numbers[0], r: numbers[1], h: numbers[2], k1: numbers[3])
            }
        }
        return nil
    }

    private static func slot(_ payload: Payload) -> Slot? {
        var reader = StructReader(payload)
        guard let minimum: Int64 = reader.next(), let maximum: Int64 = reader.next(), let packets: Int32 = reader.next(),
            let bytes: Int32 = reader.next(), let delay: Int64 = reader.next(), let jitter: Int64 = reader.next()
        else { return nil }
        var slot = Slot()
        slot.minimumDelay = TimeSpan(nanoseconds: minimum)
        slot.maximumDelay = TimeSpan(nanoseconds: maximum)
        slot.packets = packets
        slot.bytes = bytes
        slot.delay = TimeSpan(nanoseconds: delay)
        slot.jitter = TimeSpan(nanoseconds: jitter)
        return slot
    }
}

extension DelayDistribution {
    static func table(_ name: String) throws(TrafficControlError) -> [UInt8] { try numbers(of: name).flatMap { nativeBytes(of: $0) } }
}
