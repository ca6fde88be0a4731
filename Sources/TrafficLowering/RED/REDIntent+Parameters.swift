internal import Glibc
import WeirModel

// The numbers that tc computes.
extension REDIntent {
    /// A problem of the intent, in words.
    package struct Problem: Error, Hashable, Sendable {
        package var message: String
        package var help: String?
    }

    /// From this logarithm on tc warns that the burst seems too large: the average hardly moves.
    package static let doubtfulLog: UInt8 = 10

    /// The numbers that the kernel holds, as tc 6.1 makes them.
    package func parameters() throws(Problem) -> REDParameters {
        guard limit > 0 else { throw Problem(message: "a queue with a limit of 0 holds nothing", help: "give it a `limit`") }
        guard averagePacket > 0 else { throw Problem(message: "the average packet has 0 bytes", help: "1000 bytes is usual") }
        guard bandwidth.bytesPerSecond > 0 else {
            throw Problem(message: "a bandwidth of 0 never drains the queue", help: "give the link's")
        }
        // tc makes 2^32 of 1, the low 32 bits of which are 0: the kernel then uses `probabilityLog`, which is less.
        guard probability > 0, probability < 1 else {
            throw Problem(
                message: "a probability of \(probability) can't be represented in the kernel",
                help: "it is a part of 1, between 0 and 1: 0.02 is 2 %")
        }
        let (min, max) = thresholds
        let bytes = unit == .packets ? averagePacket : 1
        for (name, number) in [("limit", limit), ("average packet", averagePacket), ("max", max), ("min", min)] {
            guard number <= UInt64(UInt32.max), number.times(name == "max" || name == "min" ? bytes : 1) <= UInt64(UInt32.max) else {
                throw Problem(message: "the \(name) of \(number) is too large: the kernel counts in 32 bits")
            }
        }
        switch unit {
        case .bytes:
            guard min <= max else { throw Problem(message: "min, \(min), is above max, \(max)", help: "max is two or three times min") }
        case .packets, .flowBytes:
            guard max <= limit else { throw Problem(message: "max, \(max), is above the limit, \(limit)") }
            guard min < max else { throw Problem(message: "min, \(min), is not below max, \(max)", help: "max is two or three times min") }
            // CHOKE_MAX_QUEUE
            guard unit == .flowBytes || limit < 128 << 10 else {
                throw Problem(message: "a limit of \(limit) packets is too large: choke takes \(128 << 10 - 1)")
            }
        }
        var parameters = REDParameters(limit: UInt32(limit), min: UInt32(min), max: UInt32(max), flags: flags)
        parameters.ewmaLog = try ewmaLog(min: min * bytes)
        guard let log = REDParameters.probabilityLog(probability, over: (max - min) * bytes) else {
            throw Problem(
                message: "a probability of \(probability) between \(min) and \(max) is too small: the kernel doubles it 31 times at most",
                help: "raise it, or bring min and max together")
        }
        parameters.probabilityLog = log
        parameters.probability = UInt32(probability * 4_294_967_296)
        if unit != .flowBytes {
            (parameters.averagePacket, parameters.bandwidth) = (UInt32(averagePacket), bandwidth)
            parameters.idleCellLog = parameters.damping.cellLog
        }
        // red_check_params
        let width = UInt32.bitWidth - parameters.max.leadingZeroBitCount
        guard width + Int(parameters.ewmaLog) < 32 else {
            throw Problem(
                message: "max, \(max), has \(width) bits and the average a weight of 2^-\(parameters.ewmaLog): the kernel keeps both in 31",
                help: "lower `burst`, or the thresholds")
        }
        return parameters
    }

    /// http://www.icir.org/floyd/REDparameters.txt
    private var thresholds: (min: UInt64, max: UInt64) {
        let upper = max > 0 ? max : unit == .bytes && min > 0 ? min.times(3) : limit / 4
        return (min > 0 ? min : upper / 3, upper)
    }

    /// The default burst, in packets.
    package var usualBurst: UInt64 {
        let (min, max) = thresholds
        return min.times(2).plus(clamped: max) / (unit == .packets ? 3 : Swift.max(averagePacket.times(3), 1))
    }

    /// - Parameter start: the lower threshold, in bytes.
    private func ewmaLog(min start: UInt64) throws(Problem) -> UInt8 {
        let burst = burst > 0 ? UInt64(burst) : usualBurst
        let packets = Double(start) / Double(averagePacket)
        let enough = "take \(1 + start / averagePacket) at least"
        guard Double(burst) + 1 - packets >= 1 else {
            throw Problem(message: "a burst of \(burst) packets is too small: \(start / averagePacket) fit below min already", help: enough)
        }
        guard let log = REDParameters.ewmaLog(burst: burst, above: packets) else {
            throw Problem(
                message: "a burst of \(burst) packets has no weight: none of 2^-1 to 2^-31 lets it pass below min",
                help: "lower it, or raise min")
        }
        return log
    }
}

extension REDParameters {
    /// The weight of the average, as a negative binary logarithm: the largest that lets a burst of this many packets through before the
    /// average reaches a threshold.
    ///
    /// - Parameter threshold: in packets.
    package static func ewmaLog(burst: UInt64, above threshold: Double) -> UInt8? {
        let wanted = Double(burst) + 1 - threshold
        return (UInt8(1)..<32).first { log in
            let weight = 1 / Double(UInt64(1) << UInt64(log))
            return wanted <= (1 - pow(1 - weight, Double(burst))) / weight
        }
    }

    /// How often the probability that one byte adds is doubled until it exceeds 1.
    ///
    /// - Parameter span: the bytes between the thresholds.
    package static func probabilityLog(_ probability: Double, over span: UInt64) -> UInt8? {
        guard span > 0 else { return 0 }
        guard span <= UInt64(Int32.max) else { return nil }
        var value = probability / Double(span)
        for log in UInt8(0)..<32 {
            if value > 1 { return log }
            value *= 2
        }
        return nil
    }
}

extension UInt64 {
    /// The product, or the largest number.
    fileprivate func times(_ other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
