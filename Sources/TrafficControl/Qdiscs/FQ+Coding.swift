internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.FQ: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_FQ_PLIMIT), \.limit), .number(Int(TCA_FQ_FLOW_PLIMIT), \.flowLimit),
            .size(Int(TCA_FQ_QUANTUM), \.quantum), .size(Int(TCA_FQ_INITIAL_QUANTUM), \.initialQuantum),
            .truth(Int(TCA_FQ_RATE_ENABLE), \.pacing), .ignored(Int(TCA_FQ_FLOW_DEFAULT_RATE)),
            unlessAllOnes(Int(TCA_FQ_FLOW_MAX_RATE), \.maxRate, { $0.bytesPerSecond }, { BitRate(bytesPerSecond: $0) }),
            .number(Int(TCA_FQ_BUCKETS_LOG), \.bucketsLog), .microseconds(Int(TCA_FQ_FLOW_REFILL_DELAY), \.refillDelay),
            .number(Int(TCA_FQ_ORPHAN_MASK), \.orphanMask), .rate(Int(TCA_FQ_LOW_RATE_THRESHOLD), \.lowRateThreshold, as: UInt32.self),
            unlessAllOnes(
                Int(TCA_FQ_CE_THRESHOLD), \.ceThreshold, { UInt64(clamping: $0.nanoseconds / 1000) }, { .microseconds(Int64($0)) }),
            .time(Int(TCA_FQ_TIMER_SLACK), \.timerSlack, unit: 1, as: UInt32.self),
            .microseconds(Int(TCA_FQ_HORIZON), \.horizon), .truth(Int(TCA_FQ_HORIZON_DROP), \.horizonDrop, as: UInt8.self),
            // struct tc_prio_qopt: the number of bands, which is 3, and the map.
            .value(NewerAttribute.fqPriorityMap, \.priomap) {
                nativeBytes(of: UInt32(3)) + ($0 + Array(repeating: 0, count: 16)).prefix(16)
            } _: {
                $0.count == 20 ? Array($0.array.dropFirst(4)) : nil
            }.since(6, 7, "priomap") { $0.priomap == defaultPriomap },
            .value(NewerAttribute.fqWeights, \.weights) {
                ($0 + [0, 0, 0]).prefix(3).flatMap { nativeBytes(of: $0) }
            } _: { payload in
                payload.count == 12 ? (0..<3).compactMap { payload.number(UInt32.self, at: 4 * $0) } : nil
            }.since(6, 7, "weights") { $0.weights == defaultWeights },
            .microseconds(NewerAttribute.fqOffloadHorizon, \.offloadHorizon).since(6, 13, "offload_horizon"),
        ]
    }

    /// A 32-bit number whose largest value means unset.
    private static func unlessAllOnes<T>(
        _ type: Int, _ path: any Path<Self, T>, _ write: @escaping @Sendable (T) -> UInt64, _ read: @escaping @Sendable (UInt64) -> T
    ) -> AttributeField<Self> {
        AttributeField(type: type) { root, writer in
            writer.put(type, root[keyPath: path].map { UInt32(clamping: write($0)) } ?? .max)
        } decode: { root, payload in
            guard let number = payload.exactly(UInt32.self) else { return false }
            root[keyPath: path] = number == .max ? nil : read(UInt64(number))
            return true
        }
    }
}
