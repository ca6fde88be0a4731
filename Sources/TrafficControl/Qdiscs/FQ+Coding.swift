internal import CNl
import WeirModel

extension Qdisc.FQ: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_FQ_PLIMIT), \.limit), .number(Int(TCA_FQ_FLOW_PLIMIT), \.flowLimit),
            .size(Int(TCA_FQ_QUANTUM), \.quantum, as: UInt32.self), .size(Int(TCA_FQ_INITIAL_QUANTUM), \.initialQuantum, as: UInt32.self),
            .truth(Int(TCA_FQ_RATE_ENABLE), \.pacing, as: UInt32.self), .ignored(Int(TCA_FQ_FLOW_DEFAULT_RATE)),
            unlessAllOnes(Int(TCA_FQ_FLOW_MAX_RATE), \.maxRate, { $0.bytesPerSecond }, { BitRate(bytesPerSecond: $0) }),
            .number(Int(TCA_FQ_BUCKETS_LOG), \.bucketsLog), .microseconds(Int(TCA_FQ_FLOW_REFILL_DELAY), \.refillDelay),
            .number(Int(TCA_FQ_ORPHAN_MASK), \.orphanMask), .rate(Int(TCA_FQ_LOW_RATE_THRESHOLD), \.lowRateThreshold, as: UInt32.self),
            unlessAllOnes(
                Int(TCA_FQ_CE_THRESHOLD), \.ceThreshold, { UInt64(clamping: $0.nanoseconds / 1000) }, { .microseconds(Int64($0)) }),
            .time(Int(TCA_FQ_TIMER_SLACK), \.timerSlack, unit: 1, as: UInt32.self),
            .microseconds(Int(TCA_FQ_HORIZON), \.horizon), .truth(Int(TCA_FQ_HORIZON_DROP), \.horizonDrop, as: UInt8.self),
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
