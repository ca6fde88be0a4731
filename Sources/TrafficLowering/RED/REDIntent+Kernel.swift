import WeirModel

// The way back: an intent for the numbers that a kernel holds. Many give the same; the usual ones are preferred.

extension REDIntent {
    /// An intent that gives the kernel these numbers.
    package init(saying parameters: REDParameters, _ unit: Unit) throws(Problem) {
        // A flow's limit is not given back.
        let limit = unit == .flowBytes && parameters.limit == 0 ? parameters.max : parameters.limit
        guard limit > 0, parameters.min > 0, parameters.max >= parameters.min else {
            throw Problem(message: "thresholds of \(parameters.min) and \(parameters.max) with a limit of \(limit)")
        }
        guard let fraction = parameters.probability, fraction > 0 else { throw Problem(message: "a queue without a probability") }
        guard let probability = Self.probability(fraction) else { throw Problem(message: "a probability of \(fraction) in 2^32") }
        if unit == .flowBytes, parameters.idleCellLog != 0 { throw Problem(message: "the damping 2^\(parameters.idleCellLog)") }
        var problem = Problem(message: "a probability of \(probability) with the logarithm \(parameters.probabilityLog)")
        var best: REDIntent?
        for packet in Self.averagePackets(parameters) where best == nil || Self.usualPackets.contains(packet) {
            var intent = REDIntent(unit, limit: UInt64(limit), averagePacket: UInt64(packet))
            (intent.min, intent.max, intent.probability, intent.flags) = (
                UInt64(parameters.min), UInt64(parameters.max), probability, parameters.flags
            )
            let bytes = unit == .packets ? intent.averagePacket : 1
            guard REDParameters.probabilityLog(probability, over: (intent.max - intent.min) * bytes) == parameters.probabilityLog else {
                continue
            }
            guard let burst = intent.burst(for: parameters.ewmaLog, above: Double(intent.min * bytes) / Double(packet)) else {
                problem = Problem(message: "a weight of 2^-\(parameters.ewmaLog) at \(intent.min)")
                continue
            }
            intent.burst = burst
            if unit != .flowBytes {
                guard let bandwidth = Self.bandwidth(parameters, packet) else {
                    problem = Problem(message: "the damping 2^\(parameters.idleCellLog)")
                    continue
                }
                intent.bandwidth = bandwidth
            }
            if best.map({ intent.usualParts > $0.usualParts }) ?? true { best = intent }
        }
        guard let best else { throw problem }
        self = best
    }

    /// The number of parts that can be left out.
    private var usualParts: Int { (burst == 0 ? 1 : 0) + (bandwidth == .mbit(10) ? 1 : 0) }

    /// The shortest decimal number that gives this fraction of 2^32.
    private static func probability(_ fraction: UInt32) -> Double? {
        var scale = 1.0
        for _ in 0...15 {
            let decimal = (Double(fraction) / 4_294_967_296 * scale).rounded() / scale
            if decimal < 1, UInt32(decimal * 4_294_967_296) == fraction { return decimal }
            scale *= 10
        }
        return nil
    }

    private static let usualPackets: [UInt32] = [1000, 1500]

    private static func averagePackets(_ parameters: REDParameters) -> [UInt32] {
        if let packet = parameters.averagePacket { return packet > 0 ? [packet] : [] }
        return usualPackets + (0...20).map { UInt32(1) << $0 }
    }

    /// 0, where the burst that follows from the thresholds has this weight; else the smallest that has it.
    private func burst(for ewmaLog: UInt8, above threshold: Double) -> UInt32? {
        if Double(usualBurst) >= threshold, REDParameters.ewmaLog(burst: usualBurst, above: threshold) == ewmaLog { return 0 }
        func weight(_ burst: UInt64) -> UInt8 { REDParameters.ewmaLog(burst: burst, above: threshold) ?? 32 }
        var low = UInt64(threshold.rounded(.up))
        var high = UInt64(UInt32.max)
        guard low <= high else { return nil }
        while low < high {
            let middle = (low + high) / 2
            if weight(middle) >= ewmaLog { high = middle } else { low = middle + 1 }
        }
        return low > 0 && weight(low) == ewmaLog ? UInt32(low) : nil
    }

    /// The usual ones first. A cell's size covers a span of rates, the last of which is twice the first.
    private static let roundRates: [BitRate] =
        [.mbit(10), .mbit(100), .gbit(1), .mbit(1), .gbit(10)]
        + [1, 2, 5, 3, 8].flatMap { digit in [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].map { BitRate.kbit(digit * $0) } }

    private static func bandwidth(_ parameters: REDParameters, _ packet: UInt32) -> BitRate? {
        var candidates = Self.roundRates
        // 31 halvings take `ticks * 31 / weight`, which is to be between 256 and 512 cells; a packet takes whole microseconds.
        let ticks = 384 * Double(UInt64(1) << UInt64(Swift.min(parameters.idleCellLog, 31))) * parameters.dampingWeight / 31
        let microseconds = (ticks / 15.625).rounded(.down)
        for time in [microseconds, microseconds + 1] where time >= 1 {
            candidates.append(BitRate(bytesPerSecond: UInt64((Double(packet) * 1_000_000 / time).rounded())))
        }
        candidates.append(.gbit(34))
        if let bandwidth = parameters.bandwidth { candidates = [bandwidth] }
        return candidates.first { candidate in
            var copy = parameters
            (copy.averagePacket, copy.bandwidth) = (packet, candidate)
            return copy.damping.cellLog == parameters.damping.cellLog
        }
    }
}
